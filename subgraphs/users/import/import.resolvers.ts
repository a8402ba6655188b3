import { requireViewer } from '../../../kernel/auth/viewer';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded } from '../context';
import type { Resolvers } from '../schema.generated';
import { importRoster } from './import-roster';
import { listImportErrors } from './list-import-errors';
import { watchImport } from './watch-import';

export const importResolvers: Resolvers = {
  Query: {
    importJob: (_root, { id }, { viewer, loaders }) =>
      requireViewer(viewer) && loaders.importJobById.load(id),
  },
  Mutation: {
    importRoster: (_root, { input }, context) =>
      payloadOf({}, async () => {
        const job = await importRoster(context, input);
        forgetLoaded(context);
        return { job };
      }),
  },
  Subscription: {
    importProgress: {
      subscribe: (_root, { jobId }, context) => watchImport(context, jobId),
    },
  },
  ImportJob: {
    __resolveReference: ({ id }, { loaders }) => loaders.importJobById.load(id),
    school: ({ schoolId }, _args, { loaders }) => (schoolId ? loaders.schoolById.load(schoolId) : null),
    errors: (job, page, context) => listImportErrors(context, job, page),
  },
};
