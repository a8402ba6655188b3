import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { countExpected } from './expected';
import { lockSection } from './lock-section';

/**
 * Puts students on a section's roster. They are expected from the day they begin; marks of the past stay as they are.
 * @throws Error where the section has not arrived
 */
export async function onEnrollmentsCreated(
  tx: EntityManager,
  { tenantId, payload }: EventEnvelope<'enrollments.created'>,
): Promise<void> {
  const section = await lockSection(tx, tenantId, payload.sectionId);
  await tx.query(
    `INSERT INTO roster_entries (enrollment_id, tenant_id, section_id, student_id, begin_date, end_date)
     SELECT entry."enrollmentId", $2, $3, entry."studentId", entry."beginDate", entry."endDate"
     FROM jsonb_to_recordset($1::jsonb) AS entry
       ("enrollmentId" text, "studentId" text, "beginDate" date, "endDate" date)
     ON CONFLICT (enrollment_id) DO NOTHING`,
    [JSON.stringify(payload.enrollments), tenantId, section.id],
  );
  await countExpected(tx, section.id);
}
