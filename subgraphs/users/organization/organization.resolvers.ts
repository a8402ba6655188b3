import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { Resolvers } from '../schema.generated';
import { listSchools } from '../school/list-schools';
import { readChildren, readOrganization } from './read-organization';

export const organizationResolvers: Resolvers = {
  Query: {
    organization: (_root, { id }, context) => readOrganization(context, id),
  },
  Organization: {
    __resolveType: ({ id }) => (isId(ID_PREFIXES.School, id) ? 'School' : 'OrganizationUnit'),
  },
  OrganizationUnit: {
    __resolveReference: ({ id }, { loaders }) => loaders.unitById.load(id),
    parent: ({ parentId }, _args, { loaders }) => (parentId ? loaders.unitById.load(parentId) : null),
    children: (unit, _args, context) => readChildren(context, unit),
    schools: ({ id }, args, context) => listSchools(context, { ...args, filter: { parentId: id } }),
  },
};
