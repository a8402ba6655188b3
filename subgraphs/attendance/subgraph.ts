import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { attendanceCacheRules } from './cache-rules';
import { onCalendarChanged } from './calendar/on-calendar-changed';
import { createAttendanceLoaders, type AttendanceContext } from './context';
import { attendanceDatabase } from './database';
import { onUserAnonymized } from './record/on-user-anonymized';
import { attendanceResolvers } from './resolvers';
import { onEnrollmentsCreated } from './roster/on-enrollments-created';
import { onMeetingsScheduled } from './roster/on-meetings-scheduled';
import { onSectionCreated } from './roster/on-section-created';
import { onSectionSnapshotTaken } from './roster/on-section-snapshot-taken';
import { onSchoolTimeZoneChanged } from './school/on-school-time-zone-changed';

/** Registers and marks. Knows classes, rosters and school days from events alone: a register opens when courses is down. */
export function attendanceSubgraph(): Subgraph<AttendanceContext> {
  return {
    name: 'attendance',
    typeDefs: typeDefsOf('attendance'),
    resolvers: attendanceResolvers,
    database: attendanceDatabase,
    createContext: (base) => ({ ...base, loaders: createAttendanceLoaders(base, base.viewer) }),
    cacheRules: attendanceCacheRules,
    consumes: {
      'calendar.changed': onCalendarChanged,
      'section.created': onSectionCreated,
      'meetings.scheduled': onMeetingsScheduled,
      'enrollments.created': onEnrollmentsCreated,
      'section.snapshot_taken': onSectionSnapshotTaken,
      'school.time_zone_changed': onSchoolTimeZoneChanged,
      'user.anonymized': onUserAnonymized,
    },
  };
}
