import type { Resolvers } from '../schema.generated';
import { listCodes } from './list-codes';

export const codeResolvers: Resolvers = {
  Query: {
    attendanceCodes: (_root, { schoolId }, context) => listCodes(context, schoolId),
  },
};
