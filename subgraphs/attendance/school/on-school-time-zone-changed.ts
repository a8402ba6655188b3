import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';

/** Remembers from which day on a school's dates are those of another zone; see `school_zone` in the migrations. */
export async function onSchoolTimeZoneChanged(
  tx: EntityManager,
  { tenantId, payload: { schoolId, effectiveFrom, timeZone } }: EventEnvelope<'school.time_zone_changed'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO school_time_zones (school_id, tenant_id, effective_from, time_zone) VALUES ($1, $2, $3, $4)
     ON CONFLICT (school_id, effective_from) DO UPDATE SET time_zone = excluded.time_zone`,
    [schoolId, tenantId, effectiveFrom, timeZone],
  );
}
