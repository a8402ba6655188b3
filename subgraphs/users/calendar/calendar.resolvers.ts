import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded } from '../context';
import type { Resolvers } from '../schema.generated';
import { listAcademicSessions } from './list-academic-sessions';
import { wallTime } from './wall-time';
import { readCalendar, readCalendarDay } from './read-calendar';
import { replacePeriods } from './replace-periods';
import { upsertAcademicSessions } from './upsert-academic-sessions';
import { upsertCalendarDays } from './upsert-calendar-days';

export const calendarResolvers: Resolvers = {
  Query: {
    academicSessions: (_root, { schoolId, on }, context) => listAcademicSessions(context, schoolId, on),
    calendar: (_root, { schoolId, range }, context) => readCalendar(context, schoolId, range),
  },
  Mutation: {
    upsertAcademicSessions: (_root, { input }, context) =>
      payloadOf({ academicSessions: [] }, async () => {
        const academicSessions = await upsertAcademicSessions(context, input);
        forgetLoaded(context);
        return { academicSessions };
      }),
    upsertCalendarDays: (_root, { input }, context) =>
      payloadOf({ days: [] }, async () => {
        const days = await upsertCalendarDays(context, input);
        forgetLoaded(context);
        return { days };
      }),
    replacePeriods: (_root, { input }, context) =>
      payloadOf({ periods: [] }, async () => {
        const periods = await replacePeriods(context, input);
        forgetLoaded(context);
        return { periods };
      }),
  },
  School: {
    academicSessions: ({ id }, { on }, context) => listAcademicSessions(context, id, on),
    calendarDay: (school, { date }, context) => readCalendarDay(context, school, date),
    periods: ({ id }, _args, { loaders }) => loaders.periodsBySchool.load(id),
  },
  AcademicSession: {
    __resolveReference: ({ id }, { loaders }) => loaders.academicSessionById.load(id),
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolById),
    parent: ({ parentId }, _args, { loaders }) =>
      parentId ? loaders.academicSessionById.load(parentId) : null,
    children: async ({ id, schoolId }, _args, { loaders }) => {
      const sessions = await loaders.sessionsBySchool.load(schoolId);
      return sessions.filter(({ parentId }) => parentId === id);
    },
  },
  CalendarDay: {
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolById),
    opensAt: ({ opensAt }) => opensAt && wallTime(opensAt),
    closesAt: ({ closesAt }) => closesAt && wallTime(closesAt),
  },
  Period: {
    startsAt: ({ startsAt }) => wallTime(startsAt),
    endsAt: ({ endsAt }) => wallTime(endsAt),
  },
};
