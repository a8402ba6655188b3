import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { CreateTopics1732000007000 } from '../../kernel/events/topics.migration';
import { SchoolDay } from './calendar/school-day.entity';
import { AttendanceCode } from './code/attendance-code.entity';
import { CreateRoster1732000001000 } from './migrations/1732000001000-create-roster';
import { CreateRegisters1732000002000 } from './migrations/1732000002000-create-registers';
import { CreateSchoolDays1732000006000 } from './migrations/1732000006000-create-school-days';
import { FollowSchoolsAndPeople1732000010000 } from './migrations/1732000010000-follow-schools-and-people';
import { AttendanceRecordRevision } from './record/attendance-record-revision.entity';
import { AttendanceRecord } from './record/attendance-record.entity';
import { RosterEntry } from './roster/roster-entry.entity';
import { SectionTeacher } from './roster/section-teacher.entity';
import { Section } from './roster/section.entity';
import { AttendanceSession } from './session/attendance-session.entity';

export const attendanceDatabase: DatabaseSchema = {
  entities: [
    OutboxEvent,
    Section,
    SectionTeacher,
    RosterEntry,
    SchoolDay,
    AttendanceCode,
    AttendanceSession,
    AttendanceRecord,
    AttendanceRecordRevision,
  ],
  migrations: [
    ...EVENT_MIGRATIONS,
    CreateRoster1732000001000,
    CreateRegisters1732000002000,
    CreateSchoolDays1732000006000,
    CreateTopics1732000007000,
    FollowSchoolsAndPeople1732000010000,
  ],
  isolation: { kept: { attendance_record_revisions: ['note'] } },
};
