import { requireInsider, type Role, type Viewer } from '../../../kernel/auth/viewer';
import { forbidden, notFound } from '../../../kernel/errors';
import type { AttendanceContext } from '../context';
import { standingAt } from './school.policy';

/**
 * The viewer, now known to hold one of these roles at the school.
 * @throws Fault UNAUTHENTICATED for an anonymous caller; NOT_FOUND for a school the caller does not belong to or this
 *   service has not heard of; FORBIDDEN for a member of the school without such a role
 */
export async function requireRole(
  { viewer, loaders }: Pick<AttendanceContext, 'viewer' | 'loaders'>,
  schoolId: string,
  roles: readonly Role[],
): Promise<Viewer> {
  const asker = requireInsider(viewer);
  if (!(await loaders.schoolById.load(schoolId))) throw notFound('School', schoolId);
  if (standingAt(asker, schoolId, roles) !== 'ENTITLED') throw forbidden('This is for others at the school.');
  return asker;
}
