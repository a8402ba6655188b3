import { isDistrictAdministrator, OFFICE_ROLES, schoolsWith, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { ImportJob } from './import-job.entity';

/** An import is for those who may ask for one like it: the school's office, or the district. */
export function restrictToOwnImports(viewer: Viewer): Restriction<ImportJob> {
  const { schoolIds } = schoolsWith(viewer, ...OFFICE_ROLES);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds))', {
        isEverywhere: isDistrictAdministrator(viewer),
        schoolIds,
      });
}
