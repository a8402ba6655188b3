import { requireViewer } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { found } from '../../../kernel/graphql/found';
import { parseRange } from '../meeting/date-range';
import type { Resolvers } from '../schema.generated';
import { listRoster } from './list-roster';

export const sectionResolvers: Resolvers = {
  Query: {
    section: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.sectionById.load(id),
  },
  ClassSection: {
    __resolveReference: ({ id }, { loaders }) => loaders.sectionById.load(id),
    course: ({ courseId }, _args, { loaders }) => found('Course', courseId, loaders.courseById),
    school: ({ schoolId }) => ({ __typename: 'School', id: schoolId }),
    enrollmentCount: ({ id, timeZone }, _args, { loaders, clock }) =>
      loaders.enrollmentCountOn(civilDate(clock.now(), timeZone)).load(id),
    teachers: async ({ id }, _args, { loaders }) => {
      const teachers = await loaders.teachersBySection.load(id);
      return teachers.map(({ staffId }) => ({ __typename: 'Staff', id: staffId }));
    },
    meetings: ({ id }, { range }, { loaders }) => loaders.meetingsIn(parseRange(range)).load(id),
    roster: (section, args, context) => listRoster(context, section, args),
  },
};
