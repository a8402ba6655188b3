import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';

/** Remembers who teaches a section, and when: until then they may see its students. */
export async function onSectionCreated(
  tx: EntityManager,
  { tenantId, payload }: EventEnvelope<'section.created'>,
): Promise<void> {
  const { sectionId, schoolId, teacherIds, beginDate = null, endDate = null } = payload;
  await tx.query(
    `INSERT INTO section_teachers (section_id, staff_id, tenant_id, school_id, begin_date, end_date)
     SELECT $1, staff_id, $3, $4, $5, $6 FROM unnest($2::text[]) staff_id
     ON CONFLICT (section_id, staff_id) DO NOTHING`,
    [sectionId, teacherIds, tenantId, schoolId, beginDate, endDate],
  );
}
