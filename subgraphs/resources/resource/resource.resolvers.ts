import type { Resolvers } from '../schema.generated';
import { listResources } from './list-resources';

export const resourceResolvers: Resolvers = {
  Query: {
    resource: (_root, { id }, { loaders }) => loaders.resourceById.load(id),
    resources: (_root, args, context) => listResources(context, args),
  },
  Resource: {
    __resolveReference: ({ id }, { loaders }) => loaders.resourceById.load(id),
    school: ({ schoolId }) => ({ id: schoolId }),
    course: ({ courseId }) => (courseId === null ? null : { id: courseId }),
  },
  Course: {
    __resolveReference: ({ id }) => ({ id }),
    resources: ({ id }, args, { loaders }) => loaders.resourcesByCourse.load({ parentId: id, args }),
  },
};
