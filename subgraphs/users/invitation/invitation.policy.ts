import { hasRole, type Role, type Viewer } from '../../../kernel/auth/viewer';
import { canAdministerSchool } from '../school/school.policy';
import type { InvitingOrganization } from './find-organization';

/**
 * A school's office invites to the roles of the school; administrators of the district to those of what they administer
 * and of everything below. The operator's own role is not given by invitation at all.
 */
export function canInvite(
  viewer: Viewer,
  { id, isSchool, path }: Pick<InvitingOrganization, 'id' | 'isSchool' | 'path'>,
  role: Role,
): boolean {
  if (role === 'SYSTEM_ADMINISTRATOR') return false;
  if (role === 'DISTRICT_ADMINISTRATOR' && isSchool) return false;
  return (
    (isSchool && canAdministerSchool(viewer, id)) ||
    path.some((above) => hasRole(viewer, above, 'DISTRICT_ADMINISTRATOR'))
  );
}
