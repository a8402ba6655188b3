import { entityTag, nothing, type CacheRules } from '../../kernel/graphql/caching/cache-rules';
import type {
  MutationChangeSchoolTimeZoneArgs,
  MutationReplacePeriodsArgs,
  MutationUpdateSchoolArgs,
  MutationUpsertCalendarDaysArgs,
} from './schema.generated';

const school = (id: string) => [entityTag('School', id)];

/**
 * Kept are schools with their calendars, and years and terms. What is read of a calendar is read through its school, or
 * has its tag by the schema; years and terms have tags of their own, so what changes them says nothing here.
 */
export const usersCacheRules: CacheRules = {
  mutations: {
    updateSchool: ({ input }: MutationUpdateSchoolArgs) => school(input.schoolId),
    changeSchoolTimeZone: ({ input }: MutationChangeSchoolTimeZoneArgs) => school(input.schoolId),
    upsertCalendarDays: ({ input }: MutationUpsertCalendarDaysArgs) => school(input.schoolId),
    replacePeriods: ({ input }: MutationReplacePeriodsArgs) => school(input.schoolId),
    signIn: nothing,
    refreshSession: nothing,
    signOut: nothing,
    endSession: nothing,
    requestPasswordReset: nothing,
    resetPassword: nothing,
    changePassword: nothing,
  },
  events: {
    'calendar.changed': ({ payload }) => school(payload.schoolId),
    'school.time_zone_changed': ({ payload }) => school(payload.schoolId),
    'session.ended': nothing,
  },
};
