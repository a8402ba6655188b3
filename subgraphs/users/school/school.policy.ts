import { ownSchools, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { School } from './school.entity';

/** People see the schools they belong to, by a role or through a ward; district administrators all of the tenant. */
export function restrictToOwnSchools(viewer: Viewer): Restriction<School> {
  const { schoolIds, isEverywhere } = ownSchools(viewer);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.id = ANY(:schoolIds))', { isEverywhere, schoolIds });
}
