import { requireViewer } from '../../../kernel/auth/viewer';
import type { Resolvers } from '../schema.generated';
import { listSchools } from './list-schools';

export const schoolResolvers: Resolvers = {
  Query: {
    school: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.schoolById.load(id),
    schools: (_root, args, context) => listSchools(context, args),
  },
  School: {
    __resolveReference: ({ id }, { loaders }) => loaders.schoolById.load(id),
  },
};
