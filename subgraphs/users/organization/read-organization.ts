import { requireViewer } from '../../../kernel/auth/viewer';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { UsersContext } from '../context';
import type { Organization } from '../mappers';

type Context = Pick<UsersContext, 'viewer' | 'loaders'>;

/** An organisation of either kind: the id tells which. Null where it is missing or hidden from the caller. */
export async function readOrganization(
  { viewer, loaders }: Context,
  id: string,
): Promise<Organization | null> {
  requireViewer(viewer);
  return isId(ID_PREFIXES.School, id) ? loaders.schoolById.load(id) : loaders.unitById.load(id);
}

/** What lies directly below an organisation and may be seen: its units, then its schools, each by name. */
export async function readChildren(
  { loaders }: Pick<Context, 'loaders'>,
  { id }: Pick<Organization, 'id'>,
): Promise<Organization[]> {
  const [units, schools] = await Promise.all([
    loaders.unitsByParent.load(id),
    loaders.schoolsByParent.load(id),
  ]);
  return [...units, ...schools];
}
