import {
  hasRole,
  isDistrictAdministrator,
  OFFICE_ROLES,
  ownSchools,
  STAFF_ROLES,
  type Viewer,
} from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { SchoolPermissions } from '../schema.generated';
import type { School } from './school.entity';

/** People see the schools they belong to, by a role or through a ward; district administrators all of the tenant. */
export function restrictToOwnSchools(viewer: Viewer): Restriction<School> {
  const { schoolIds, isEverywhere } = ownSchools(viewer);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.id = ANY(:schoolIds))', { isEverywhere, schoolIds });
}

/** A school is opened, and moved to another zone, by the district: both bind others than the school. */
export function canManageSchools(viewer: Viewer): boolean {
  return isDistrictAdministrator(viewer);
}

/** Its office runs a school: names, calendar, people, imports. */
export function canAdministerSchool(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...OFFICE_ROLES);
}

/** What happens to a school's people as a whole is for those who work there. */
export function worksAtSchool(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...STAFF_ROLES);
}

/** What the viewer may do in a school, as a client is told. */
export function schoolPermissions(viewer: Viewer | null, schoolId: string): SchoolPermissions {
  const isOffice = viewer !== null && canAdministerSchool(viewer, schoolId);
  return {
    canUpdate: isOffice,
    canManageCalendar: isOffice,
    canManagePeople: isOffice,
    canImport: isOffice,
    canReadAudit: isOffice,
  };
}
