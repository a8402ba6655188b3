import type { EntityManager } from 'typeorm';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';

/** Where somebody is invited to. */
export interface InvitingOrganization {
  id: string;
  name: string;
  isSchool: boolean;
  /** Its own id and those of all that are above it, up to the tenant's. */
  path: readonly string[];
}

/** An organisation of the tenant that is worked for, with what is above it; null where it has none of this id. */
export async function findOrganization(db: EntityManager, id: string): Promise<InvitingOrganization | null> {
  const rows = await db.query<{ id: string; name: string }[]>(
    `WITH RECURSIVE path (id, parent_id, name, depth) AS (
       SELECT id, parent_id, name, 0 FROM schools WHERE id = $1
       UNION ALL SELECT id, parent_id, name, 0 FROM organization_units WHERE id = $1
       UNION ALL SELECT unit.id, unit.parent_id, unit.name, path.depth + 1
         FROM organization_units AS unit JOIN path ON path.parent_id = unit.id)
     SELECT id, name FROM path ORDER BY depth`,
    [id],
  );
  const [own] = rows;
  return own ? { ...own, isSchool: isId(ID_PREFIXES.School, id), path: rows.map((row) => row.id) } : null;
}
