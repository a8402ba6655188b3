import { STAFF_ROLES } from '../../../kernel/auth/viewer';
import { filterMap } from '../../../kernel/async-iterator';
import { followState } from '../../../kernel/events/follow-state';
import type { AttendanceContext } from '../context';
import type { AttendanceTotalsChanged } from '../mappers';
import { followedRegisters } from '../register/registers-topic';
import { requireRole } from './require-role';

/** A school in the morning submits dozens of registers in a second; nobody reads figures that fast. */
const EVERY_MS = 1_000;

/**
 * A school's figures of the day: now, or once they are newer than those that were seen, and then as registers are
 * submitted, once a second at most. For those who work at the school.
 * @param after the cursor of the last figures that were seen
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there;
 *   BAD_USER_INPUT where `after` is no cursor
 */
export async function watchTotals(
  context: Pick<AttendanceContext, 'db' | 'bus' | 'viewer' | 'loaders'>,
  schoolId: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<{ attendanceTotalsChanged: AttendanceTotalsChanged }>> {
  const { tenantId } = await requireRole(context, schoolId, STAFF_ROLES);
  const registers = followedRegisters(tenantId, schoolId, after);
  const positions = await followState(context, { ...registers, everyMs: EVERY_MS });
  return filterMap(positions, (position) => ({ attendanceTotalsChanged: { ...position, schoolId } }));
}
