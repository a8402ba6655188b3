import { STAFF_ROLES } from '../../../kernel/auth/viewer';
import { filterMap } from '../../../kernel/async-iterator';
import type { AttendanceContext } from '../context';
import type { RegisterSubmitted } from '../mappers';
import { requireRole } from '../school/require-role';

/**
 * Each register of a school as it is submitted, from now on. For those who work at the school.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there
 */
export async function watchRegisters(
  context: Pick<AttendanceContext, 'bus' | 'viewer' | 'loaders'>,
  schoolId: string,
): Promise<AsyncIterableIterator<{ registerSubmitted: RegisterSubmitted }>> {
  const { tenantId } = await requireRole(context, schoolId, STAFF_ROLES);
  return filterMap(context.bus.subscribe(['register.submitted']), (event) => {
    const isTheirs =
      event.name === 'register.submitted' &&
      event.tenantId === tenantId &&
      event.payload.schoolId === schoolId;
    return isTheirs ? { registerSubmitted: event.payload } : undefined;
  });
}
