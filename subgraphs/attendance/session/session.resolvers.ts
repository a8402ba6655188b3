import type { Resolvers } from '../schema.generated';
import { listSessions } from './list-sessions';
import { readRegister, readSession } from './read-session';

export const sessionResolvers: Resolvers = {
  Query: {
    attendanceSession: (_root, { id }, context) => readSession(context, id),
    attendanceSessions: (_root, args, context) => listSessions(context, args),
  },
  AttendanceSession: {
    __resolveReference: ({ id }, { loaders }) => loaders.sessionById.load(id),
    meeting: ({ meetingId }) => ({ id: meetingId }),
    section: ({ sectionId }) => ({ id: sectionId }),
    school: ({ schoolId }) => ({ id: schoolId }),
    submittedBy: ({ submittedBy }) => (submittedBy ? { id: submittedBy } : null),
    register: (session, _args, context) => readRegister(context, session),
  },
  ClassMeeting: {
    __resolveReference: ({ id }) => ({ id }),
    attendanceSession: ({ id }, _args, { loaders }) => loaders.sessionByMeeting.load(id),
  },
};
