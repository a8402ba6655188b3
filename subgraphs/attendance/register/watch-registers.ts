import { STAFF_ROLES } from '../../../kernel/auth/viewer';
import { filterMap } from '../../../kernel/async-iterator';
import { followTopic } from '../../../kernel/events/replay';
import type { AttendanceContext } from '../context';
import type { RegisterSubmitted } from '../mappers';
import { requireRole } from '../school/require-role';
import { followedRegisters } from './registers-topic';

/**
 * Each register of a school as it is submitted, from now on or after one that was seen. For those who work at the school.
 * @param after the cursor of the last one that was seen
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there;
 *   BAD_USER_INPUT or SUBSCRIPTION_GAP where it cannot begin after the cursor
 */
export async function watchRegisters(
  context: Pick<AttendanceContext, 'db' | 'bus' | 'viewer' | 'loaders'>,
  schoolId: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<{ registerSubmitted: RegisterSubmitted }>> {
  const { tenantId } = await requireRole(context, schoolId, STAFF_ROLES);
  const registers = await followTopic(context, followedRegisters(tenantId, schoolId, after));
  return filterMap(registers, (registerSubmitted) => ({ registerSubmitted }));
}
