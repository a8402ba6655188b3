import type { EntityManager } from 'typeorm';
import { civilDate } from '../../../kernel/clock';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { todayAt } from '../school/school-zone';

/** Where a role is held. */
export interface RoleOrganization {
  id: string;
  isSchool: boolean;
  /** Its own id and those of all that are above it, up to the tenant's. */
  path: readonly string[];
}

/** An organisation of the tenant with what is above it; null where the tenant has none of this id. */
export async function organizationOf(
  db: EntityManager,
  tenantId: string,
  id: string,
): Promise<RoleOrganization | null> {
  const rows = await db.query<{ id: string }[]>(
    `WITH RECURSIVE path (id, parent_id) AS (
       SELECT id, parent_id FROM schools WHERE id = $1 AND tenant_id = $2
       UNION SELECT id, parent_id FROM organization_units WHERE id = $1 AND tenant_id = $2
       UNION SELECT unit.id, unit.parent_id FROM organization_units unit JOIN path ON path.parent_id = unit.id)
     SELECT id FROM path`,
    [id, tenantId],
  );
  const path = rows.map((row) => row.id);
  return path.length > 0 ? { id, isSchool: isId(ID_PREFIXES.School, id), path } : null;
}

/** The civil date in an organisation: a school's own calendar; above schools there is no zone but UTC. */
export async function todayIn(
  db: EntityManager,
  { id, isSchool }: Pick<RoleOrganization, 'id' | 'isSchool'>,
  now: Date,
): Promise<string> {
  return isSchool ? todayAt(db, id, now) : civilDate(now, 'UTC');
}
