import { canAskAboutStudent } from '../enrollment/enrollment.policy';
import { parseRange } from '../meeting/date-range';
import type { Resolvers } from '../schema.generated';

export const studentResolvers: Resolvers = {
  Student: {
    __resolveReference: (student) => student,
    enrollments: ({ id }, args, { viewer, loaders }) =>
      canAskAboutStudent(viewer, id) ? loaders.enrollmentsByStudent.load({ parentId: id, args }) : null,
    timetable: async ({ id }, args, { viewer, loaders }) => {
      const range = parseRange(args.range);
      if (!canAskAboutStudent(viewer, id)) return null;
      const meetings = await loaders.timetableIn(range).load(id);
      return meetings.map(({ row }) => row);
    },
  },
};
