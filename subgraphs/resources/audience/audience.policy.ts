import { ROLES, schoolsWith, type Viewer } from '../../../kernel/auth/viewer';

/** A condition on the rows of one query, with the values of its parameters. */
export interface Condition {
  sql: string;
  parameters: object;
}

/**
 * For whom a published item is: everybody, where it is public; otherwise those who belong to its school, by a role or
 * through a ward, and the administrators of its tenant.
 * @param row alias of an entity with `tenantId`, `schoolId` and `isPublic`
 */
export function inAudience(viewer: Viewer | null, row: string): Condition {
  if (!viewer) return { sql: `${row}.isPublic`, parameters: {} };
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...ROLES);
  return {
    sql: `(${row}.isPublic OR (${row}.tenantId = :ownTenant AND (:isEverywhere OR ${row}.schoolId = ANY(:ownSchools))))`,
    parameters: {
      ownTenant: viewer.tenantId,
      isEverywhere,
      ownSchools: [...schoolIds, ...viewer.wards.map(({ schoolId }) => schoolId)],
    },
  };
}
