import type { StatePosition } from '../../kernel/events/follow-state';
import type { TopicEvent } from '../../kernel/events/replay';
import type { Connection } from '../../kernel/graphql/pagination';
import type { AttendanceRecord } from './record/attendance-record.entity';
import type { AttendanceSummary } from './schema.generated';
import type { AttendanceSession } from './session/attendance-session.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { AttendanceSession } from './session/attendance-session.entity';
export type { AttendanceRecord } from './record/attendance-record.entity';
export type { AttendanceCode } from './code/attendance-code.entity';

export type AttendanceSessionConnection = Connection<AttendanceSession>;
/** The event as it was published, with its place among the school’s. */
export type RegisterSubmitted = TopicEvent<'register.submitted'>;
/** Where the school’s registers stand; the figures are read where they are selected. */
export type AttendanceTotalsChanged = StatePosition & { schoolId: string };

export interface RegisterEntry {
  student: Student;
  record: AttendanceRecord | null;
}

export interface SchoolAttendanceToday {
  schoolId: string;
  date: string;
  summary: AttendanceSummary;
  registersOutstanding: number;
  asOf: Date;
}

/** A day whose figures are loaded where they are selected. */
export interface StudentAttendanceToday {
  studentId: string;
  date: string;
}

/** Objects of other services: the bare id. */
interface Stub {
  id: string;
}
export type School = Stub;
export type Student = Stub;
export type ClassMeeting = Stub;
export type ClassSection = Stub;
export type User = Stub;
