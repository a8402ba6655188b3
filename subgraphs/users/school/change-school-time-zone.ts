import { requireViewer } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { refuse } from '../../../kernel/errors';
import { recordEvent } from '../../../kernel/events/record-event';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { ChangeSchoolTimeZoneInput, UsersErrorCode } from '../schema.generated';
import { lockSchool } from './lock-school';
import { SchoolTimeZone } from './school-time-zone.entity';
import { zoneAt } from './school-zone';
import type { School } from './school.entity';
import { canManageSchools } from './school.policy';

/**
 * Moves a school to another zone from a future day on. What happened before keeps the dates it has.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_DATE
 */
export async function changeSchoolTimeZone(
  { db, viewer, loaders, clock }: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, timeZone, effectiveFrom }: ChangeSchoolTimeZoneInput,
): Promise<School> {
  const asker = requireViewer(viewer);
  const school = await loaders.schoolById.load(schoolId);
  if (!school) refuse<UsersErrorCode>('NOT_FOUND', 'There is no such school.', ['input', 'schoolId']);
  if (!canManageSchools(asker)) {
    refuse<UsersErrorCode>('FORBIDDEN', 'Only the district’s administrators move a school to another zone.');
  }
  const now = clock.now();
  const { tenantId } = school;
  return db.transaction(async (tx) => {
    const locked = await lockSchool(tx, school);
    const zones = await tx.findBy(SchoolTimeZone, { schoolId, tenantId });
    if (effectiveFrom <= civilDate(now, zoneAt(zones, now)) || effectiveFrom <= civilDate(now, timeZone)) {
      refuse<UsersErrorCode>('INVALID_DATE', 'A zone begins on a day that is yet to come.', [
        'input',
        'effectiveFrom',
      ]);
    }
    const zone = { schoolId, tenantId, effectiveFrom, timeZone };
    await tx.upsert(SchoolTimeZone, zone, ['schoolId', 'effectiveFrom']);
    await recordEvent(tx, {
      name: 'school.time_zone_changed',
      tenantId,
      aggregateId: schoolId,
      occurredAt: now,
      payload: { schoolId, timeZone, effectiveFrom },
    });
    const act = { action: 'school.time_zone_changed', subjectId: schoolId, at: now, after: zone };
    await recordAudit(tx, { ...act, tenantId, schoolId, actorUserId: asker.userId });
    return locked;
  });
}
