import type { Resolvers } from '../schema.generated';
import { readAttendance, readToday } from './read-attendance';

export const studentResolvers: Resolvers = {
  Student: {
    __resolveReference: ({ id }) => ({ id }),
    attendance: ({ id }, { range }, context) => readAttendance(context, id, range),
    attendanceToday: ({ id }, _args, context) => readToday(context, id),
  },
  StudentAttendanceToday: {
    summary: ({ studentId, date }, _args, { loaders }) =>
      loaders.summaryByStudentRange.load({ studentId, start: date, end: date }),
    records: ({ studentId, date }, _args, { loaders }) =>
      loaders.recordsByStudentDay.load({ studentId, date }),
  },
};
