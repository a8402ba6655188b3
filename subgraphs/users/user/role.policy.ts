import { hasRole, type Role, type Viewer } from '../../../kernel/auth/viewer';
import { canAdministerSchool } from '../school/school.policy';
import type { RoleOrganization } from './organization-path';

/**
 * A school's office gives and ends the roles of the school; administrators of the district those of what they
 * administer and of everything below. The operator's own role is not given here at all.
 */
export function canAssign(viewer: Viewer, organization: RoleOrganization, role: Role): boolean {
  if (role === 'SYSTEM_ADMINISTRATOR') return false;
  if (role === 'DISTRICT_ADMINISTRATOR' && organization.isSchool) return false;
  return (
    (organization.isSchool && canAdministerSchool(viewer, organization.id)) ||
    organization.path.some((id) => hasRole(viewer, id, 'DISTRICT_ADMINISTRATOR'))
  );
}
