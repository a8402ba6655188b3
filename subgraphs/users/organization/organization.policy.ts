import { ownSchools, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { OrganizationUnit } from './organization-unit.entity';

/** How a tenant is organised is known to everybody who belongs to one of its schools, or holds a role above them. */
export function restrictToOwnUnits(viewer: Viewer): Restriction<OrganizationUnit> {
  const { schoolIds, isEverywhere } = ownSchools(viewer);
  const tenantId = isEverywhere || schoolIds.length > 0 ? viewer.tenantId : null;
  return (query) => query.andWhere('row.tenantId = :tenantId', { tenantId });
}
