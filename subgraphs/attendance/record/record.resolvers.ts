import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';
import { readNote } from './read-note';

export const recordResolvers: Resolvers = {
  AttendanceRecord: {
    __resolveReference: ({ id }, { loaders }) => loaders.recordById.load(id),
    session: ({ sessionId }, _args, { loaders }) =>
      found('AttendanceSession', sessionId, loaders.sessionById),
    student: ({ studentId }) => ({ id: studentId }),
    code: ({ codeId }, _args, { loaders }) => found('AttendanceCode', codeId, loaders.codeById),
    note: (record, _args, context) => readNote(context, record),
    recordedBy: ({ recordedBy }) => ({ id: recordedBy }),
  },
};
