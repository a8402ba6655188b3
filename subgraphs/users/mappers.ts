import type { Person } from '../../kernel/auth/viewer';
import type { Connection } from '../../kernel/graphql/pagination';
import type { NodeType } from '../../schema/id-prefixes';
import type { AuditEvent } from './audit/audit-event.entity';
import type { CalendarDay as StoredCalendarDay } from './calendar/calendar-day.entity';
import type { OrganizationUnit } from './organization/organization-unit.entity';
import type { ImportError } from './import/import-error.entity';
import type { School } from './school/school.entity';
import type { RosterChangeKind, SessionEndReason } from './schema.generated';
import type { Staff } from './staff/staff.entity';
import type { Student } from './student/student.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { OrganizationUnit } from './organization/organization-unit.entity';
export type { School } from './school/school.entity';
export type { AcademicSession } from './calendar/academic-session.entity';
export type { Period } from './calendar/period.entity';
export type { User } from './user/user.entity';
export type { RoleAssignment } from './user/role-assignment.entity';
export type { Student } from './student/student.entity';
export type { SchoolEnrollment } from './enrollment/school-enrollment.entity';
export type { Staff } from './staff/staff.entity';
export type { Guardian } from './guardian/guardian.entity';
export type { GuardianLink } from './guardian/guardian-link.entity';
export type { AuditEvent } from './audit/audit-event.entity';
export type { ImportJob } from './import/import-job.entity';
export type { Session } from './session/session.entity';
export type { Invitation } from './invitation/invitation.entity';

export type Organization = OrganizationUnit | School;
/** Whoever is signed in. */
export type Viewer = Person;
/** What a day is to a school, whether or not it differs from the usual week. */
export type CalendarDay = Omit<StoredCalendarDay, 'tenantId'> & { isInSession: boolean };
/** A change as it happened; whether the student may be seen is asked for each viewer. */
export interface RosterChange {
  kind: RosterChangeKind;
  studentId: string | null;
  schoolId: string;
  at: string;
}
/** A session that has ended, as it was told. */
export interface SessionRevocation {
  sessionId: string;
  reason: SessionEndReason;
  at: string;
}
export type SchoolConnection = Connection<School>;
export type StudentConnection = Connection<Student>;
export type StaffConnection = Connection<Staff>;
export type AuditEventConnection = Connection<AuditEvent>;
/** A row of this service, or the bare id of another service's object. */
export type Node = { __typename: NodeType; id: string };
export type ImportErrorConnection = Connection<ImportError>;
