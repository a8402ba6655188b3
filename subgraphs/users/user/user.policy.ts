import { hasRole, isDistrictAdministrator, ownSchools, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { linkIsInCharge } from '../guardian/guardian.policy';
import type { UserPermissions } from '../schema.generated';
import { canAdministerSchool, worksAtSchool } from '../school/school.policy';
import { seesWholeSchool, studentMayBeNamed, studentParameters } from '../student/student.policy';
import type { User } from './user.entity';

/** What ties a person to an organisation today. */
export interface Tie {
  orgId: string;
  as: 'STAFF' | 'STUDENT' | 'GUARDIAN';
}

/**
 * Whose name a person may read: their own, that of everybody who works at their schools, of students who may be mentioned to them,
 * and of the guardians of those they are in charge of; the office also that of everybody with a role at the school.
 */
export function restrictToVisibleUsers(viewer: Viewer, now: Date): Restriction<User> {
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId')
      .andWhere(
        `(:isEverywhere
          OR row.id = :self
          OR EXISTS (SELECT FROM staff WHERE staff.user_id = row.id AND staff.school_id = ANY(:mySchools))
          OR EXISTS (SELECT FROM role_assignments WHERE role_assignments.user_id = row.id
                     AND role_assignments.org_id = ANY(:officeSchools))
          OR EXISTS (SELECT FROM students WHERE students.user_id = row.id AND ${studentMayBeNamed()})
          OR EXISTS (SELECT FROM guardian_links link JOIN students ON students.id = link.student_id
                     WHERE link.guardian_user_id = row.id AND ${linkIsInCharge()}))`,
      )
      .setParameters({ ...studentParameters(viewer, now), mySchools: ownSchools(viewer).schoolIds });
}

/** An address is for the person, for those who deal with everybody at a school of theirs, and between colleagues. */
export function canSeeEmail(viewer: Viewer | null, user: Pick<User, 'id'>, ties: readonly Tie[]): boolean {
  if (!viewer) return false;
  return (
    viewer.userId === user.id ||
    ties.some(
      ({ orgId, as }) => seesWholeSchool(viewer, orgId) || (as === 'STAFF' && worksAtSchool(viewer, orgId)),
    )
  );
}

/** A telephone number is for the person and the office of a school of theirs. */
export function canSeePhone(viewer: Viewer | null, user: Pick<User, 'id'>, ties: readonly Tie[]): boolean {
  return (
    viewer !== null && (viewer.userId === user.id || ties.some(({ orgId }) => administers(viewer, orgId)))
  );
}

/** People change how they are called themselves; so does the office of a school of theirs, unless they rank above it. */
export function canUpdateUser(viewer: Viewer, user: Pick<User, 'id'>, ties: readonly Tie[]): boolean {
  return (
    viewer.userId === user.id ||
    (ties.some(({ orgId }) => administers(viewer, orgId)) && !ranksAbove(viewer, ties)) ||
    isDistrictAdministrator(viewer)
  );
}

/**
 * Whoever changes the address of an account can get into it: the person alone, or who could end their access.
 */
export function canUpdateEmail(viewer: Viewer, user: Pick<User, 'id'>, ties: readonly Tie[]): boolean {
  return viewer.userId === user.id || canEndAccess(viewer, ties);
}

/** Access is ended, and returned, by who administers every school and every organisation the person belongs to. */
export function canEndAccess(viewer: Viewer, ties: readonly Tie[]): boolean {
  return (
    isDistrictAdministrator(viewer) ||
    (ties.length > 0 && ties.every(({ orgId }) => administers(viewer, orgId)))
  );
}

/** To be forgotten is for the district to decide. */
export function canAnonymize(viewer: Viewer, ties: readonly Tie[]): boolean {
  return (
    isDistrictAdministrator(viewer) ||
    (ties.length > 0 && ties.every(({ orgId }) => hasRole(viewer, orgId, 'DISTRICT_ADMINISTRATOR')))
  );
}

/** What the viewer may do with a person's account, as a client is told. */
export function userPermissions(
  viewer: Viewer | null,
  user: Pick<User, 'id'>,
  ties: readonly Tie[],
): UserPermissions {
  return {
    canUpdate: viewer !== null && canUpdateUser(viewer, user, ties),
    canAssignRoles: viewer !== null && viewer.roles.some(({ orgId }) => administers(viewer, orgId)),
    canDeactivate: viewer !== null && canEndAccess(viewer, ties),
    canAnonymize: viewer !== null && canAnonymize(viewer, ties),
  };
}

/** Whether the viewer administers an organisation: its office a school, the district's administrators what is above. */
function administers(viewer: Viewer, orgId: string): boolean {
  return isSchool(orgId)
    ? canAdministerSchool(viewer, orgId) || hasRole(viewer, orgId, 'DISTRICT_ADMINISTRATOR')
    : hasRole(viewer, orgId, 'DISTRICT_ADMINISTRATOR');
}

/** Whether the person holds a role above the schools that the viewer administers. */
function ranksAbove(viewer: Viewer, ties: readonly Tie[]): boolean {
  return ties.some(({ orgId }) => !isSchool(orgId) && !administers(viewer, orgId));
}

function isSchool(orgId: string): boolean {
  return isId(ID_PREFIXES.School, orgId);
}
