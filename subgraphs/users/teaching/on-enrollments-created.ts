import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';

/** Remembers who is in a section, and when: on these days its teachers may see them. */
export async function onEnrollmentsCreated(
  tx: EntityManager,
  { tenantId, payload }: EventEnvelope<'enrollments.created'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO section_students (enrollment_id, tenant_id, section_id, student_id, begin_date, end_date)
     SELECT place."enrollmentId", $2, $3, place."studentId", place."beginDate", place."endDate"
     FROM jsonb_to_recordset($1::jsonb) AS place
       ("enrollmentId" text, "studentId" text, "beginDate" date, "endDate" date)
     ON CONFLICT (enrollment_id) DO NOTHING`,
    [JSON.stringify(payload.enrollments), tenantId, payload.sectionId],
  );
}
