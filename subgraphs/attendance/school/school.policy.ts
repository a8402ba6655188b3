import { hasRole, isMember, STAFF_ROLES, type Role, type Viewer } from '../../../kernel/auth/viewer';

/** How a viewer stands to a school when an act asks for certain roles there. */
export type Standing = 'STRANGER' | 'MEMBER' | 'ENTITLED';

/** Strangers are not told that the school exists; members without the role are told that they may not. */
export function standingAt(viewer: Viewer, schoolId: string, roles: readonly Role[]): Standing {
  if (hasRole(viewer, schoolId, ...roles)) return 'ENTITLED';
  return isMember(viewer, schoolId) ? 'MEMBER' : 'STRANGER';
}

/** A school's figures are for those who work there. */
export function canSeeFigures(viewer: Viewer | null, schoolId: string): viewer is Viewer {
  return viewer !== null && hasRole(viewer, schoolId, ...STAFF_ROLES);
}
