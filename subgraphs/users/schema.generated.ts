import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Viewer as ViewerSource, Organization as OrganizationSource, OrganizationUnit as OrganizationUnitSource, School as SchoolSource, SchoolConnection as SchoolConnectionSource, AcademicSession as AcademicSessionSource, CalendarDay as CalendarDaySource, Period as PeriodSource, User as UserSource, RoleAssignment as RoleAssignmentSource, Student as StudentSource, StudentConnection as StudentConnectionSource, SchoolEnrollment as SchoolEnrollmentSource, Staff as StaffSource, StaffConnection as StaffConnectionSource, Guardian as GuardianSource, GuardianLink as GuardianLinkSource, AuditEvent as AuditEventSource, AuditEventConnection as AuditEventConnectionSource, ImportJob as ImportJobSource, ImportErrorConnection as ImportErrorConnectionSource, RosterChange as RosterChangeSource, Session as SessionSource, SessionRevocation as SessionRevocationSource, Invitation as InvitationSource, Node as NodeSource } from './mappers';
import type { UsersContext } from './context';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 code. */
  CurrencyCode: { input: string; output: string; }
  /** A civil date of the school's calendar, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339, answered in UTC with `Z`. */
  DateTime: { input: string; output: Date | string; }
  /** A time on the school's wall clock, `HH:MM`. */
  LocalTime: { input: string; output: string; }
  /** An IANA time zone such as `Africa/Nairobi`. */
  TimeZone: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A school year, or a part of one. */
export type AcademicSession = Node & {
  __typename?: 'AcademicSession';
  /** Its parts by their first day. */
  children: Array<AcademicSession>;
  /** Last day. */
  endDate: Scalars['Date']['output'];
  id: Scalars['ID']['output'];
  /** Null for a school year. */
  parent?: Maybe<AcademicSession>;
  school: School;
  /** The year in which its school year ends, as in OneRoster. */
  schoolYear: Scalars['Int']['output'];
  startDate: Scalars['Date']['output'];
  title: Scalars['String']['output'];
  type: SessionType;
};

/** A school year, a semester, a term or a grading period. */
export type AcademicSessionInput = {
  /** Last day. */
  endDate: Scalars['Date']['input'];
  /** Absent for a new one. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The session this one is part of; required but for a school year. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  startDate: Scalars['Date']['input'];
  title: Scalars['String']['input'];
  type: SessionType;
};

/** The token of the invitation, and the new account's password. */
export type AcceptInvitationInput = {
  delivery?: TokenDelivery;
  /** At least 8 and at most 128 characters, and none of the common ones. */
  password: Scalars['String']['input'];
  token: Scalars['String']['input'];
};

/** The tokens of the new account, or why there are none. */
export type AcceptInvitationPayload = {
  __typename?: 'AcceptInvitationPayload';
  accessToken?: Maybe<Scalars['String']['output']>;
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  refreshToken?: Maybe<Scalars['String']['output']>;
  userErrors: Array<SignInUserError>;
  viewer?: Maybe<Viewer>;
};

export type Account = Node & {
  __typename?: 'Account';
  id: Scalars['ID']['output'];
};

/** Who is to be forgotten. */
export type AnonymizeUserInput = {
  reason: Scalars['String']['input'];
  userId: Scalars['ID']['input'];
};

/** What is left of the person. */
export type AnonymizeUserPayload = {
  __typename?: 'AnonymizeUserPayload';
  user?: Maybe<User>;
  userErrors: Array<UsersUserError>;
};

/** Which role, whose, where and from when on. */
export type AssignRoleInput = {
  /** Today where absent. */
  beginDate?: InputMaybe<Scalars['Date']['input']>;
  /** First day on which the role is no longer held. */
  endDate?: InputMaybe<Scalars['Date']['input']>;
  organizationId: Scalars['ID']['input'];
  role: Role;
  roleType?: RoleType;
  userId: Scalars['ID']['input'];
};

/** The role, or why it is not held. */
export type AssignRolePayload = {
  __typename?: 'AssignRolePayload';
  roleAssignment?: Maybe<RoleAssignment>;
  userErrors: Array<UsersUserError>;
};

export type AttendanceRecord = Node & {
  __typename?: 'AttendanceRecord';
  id: Scalars['ID']['output'];
};

export type AttendanceSession = Node & {
  __typename?: 'AttendanceSession';
  id: Scalars['ID']['output'];
};

/** Something that was done, by whom and to what. Never changed, never deleted. */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** Such as `role.assigned`. */
  action: Scalars['String']['output'];
  /** Null where it was the system itself, or somebody unknown. */
  actor?: Maybe<User>;
  /** Where the call came from, as the gateway saw it. */
  address?: Maybe<Scalars['String']['output']>;
  /** Digest of the object after; null where there is none. */
  afterHash?: Maybe<Scalars['String']['output']>;
  at: Scalars['DateTime']['output'];
  /** Digest of the object before; null where there was none. */
  beforeHash?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  schoolId?: Maybe<Scalars['ID']['output']>;
  /** What it was done to. */
  subjectId?: Maybe<Scalars['ID']['output']>;
};

export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  edges: Array<AuditEventEdge>;
  nodes: Array<AuditEvent>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  cursor: Scalars['String']['output'];
  node: AuditEvent;
};

/** Narrows a list of audit events; all that is given must hold. */
export type AuditEventFilter = {
  /** An action, or the beginning of several, such as `role.`. */
  action?: InputMaybe<Scalars['String']['input']>;
  actorId?: InputMaybe<Scalars['ID']['input']>;
  /** From this instant on. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Before this instant. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A day of a school's calendar. */
export type CalendarDay = {
  __typename?: 'CalendarDay';
  closesAt?: Maybe<Scalars['LocalTime']['output']>;
  date: Scalars['Date']['output'];
  /** Grade levels its kind is for; all where null. The others have an ordinary day. */
  gradeLevels?: Maybe<Array<Scalars['String']['output']>>;
  /** Whether the school teaches on this day: it lies within a school year, and is an instructional weekday or declared one. */
  isInSession: Scalars['Boolean']['output'];
  kind: CalendarDayKind;
  label?: Maybe<Scalars['String']['output']>;
  opensAt?: Maybe<Scalars['LocalTime']['output']>;
  school: School;
};

/** What a day is to a school. */
export type CalendarDayInput = {
  /** For early dismissals; the school's wall clock. */
  closesAt?: InputMaybe<Scalars['LocalTime']['input']>;
  date: Scalars['Date']['input'];
  /** Grade levels it is for; all where absent. */
  gradeLevels?: InputMaybe<Array<Scalars['String']['input']>>;
  kind: CalendarDayKind;
  label?: InputMaybe<Scalars['String']['input']>;
  /** For late starts; the school's wall clock. */
  opensAt?: InputMaybe<Scalars['LocalTime']['input']>;
};

/** What a day is to a school, after Ed-Fi's calendar events. */
export type CalendarDayKind =
  | 'EARLY_DISMISSAL'
  | 'EMERGENCY'
  | 'HOLIDAY'
  | 'INSTRUCTIONAL'
  | 'LATE_START'
  | 'MAKE_UP'
  | 'NON_INSTRUCTIONAL'
  | 'STRIKE'
  | 'TEACHER_ONLY'
  | 'WEATHER';

/** First and last day, both included. */
export type CalendarRangeInput = {
  end: Scalars['Date']['input'];
  start: Scalars['Date']['input'];
};

/** The password as it is and as it shall be. */
export type ChangePasswordInput = {
  currentPassword: Scalars['String']['input'];
  /** At least 8 and at most 128 characters, and none of the common ones. */
  newPassword: Scalars['String']['input'];
};

/** Whether the password is changed. */
export type ChangePasswordPayload = {
  __typename?: 'ChangePasswordPayload';
  userErrors: Array<SignInUserError>;
};

/** Which zone, and from which day on. */
export type ChangeSchoolTimeZoneInput = {
  /** First day in the new zone; after today. */
  effectiveFrom: Scalars['Date']['input'];
  schoolId: Scalars['ID']['input'];
  timeZone: Scalars['TimeZone']['input'];
};

/** The school, with its zones. */
export type ChangeSchoolTimeZonePayload = {
  __typename?: 'ChangeSchoolTimeZonePayload';
  school?: Maybe<School>;
  userErrors: Array<UsersUserError>;
};

export type ClassMeeting = Node & {
  __typename?: 'ClassMeeting';
  id: Scalars['ID']['output'];
};

export type ClassSection = Node & {
  __typename?: 'ClassSection';
  id: Scalars['ID']['output'];
};

export type Course = Node & {
  __typename?: 'Course';
  id: Scalars['ID']['output'];
};

/** A new school. */
export type CreateSchoolInput = {
  currency: Scalars['CurrencyCode']['input'];
  /** Lowest first. */
  gradeLevels: Array<Scalars['String']['input']>;
  /** The authority's own code for the school, unique within the tenant. */
  identifier?: InputMaybe<Scalars['String']['input']>;
  locale: Scalars['String']['input'];
  name: Scalars['String']['input'];
  /** The organisation above it; the tenant itself where absent. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  timeZone: Scalars['TimeZone']['input'];
};

/** The school, or why there is none. */
export type CreateSchoolPayload = {
  __typename?: 'CreateSchoolPayload';
  school?: Maybe<School>;
  userErrors: Array<UsersUserError>;
};

/** A new student, and the school they enter. */
export type CreateStudentInput = {
  /** A student may have none. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** First day; today where absent. */
  entryDate?: InputMaybe<Scalars['Date']['input']>;
  entryType?: EntryType;
  familyName: Scalars['String']['input'];
  givenName: Scalars['String']['input'];
  gradeLevel: Scalars['String']['input'];
  homeroom?: InputMaybe<Scalars['String']['input']>;
  preferredGivenName?: InputMaybe<Scalars['String']['input']>;
  schoolId: Scalars['ID']['input'];
  /** The school's own number, unique within the school. */
  studentNumber: Scalars['String']['input'];
};

/** The student, or why there is none. */
export type CreateStudentPayload = {
  __typename?: 'CreateStudentPayload';
  student?: Maybe<Student>;
  userErrors: Array<UsersUserError>;
};

/** Days of the week, in ISO 8601's order. */
export type DayOfWeek =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

/** Whose access ends. */
export type DeactivateUserInput = {
  reason: Scalars['String']['input'];
  userId: Scalars['ID']['input'];
};

/** The person as they are now. */
export type DeactivateUserPayload = {
  __typename?: 'DeactivateUserPayload';
  user?: Maybe<User>;
  userErrors: Array<UsersUserError>;
};

/** Which session ends. */
export type EndSessionInput = {
  sessionId: Scalars['ID']['input'];
};

/** Whether it ended. */
export type EndSessionPayload = {
  __typename?: 'EndSessionPayload';
  session?: Maybe<Session>;
  userErrors: Array<SignInUserError>;
};

/** Who enters which school, and when. */
export type EnrollStudentInSchoolInput = {
  /** First day; today where absent. */
  entryDate?: InputMaybe<Scalars['Date']['input']>;
  entryType?: EntryType;
  gradeLevel: Scalars['String']['input'];
  homeroom?: InputMaybe<Scalars['String']['input']>;
  schoolId: Scalars['ID']['input'];
  studentId: Scalars['ID']['input'];
  /** The new school's number for the student; kept where absent. */
  studentNumber?: InputMaybe<Scalars['String']['input']>;
};

/** The enrolment, or why there is none. */
export type EnrollStudentInSchoolPayload = {
  __typename?: 'EnrollStudentInSchoolPayload';
  enrollment?: Maybe<SchoolEnrollment>;
  userErrors: Array<UsersUserError>;
};

export type Enrollment = Node & {
  __typename?: 'Enrollment';
  id: Scalars['ID']['output'];
};

/** Why an enrolment began, after Ed-Fi's entry types. */
export type EntryType =
  | 'NEW'
  | 'PROMOTION'
  | 'RETENTION'
  | 'RE_ENTRY'
  | 'TRANSFER';

export type Event = Node & {
  __typename?: 'Event';
  id: Scalars['ID']['output'];
};

/** Why an enrolment ended, after Ed-Fi's exit types. */
export type ExitType =
  | 'GRADUATED'
  | 'OTHER'
  | 'PROMOTED'
  | 'RETAINED'
  | 'TRANSFERRED'
  | 'WITHDRAWN';

/** Somebody who is tied to children. */
export type Guardian = Node & {
  __typename?: 'Guardian';
  id: Scalars['ID']['output'];
  user: User;
  /** Links that hold today and that the caller may see: all for the guardian, those to students of their schools for staff. */
  wards: Array<GuardianLink>;
};

/** The tie between a guardian and one child, with its own switches. Rights never reach another child. */
export type GuardianLink = Node & {
  __typename?: 'GuardianLink';
  canPickUp: Scalars['Boolean']['output'];
  canReportAbsence: Scalars['Boolean']['output'];
  canSeeAttendance: Scalars['Boolean']['output'];
  canSeeFinance: Scalars['Boolean']['output'];
  canSeeGrades: Scalars['Boolean']['output'];
  /** 1 is asked first. */
  contactPriority: Scalars['Int']['output'];
  /** What a court has ordered. For the school's office alone; null for everybody else. */
  courtOrderNote?: Maybe<Scalars['String']['output']>;
  guardian: Guardian;
  id: Scalars['ID']['output'];
  notifyByEmail: Scalars['Boolean']['output'];
  notifyByPush: Scalars['Boolean']['output'];
  notifyBySms: Scalars['Boolean']['output'];
  relation: GuardianRelation;
  student: Student;
  validFrom: Scalars['Date']['output'];
  /** First day on which the link no longer holds; null while it is open. */
  validTo?: Maybe<Scalars['Date']['output']>;
};

/** What a guardian is to the child. */
export type GuardianRelation =
  | 'AUNT_UNCLE'
  | 'COURT_APPOINTED_GUARDIAN'
  | 'FATHER'
  | 'FOSTER_PARENT'
  | 'GRANDPARENT'
  | 'MOTHER'
  | 'OTHER'
  | 'SIBLING'
  | 'STEP_PARENT';

/** What a guardian may; what is absent stays as it is, and is off in a new link. */
export type GuardianSwitchesInput = {
  canPickUp?: InputMaybe<Scalars['Boolean']['input']>;
  canReportAbsence?: InputMaybe<Scalars['Boolean']['input']>;
  canSeeAttendance?: InputMaybe<Scalars['Boolean']['input']>;
  canSeeFinance?: InputMaybe<Scalars['Boolean']['input']>;
  canSeeGrades?: InputMaybe<Scalars['Boolean']['input']>;
  notifyByEmail?: InputMaybe<Scalars['Boolean']['input']>;
  notifyByPush?: InputMaybe<Scalars['Boolean']['input']>;
  notifyBySms?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What is wrong with one row of a file. */
export type ImportError = {
  __typename?: 'ImportError';
  code: ImportErrorCode;
  /** The column; null where the whole row is meant. */
  field?: Maybe<Scalars['String']['output']>;
  file: Scalars['String']['output'];
  /** Line in the file; the header is line 1. */
  line: Scalars['Int']['output'];
  message: Scalars['String']['output'];
};

/** What can be wrong with a row. Values may be added. */
export type ImportErrorCode =
  /** The row would bring back a stay, a role or an access that has ended here. */
  | 'ALREADY_ENDED'
  /** The row refers to something that is in no file and not stored. */
  | 'DANGLING_REFERENCE'
  /** The `sourcedId` stands in another row of the file, too. */
  | 'DUPLICATE_SOURCED_ID'
  | 'EMAIL_TAKEN'
  | 'ENROLLMENT_OVERLAPS'
  | 'INVALID_DATE'
  | 'INVALID_VALUE'
  /** Nobody would be left to administer the organisation. */
  | 'LAST_ADMINISTRATOR'
  /** The line does not have the header's columns, or a quote is not closed. */
  | 'MALFORMED_ROW'
  | 'MISSING_VALUE'
  /** A fault of ours: the row was left out, the others went on. */
  | 'NOT_PROCESSED'
  /** The row is about something that the importer may not do, or not to this person, by hand either. */
  | 'OUT_OF_SCOPE'
  | 'STUDENT_NUMBER_TAKEN'
  | 'UNKNOWN_GRADE_LEVEL';

export type ImportErrorConnection = {
  __typename?: 'ImportErrorConnection';
  edges: Array<ImportErrorEdge>;
  nodes: Array<ImportError>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ImportErrorEdge = {
  __typename?: 'ImportErrorEdge';
  cursor: Scalars['String']['output'];
  node: ImportError;
};

/** One file by its name. */
export type ImportFileInput = {
  /** UTF-8 text. */
  content: Scalars['String']['input'];
  /** Such as `users.csv`. */
  name: Scalars['String']['input'];
};

/** What a roster is written in. */
export type ImportFormat =
  /** One file with a student in each line: see the documentation for its columns. */
  | 'CSV'
  /** The CSV bundle of OneRoster 1.2: orgs, academicSessions, users, roles, enrollments and others. */
  | 'ONEROSTER_CSV';

/** An import of a roster. Killed half-way, it goes on where it was. */
export type ImportJob = Node & {
  __typename?: 'ImportJob';
  created: Scalars['Int']['output'];
  createdAt: Scalars['DateTime']['output'];
  dryRun: Scalars['Boolean']['output'];
  /** What is wrong with which row, in their order. */
  errors: ImportErrorConnection;
  /** Rows that are wrong and were left out, and rows that depend on such a one. */
  failed: Scalars['Int']['output'];
  /** Files of the bundle that were not read, because an import is not about what they hold. */
  filesLeftAlone: Array<Scalars['String']['output']>;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  format: ImportFormat;
  id: Scalars['ID']['output'];
  /** Rows that have been dealt with. */
  processedRows: Scalars['Int']['output'];
  school?: Maybe<School>;
  state: ImportState;
  /** Rows in all files. */
  totalRows: Scalars['Int']['output'];
  /** Rows that say what is stored already. */
  unchanged: Scalars['Int']['output'];
  updated: Scalars['Int']['output'];
};


/** An import of a roster. Killed half-way, it goes on where it was. */
export type ImportJobErrorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** The files of a roster. */
export type ImportRosterInput = {
  /** Reads and checks everything and changes nothing. */
  dryRun?: Scalars['Boolean']['input'];
  /** The files of a OneRoster bundle, or the one file of a plain roster. A request has at most 2 MB. */
  files: Array<ImportFileInput>;
  format: ImportFormat;
  /** The school the roster is for; absent for a bundle that names its schools by `identifier`. */
  schoolId?: InputMaybe<Scalars['ID']['input']>;
};

/** The job that does it, or why there is none. */
export type ImportRosterPayload = {
  __typename?: 'ImportRosterPayload';
  job?: Maybe<ImportJob>;
  userErrors: Array<UsersUserError>;
};

/** How far an import is. */
export type ImportState =
  | 'COMPLETED'
  /** It could not be done to its end; the last error says where it stopped. */
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

/** An invitation to an account. */
export type Invitation = {
  __typename?: 'Invitation';
  /** Null while it is open. */
  acceptedAt?: Maybe<Scalars['DateTime']['output']>;
  email: Scalars['String']['output'];
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  organization?: Maybe<Organization>;
  role: Role;
};

/** Who is invited, and to what. */
export type InviteUserInput = {
  email: Scalars['String']['input'];
  familyName: Scalars['String']['input'];
  givenName: Scalars['String']['input'];
  /** The organisation in which the role is held. */
  organizationId: Scalars['ID']['input'];
  role: Role;
  /** Job title, for staff. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** The invitation, or why there is none. */
export type InviteUserPayload = {
  __typename?: 'InviteUserPayload';
  invitation?: Maybe<Invitation>;
  userErrors: Array<UsersUserError>;
};

export type Invoice = Node & {
  __typename?: 'Invoice';
  id: Scalars['ID']['output'];
};

export type Ledger = Node & {
  __typename?: 'Ledger';
  id: Scalars['ID']['output'];
};

export type Lesson = Node & {
  __typename?: 'Lesson';
  id: Scalars['ID']['output'];
};

/** Who is tied to which child, and what they may. */
export type LinkGuardianInput = {
  /** 1 is asked first. */
  contactPriority?: Scalars['Int']['input'];
  /** Somebody with an account in the tenant. */
  guardianUserId: Scalars['ID']['input'];
  relation: GuardianRelation;
  studentId: Scalars['ID']['input'];
  switches?: InputMaybe<GuardianSwitchesInput>;
  /** First day; today where absent. */
  validFrom?: InputMaybe<Scalars['Date']['input']>;
  /** First day on which the link no longer holds. */
  validTo?: InputMaybe<Scalars['Date']['input']>;
};

/** The link, or why there is none. */
export type LinkGuardianPayload = {
  __typename?: 'LinkGuardianPayload';
  guardianLink?: Maybe<GuardianLink>;
  userErrors: Array<UsersUserError>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Takes an invitation up: sets the password and signs in. An invitation works once and for 7 days. */
  acceptInvitation: AcceptInvitationPayload;
  /** Erases what identifies a person and ends their access for good; records of attendance and money stay, without the name. Requires a district administrator. */
  anonymizeUser: AnonymizeUserPayload;
  /** Gives a person a role in an organisation from a day on. Requires an administrator of the organisation; a district's roles an administrator of the district. */
  assignRole: AssignRolePayload;
  /** Replaces the caller's password. Ends all of their other sessions; this one goes on with `refreshSession`. */
  changePassword: ChangePasswordPayload;
  /** Moves a school to another time zone from a future day on; days before it keep theirs. Requires a district administrator. */
  changeSchoolTimeZone: ChangeSchoolTimeZonePayload;
  /** Opens a school. Requires a district administrator. */
  createSchool: CreateSchoolPayload;
  /** Registers a student and enrols them in a school. Requires an administrator of the school. */
  createStudent: CreateStudentPayload;
  /** Ends a person's access: no sign-in, no session. Their data stays. Requires an administrator of every school of theirs. */
  deactivateUser: DeactivateUserPayload;
  /** Ends one of the caller's own sessions, such as that of a lost phone. */
  endSession: EndSessionPayload;
  /** Enrols a student of the tenant in a school. Requires an administrator of the school. */
  enrollStudentInSchool: EnrollStudentInSchoolPayload;
  /** Imports people and enrolments from files. Rows that are wrong are told and left out; the same files again change nothing. Requires an administrator of the school, or of the district for several. */
  importRoster: ImportRosterPayload;
  /** Invites somebody to an account with a role. Requires an administrator of the organisation. */
  inviteUser: InviteUserPayload;
  /** Ties a guardian to a child, with the switches of this one link. Requires an administrator of the child's school. */
  linkGuardian: LinkGuardianPayload;
  /** Gives a deactivated person access again. Requires an administrator of every school of theirs. */
  reactivateUser: ReactivateUserPayload;
  /** Exchanges a refresh token for a new access token and a new refresh token. The old one is used up; used again after that, the whole session ends. */
  refreshSession: RefreshSessionPayload;
  /** Replaces a school's bell periods. Requires an administrator of the school. */
  replacePeriods: ReplacePeriodsPayload;
  /** Sends a link for a new password to an address. The answer is the same whether or not somebody has it. */
  requestPasswordReset: RequestPasswordResetPayload;
  /** Sets a new password by the token of a link, which works once and for 15 minutes. Ends all sessions of the person. */
  resetPassword: ResetPasswordPayload;
  /** Ends a link. The guardian sees nothing of the child from within seconds on. Requires an administrator of the child's school. */
  revokeGuardianLink: RevokeGuardianLinkPayload;
  /** Ends a role. Tokens that state it are refused everywhere within seconds. Requires an administrator of the organisation. */
  revokeRole: RevokeRolePayload;
  /** Promotes the students of one school year into the next: grade by grade, the last one graduates. A dry run only tells what would be done. Requires an administrator of the school. */
  rolloverSchoolYear: RolloverSchoolYearPayload;
  /** Exchanges an e-mail address and a password for a short-lived access token and a session that can be refreshed. */
  signIn: SignInPayload;
  /** Ends the session of the caller's token, or every session the caller has. Its tokens are refused everywhere within seconds. */
  signOut: SignOutPayload;
  /** Ends a student's enrolment in one school and begins one in another on the same day, both or neither. Requires an administrator of both schools. */
  transferStudent: TransferStudentPayload;
  /** Changes the switches of a link. Requires an administrator of the child's school. */
  updateGuardianLink: UpdateGuardianLinkPayload;
  /** Changes how a person is called and addressed. Requires that person, or an administrator of a school of theirs who does not rank below them; for the e-mail address, of every school of theirs. */
  updateProfile: UpdateProfilePayload;
  /** Changes a school's name, grade levels or week. Requires an administrator of the school. */
  updateSchool: UpdateSchoolPayload;
  /** Adds or replaces a school's years, terms and grading periods. Requires an administrator of the school. */
  upsertAcademicSessions: UpsertAcademicSessionsPayload;
  /** States for at most 400 days what they are to a school: holidays, make-up days, late starts. Requires an administrator of the school. */
  upsertCalendarDays: UpsertCalendarDaysPayload;
  /** Ends a student's enrolment in a school. The history stays. Requires an administrator of the school. */
  withdrawStudent: WithdrawStudentPayload;
};


export type MutationAcceptInvitationArgs = {
  input: AcceptInvitationInput;
};


export type MutationAnonymizeUserArgs = {
  input: AnonymizeUserInput;
};


export type MutationAssignRoleArgs = {
  input: AssignRoleInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationChangeSchoolTimeZoneArgs = {
  input: ChangeSchoolTimeZoneInput;
};


export type MutationCreateSchoolArgs = {
  input: CreateSchoolInput;
};


export type MutationCreateStudentArgs = {
  input: CreateStudentInput;
};


export type MutationDeactivateUserArgs = {
  input: DeactivateUserInput;
};


export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


export type MutationEnrollStudentInSchoolArgs = {
  input: EnrollStudentInSchoolInput;
};


export type MutationImportRosterArgs = {
  input: ImportRosterInput;
};


export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


export type MutationLinkGuardianArgs = {
  input: LinkGuardianInput;
};


export type MutationReactivateUserArgs = {
  input: ReactivateUserInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationReplacePeriodsArgs = {
  input: ReplacePeriodsInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationRevokeGuardianLinkArgs = {
  input: RevokeGuardianLinkInput;
};


export type MutationRevokeRoleArgs = {
  input: RevokeRoleInput;
};


export type MutationRolloverSchoolYearArgs = {
  input: RolloverSchoolYearInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignOutArgs = {
  input: SignOutInput;
};


export type MutationTransferStudentArgs = {
  input: TransferStudentInput;
};


export type MutationUpdateGuardianLinkArgs = {
  input: UpdateGuardianLinkInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


export type MutationUpdateSchoolArgs = {
  input: UpdateSchoolInput;
};


export type MutationUpsertAcademicSessionsArgs = {
  input: UpsertAcademicSessionsInput;
};


export type MutationUpsertCalendarDaysArgs = {
  input: UpsertCalendarDaysInput;
};


export type MutationWithdrawStudentArgs = {
  input: WithdrawStudentInput;
};

/** Anything with an id of its own. The id's prefix tells the type. */
export type Node = {
  /** Opaque, typed and sortable by time of creation. */
  id: Scalars['ID']['output'];
};

/** Kinds of organisation, as in OneRoster 1.2. */
export type OrgType =
  | 'DEPARTMENT'
  | 'DISTRICT'
  | 'LOCAL'
  | 'NATIONAL'
  | 'SCHOOL'
  | 'STATE';

/** An organisation of a tenant. The one at the top is the tenant itself. */
export type Organization = {
  /** Those directly below that the caller may see, by name. */
  children: Array<Organization>;
  id: Scalars['ID']['output'];
  /** The authority's own code, unique within the tenant. */
  identifier?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  /** Null at the top. */
  parent?: Maybe<Organization>;
  type: OrgType;
};

/** An organisation that is not a school: a district, or a department of one. */
export type OrganizationUnit = Node & Organization & {
  __typename?: 'OrganizationUnit';
  children: Array<Organization>;
  id: Scalars['ID']['output'];
  identifier?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  parent?: Maybe<Organization>;
  /** All schools below it, at whatever depth, that the caller may see. */
  schools: SchoolConnection;
  type: OrgType;
};


/** An organisation that is not a school: a district, or a department of one. */
export type OrganizationUnitSchoolsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** Relay's page information. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A lesson's place in the day, between two bells. */
export type Period = {
  __typename?: 'Period';
  countsForAttendance: Scalars['Boolean']['output'];
  endsAt: Scalars['LocalTime']['output'];
  id: Scalars['ID']['output'];
  /** Place in the day, from 1. */
  sequence: Scalars['Int']['output'];
  shortName: Scalars['String']['output'];
  startsAt: Scalars['LocalTime']['output'];
  title: Scalars['String']['output'];
};

/** A bell period. */
export type PeriodInput = {
  countsForAttendance?: Scalars['Boolean']['input'];
  endsAt: Scalars['LocalTime']['input'];
  shortName: Scalars['String']['input'];
  startsAt: Scalars['LocalTime']['input'];
  title: Scalars['String']['input'];
};

export type Query = {
  __typename?: 'Query';
  /** School years, terms and grading periods of a school by their first day; with `on`, those that hold on that day. Requires membership of the school. */
  academicSessions: Array<AcademicSession>;
  /** What was done by whom, newest first. Requires an administrator of the school, or of the district where no school is named. */
  auditEvents: AuditEventConnection;
  /** Every day of a range of at most 400 days, with whether the school is in session. Requires membership of the school. */
  calendar: Array<CalendarDay>;
  /** A guardian the caller may see: themselves, the guardian of a student of a school whose office the caller is of, or of one whom the caller teaches. */
  guardian?: Maybe<Guardian>;
  /** A roster import. Requires an administrator of the school it is for. */
  importJob?: Maybe<ImportJob>;
  /** Any object by its id, whichever service owns it. */
  node?: Maybe<Node>;
  /** Several objects by their ids, at most 100, in the order asked for; null where there is none. */
  nodes: Array<Maybe<Node>>;
  /** An organisation of the caller's tenant: a district, a department, or a school. Requires a role in it, or membership of a school below it. */
  organization?: Maybe<Organization>;
  /** A school of the caller's own organisation. */
  school?: Maybe<School>;
  /** The schools the caller belongs to; all of the tenant for district administrators. Sorted by name. */
  schools: SchoolConnection;
  /** Who works at a school, sorted by family name. Requires membership of the school. */
  staff: StaffConnection;
  /** A student the caller may see: themselves, a ward, a student who is or was at a school whose office the caller is of, or one who has a place today in a section the caller teaches. */
  student?: Maybe<Student>;
  /** Students of a school, sorted by family name: those enrolled today, or on the day that `filter.asOf` names; for teachers, those with a place on that day in a section of theirs. Requires a role on the school's staff. */
  students: StudentConnection;
  /** The signed-in person, or null for an anonymous caller. */
  viewer?: Maybe<Viewer>;
};


export type QueryAcademicSessionsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
  schoolId: Scalars['ID']['input'];
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: Scalars['Int']['input'];
  schoolId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCalendarArgs = {
  range: CalendarRangeInput;
  schoolId: Scalars['ID']['input'];
};


export type QueryGuardianArgs = {
  id: Scalars['ID']['input'];
};


export type QueryImportJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryOrganizationArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySchoolArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySchoolsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SchoolFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryStaffArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<StaffFilter>;
  first?: Scalars['Int']['input'];
  schoolId: Scalars['ID']['input'];
};


export type QueryStudentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryStudentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<StudentFilter>;
  first?: Scalars['Int']['input'];
  schoolId: Scalars['ID']['input'];
};

/** Whose access returns. */
export type ReactivateUserInput = {
  userId: Scalars['ID']['input'];
};

/** The person as they are now. */
export type ReactivateUserPayload = {
  __typename?: 'ReactivateUserPayload';
  user?: Maybe<User>;
  userErrors: Array<UsersUserError>;
};

/** A refresh token; absent where it travels in a cookie. */
export type RefreshSessionInput = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};

/** The new tokens, or why there are none. */
export type RefreshSessionPayload = {
  __typename?: 'RefreshSessionPayload';
  accessToken?: Maybe<Scalars['String']['output']>;
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  refreshToken?: Maybe<Scalars['String']['output']>;
  userErrors: Array<SignInUserError>;
  viewer?: Maybe<Viewer>;
};

export type Registration = Node & {
  __typename?: 'Registration';
  id: Scalars['ID']['output'];
};

/** All bell periods of one school. */
export type ReplacePeriodsInput = {
  /** At most 30, in order; they do not overlap. */
  periods: Array<PeriodInput>;
  schoolId: Scalars['ID']['input'];
};

/** The periods as they are now. */
export type ReplacePeriodsPayload = {
  __typename?: 'ReplacePeriodsPayload';
  periods: Array<Period>;
  userErrors: Array<UsersUserError>;
};

/** Whose password is forgotten. */
export type RequestPasswordResetInput = {
  email: Scalars['String']['input'];
};

/** Says nothing about whether the address is known. */
export type RequestPasswordResetPayload = {
  __typename?: 'RequestPasswordResetPayload';
  userErrors: Array<SignInUserError>;
};

/** A new password, and the token of the link that allows it. */
export type ResetPasswordInput = {
  /** At least 8 and at most 128 characters, and none of the common ones. */
  password: Scalars['String']['input'];
  token: Scalars['String']['input'];
};

/** Whether the password is set. */
export type ResetPasswordPayload = {
  __typename?: 'ResetPasswordPayload';
  userErrors: Array<SignInUserError>;
};

export type Resource = Node & {
  __typename?: 'Resource';
  id: Scalars['ID']['output'];
};

/** Which link ends. */
export type RevokeGuardianLinkInput = {
  guardianLinkId: Scalars['ID']['input'];
  /** First day on which the link no longer holds; today where absent. */
  validTo?: InputMaybe<Scalars['Date']['input']>;
};

/** The link with its end. */
export type RevokeGuardianLinkPayload = {
  __typename?: 'RevokeGuardianLinkPayload';
  guardianLink?: Maybe<GuardianLink>;
  userErrors: Array<UsersUserError>;
};

/** Which role ends, and when. */
export type RevokeRoleInput = {
  /** First day on which the role is no longer held; today where absent. */
  endDate?: InputMaybe<Scalars['Date']['input']>;
  roleAssignmentId: Scalars['ID']['input'];
};

/** The role with its end. */
export type RevokeRolePayload = {
  __typename?: 'RevokeRolePayload';
  roleAssignment?: Maybe<RoleAssignment>;
  userErrors: Array<UsersUserError>;
};

/** Roles of OneRoster 1.2, and the bursar that a school ledger needs. */
export type Role =
  | 'AIDE'
  | 'BURSAR'
  | 'COUNSELOR'
  | 'DISTRICT_ADMINISTRATOR'
  | 'GUARDIAN'
  | 'PARENT'
  | 'PRINCIPAL'
  | 'PROCTOR'
  | 'RELATIVE'
  | 'SITE_ADMINISTRATOR'
  | 'STUDENT'
  | 'SYSTEM_ADMINISTRATOR'
  | 'TEACHER';

/** A role a person holds in a school, or in the whole tenant, from a date on. */
export type RoleAssignment = {
  __typename?: 'RoleAssignment';
  beginDate: Scalars['Date']['output'];
  /** First day on which the role is no longer held; null while it is open. */
  endDate?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  /** Where it is held. */
  organization?: Maybe<Organization>;
  role: Role;
  roleType: RoleType;
  /** Null where the role covers more than one school. */
  school?: Maybe<School>;
};

/** Whether a role is the one a person mainly has, as in OneRoster 1.2. */
export type RoleType =
  | 'PRIMARY'
  | 'SECONDARY';

/** From which school year into which. */
export type RolloverSchoolYearInput = {
  /** Tells what would be done and does nothing. */
  dryRun?: Scalars['Boolean']['input'];
  /** A school year that has ended or is about to. */
  fromSessionId: Scalars['ID']['input'];
  /** Students who stay in their grade level. */
  retainedStudentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  schoolId: Scalars['ID']['input'];
  /** The school year after it. */
  toSessionId: Scalars['ID']['input'];
};

/** What the roll-over does, or would do. */
export type RolloverSchoolYearPayload = {
  __typename?: 'RolloverSchoolYearPayload';
  /** Whether anything was changed; false for a dry run, and where it had been done before. */
  applied: Scalars['Boolean']['output'];
  graduated: Scalars['Int']['output'];
  promoted: Scalars['Int']['output'];
  retained: Scalars['Int']['output'];
  userErrors: Array<UsersUserError>;
};

/** One change of who is at a school. */
export type RosterChange = {
  __typename?: 'RosterChange';
  at: Scalars['DateTime']['output'];
  kind: RosterChangeKind;
  schoolId: Scalars['ID']['output'];
  student?: Maybe<Student>;
};

/** What changed. Values may be added. */
export type RosterChangeKind =
  /** Many at once, by an import or a roll-over: read the roster again. */
  | 'ROSTER_REPLACED'
  | 'STUDENT_CHANGED'
  | 'STUDENT_ENTERED'
  | 'STUDENT_LEFT';

/** A school: one time zone, one currency, one timetable. */
export type School = Node & Organization & {
  __typename?: 'School';
  /** School years, terms and grading periods; with `on`, those that hold on that day. */
  academicSessions: Array<AcademicSession>;
  /** What a day is to the school. */
  calendarDay: CalendarDay;
  children: Array<Organization>;
  /** The currency fees are charged in. */
  currency: Scalars['CurrencyCode']['output'];
  /** Names of the grade levels, lowest first. */
  gradeLevels: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  identifier?: Maybe<Scalars['String']['output']>;
  /** Days of the week on which there is school by default. */
  instructionalWeekdays: Array<DayOfWeek>;
  /** BCP 47 tag of the language texts are written in by default. */
  locale: Scalars['String']['output'];
  name: Scalars['String']['output'];
  parent?: Maybe<Organization>;
  /** The bell periods, in order. */
  periods: Array<Period>;
  /** What the caller may do here. */
  permissions: SchoolPermissions;
  /** Dates of this school are civil dates in this zone. */
  timeZone: Scalars['TimeZone']['output'];
  /** The zones the school was and will be in, by their first day; the first has none. */
  timeZones: Array<SchoolTimeZone>;
  type: OrgType;
  /** Rises with every change of the school itself. */
  version: Scalars['Int']['output'];
};


/** A school: one time zone, one currency, one timetable. */
export type SchoolAcademicSessionsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};


/** A school: one time zone, one currency, one timetable. */
export type SchoolCalendarDayArgs = {
  date: Scalars['Date']['input'];
};

export type SchoolConnection = {
  __typename?: 'SchoolConnection';
  edges: Array<SchoolEdge>;
  nodes: Array<School>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SchoolEdge = {
  __typename?: 'SchoolEdge';
  cursor: Scalars['String']['output'];
  node: School;
};

/** A stay of a student at a school, from the first day until the day before `exitDate`. Ended, never overwritten. */
export type SchoolEnrollment = Node & {
  __typename?: 'SchoolEnrollment';
  entryDate: Scalars['Date']['output'];
  entryType: EntryType;
  /** First day no longer enrolled; null while it is open. */
  exitDate?: Maybe<Scalars['Date']['output']>;
  exitType?: Maybe<ExitType>;
  gradeLevel: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  school: School;
  status: SchoolEnrollmentStatus;
  student: Student;
};

/** Where a student stands with a school. */
export type SchoolEnrollmentStatus =
  | 'ACTIVE'
  | 'GRADUATED'
  /** The first day is yet to come. */
  | 'PENDING'
  | 'TRANSFERRED'
  | 'WITHDRAWN';

/** Narrows a list of schools; all that is given must hold. */
export type SchoolFilter = {
  /** Schools below this organisation. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Beginning of the name, or an identifier. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** What the caller may do in a school. */
export type SchoolPermissions = {
  __typename?: 'SchoolPermissions';
  canImport: Scalars['Boolean']['output'];
  canManageCalendar: Scalars['Boolean']['output'];
  canManagePeople: Scalars['Boolean']['output'];
  canReadAudit: Scalars['Boolean']['output'];
  canUpdate: Scalars['Boolean']['output'];
};

/** A zone and the first day on which it holds. */
export type SchoolTimeZone = {
  __typename?: 'SchoolTimeZone';
  /** Null for the zone the school began with. */
  effectiveFrom?: Maybe<Scalars['Date']['output']>;
  timeZone: Scalars['TimeZone']['output'];
};

/** A device on which somebody is signed in. */
export type Session = {
  __typename?: 'Session';
  createdAt: Scalars['DateTime']['output'];
  device?: Maybe<Scalars['String']['output']>;
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Whether it is the one of the token that asks. */
  isCurrent: Scalars['Boolean']['output'];
  /** When its refresh token was last used. */
  lastUsedAt: Scalars['DateTime']['output'];
};

/** Why a session ended. Values may be added. */
export type SessionEndReason =
  /** The person may not sign in any more. */
  | 'ACCESS_ENDED'
  | 'PASSWORD_CHANGED'
  /** Its refresh token was used a second time: somebody else may have it. */
  | 'REFRESH_TOKEN_REUSED'
  | 'SIGNED_OUT'
  /** The person signed in on so many devices that the one used least made room. */
  | 'TOO_MANY_SESSIONS';

/** A session that has ended, and why. */
export type SessionRevocation = {
  __typename?: 'SessionRevocation';
  at: Scalars['DateTime']['output'];
  reason: SessionEndReason;
  sessionId: Scalars['ID']['output'];
};

/** Kinds of academic session, as in OneRoster 1.2. */
export type SessionType =
  | 'GRADING_PERIOD'
  | 'SCHOOL_YEAR'
  | 'SEMESTER'
  | 'TERM';

/** Reasons to refuse a sign-in or what belongs to it. Values may be added. */
export type SignInErrorCode =
  /** More people sign in than can be served at once. Nothing was tried; wait as long as `retryAfterSeconds` says. */
  | 'BUSY'
  /** Unknown address, wrong password or disabled account: the answer is the same for all three. */
  | 'INVALID_CREDENTIALS'
  /** The refresh token is unknown, used up or expired, or its session has ended. */
  | 'INVALID_REFRESH_TOKEN'
  /** The link's token is unknown, used up or expired. */
  | 'INVALID_TOKEN'
  /** There is no such session of the caller's. */
  | 'NOT_FOUND'
  /** Too many failed tries, or more than one in a single request; wait as long as `retryAfterSeconds` says. */
  | 'TOO_MANY_ATTEMPTS'
  /** The password is too short, too long or too common. */
  | 'WEAK_PASSWORD'
  /** The caller's own password is wrong. */
  | 'WRONG_PASSWORD';

/** Who signs in, and the proof. */
export type SignInInput = {
  /** How the tokens are handed over: in the answer, or in cookies that no script can read. */
  delivery?: TokenDelivery;
  /** What the caller calls the device, for the list of sessions. */
  device?: InputMaybe<Scalars['String']['input']>;
  /** Compared without regard to case. */
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** The tokens of the person who signed in, or why there are none. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /** Send it as `Authorization: Bearer …`. Null where the sign-in was refused, or where tokens travel in cookies. */
  accessToken?: Maybe<Scalars['String']['output']>;
  /** When the access token stops being accepted. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Exchange it for new tokens before the access token expires; it works once. Null where tokens travel in cookies. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  userErrors: Array<SignInUserError>;
  viewer?: Maybe<Viewer>;
};

/** Why a sign-in was refused. */
export type SignInUserError = {
  __typename?: 'SignInUserError';
  code: SignInErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
  /** Seconds after which another try makes sense; null where it does not depend on time. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** Which sessions end. */
export type SignOutInput = {
  /** All sessions of the caller, on every device. */
  everywhere?: Scalars['Boolean']['input'];
};

/** How many sessions ended. */
export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  endedSessions: Scalars['Int']['output'];
  userErrors: Array<SignInUserError>;
};

/** Somebody who works at a school. */
export type Staff = Node & {
  __typename?: 'Staff';
  /** What the person does, in the authority's own words. */
  classifications: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  school: School;
  title?: Maybe<Scalars['String']['output']>;
  user: User;
};

export type StaffConnection = {
  __typename?: 'StaffConnection';
  edges: Array<StaffEdge>;
  nodes: Array<Staff>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type StaffEdge = {
  __typename?: 'StaffEdge';
  cursor: Scalars['String']['output'];
  node: Staff;
};

/** Narrows a list of staff; all that is given must hold. */
export type StaffFilter = {
  role?: InputMaybe<Role>;
  /** Beginning of a given or family name. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody who learns at a school. */
export type Student = Node & {
  __typename?: 'Student';
  /** Where the student stands with their school today. */
  enrollmentStatus: SchoolEnrollmentStatus;
  gradeLevel: Scalars['String']['output'];
  /** Those tied to the student today, by contact priority. For the school's staff and the guardian themselves. */
  guardians: Array<GuardianLink>;
  /** Name of the group the student registers with in the morning. */
  homeroom?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** What the caller may do with this student. */
  permissions: StudentPermissions;
  school: School;
  /** Every enrolment in a school, the newest first. For staff of these schools, the student and guardians. */
  schoolEnrollments: Array<SchoolEnrollment>;
  /** The school's own number for the student, unique within the school. */
  studentNumber: Scalars['String']['output'];
  user: User;
};

export type StudentConnection = {
  __typename?: 'StudentConnection';
  edges: Array<StudentEdge>;
  nodes: Array<Student>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type StudentEdge = {
  __typename?: 'StudentEdge';
  cursor: Scalars['String']['output'];
  node: Student;
};

/** Narrows a list of students; all that is given must hold. */
export type StudentFilter = {
  /** The roster of this day; today's in the school's zone where absent. */
  asOf?: InputMaybe<Scalars['Date']['input']>;
  gradeLevel?: InputMaybe<Scalars['String']['input']>;
  homeroom?: InputMaybe<Scalars['String']['input']>;
  /** Beginning of a given or family name, or a student number. */
  search?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<SchoolEnrollmentStatus>;
};

/** What the caller may do with a student. */
export type StudentPermissions = {
  __typename?: 'StudentPermissions';
  canLinkGuardian: Scalars['Boolean']['output'];
  canTransfer: Scalars['Boolean']['output'];
  canUpdate: Scalars['Boolean']['output'];
  canWithdraw: Scalars['Boolean']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** How far a roster import is, from its state now to its end. Requires an administrator of the school it is for. */
  importProgress: ImportJob;
  /** Somebody came to a school, left it, or changed; teachers hear of the students they teach at that moment. Requires a role on the school's staff. */
  rosterChanged: RosterChange;
  /** One of the caller's own sessions has ended. */
  sessionRevoked: SessionRevocation;
};


export type SubscriptionImportProgressArgs = {
  jobId: Scalars['ID']['input'];
};


export type SubscriptionRosterChangedArgs = {
  schoolId: Scalars['ID']['input'];
};

/** How tokens reach the client. */
export type TokenDelivery =
  /** In the fields of the payload. */
  | 'BODY'
  /** In HttpOnly cookies; the payload's token fields are null. */
  | 'COOKIE';

export type Transaction = Node & {
  __typename?: 'Transaction';
  id: Scalars['ID']['output'];
};

/** Who moves where, and when. */
export type TransferStudentInput = {
  /** First day in the new school, and first day no longer in the old one. */
  date: Scalars['Date']['input'];
  fromSchoolId: Scalars['ID']['input'];
  gradeLevel: Scalars['String']['input'];
  homeroom?: InputMaybe<Scalars['String']['input']>;
  studentId: Scalars['ID']['input'];
  studentNumber?: InputMaybe<Scalars['String']['input']>;
  toSchoolId: Scalars['ID']['input'];
};

/** The student with both enrolments. */
export type TransferStudentPayload = {
  __typename?: 'TransferStudentPayload';
  student?: Maybe<Student>;
  userErrors: Array<UsersUserError>;
};

/** What of a link changes; what is absent stays. */
export type UpdateGuardianLinkInput = {
  contactPriority?: InputMaybe<Scalars['Int']['input']>;
  /** What a court has ordered, for the school's office alone; null removes it. */
  courtOrderNote?: InputMaybe<Scalars['String']['input']>;
  guardianLinkId: Scalars['ID']['input'];
  relation?: InputMaybe<GuardianRelation>;
  switches?: InputMaybe<GuardianSwitchesInput>;
};

/** The link as it is now. */
export type UpdateGuardianLinkPayload = {
  __typename?: 'UpdateGuardianLinkPayload';
  guardianLink?: Maybe<GuardianLink>;
  userErrors: Array<UsersUserError>;
};

/** What of a person changes; what is absent stays. */
export type UpdateProfileInput = {
  /** Null removes it; the person can then not sign in. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The version the change is based on. */
  expectedVersion: Scalars['Int']['input'];
  familyName?: InputMaybe<Scalars['String']['input']>;
  givenName?: InputMaybe<Scalars['String']['input']>;
  locale?: InputMaybe<Scalars['String']['input']>;
  /** Null removes it. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Null removes it. */
  preferredGivenName?: InputMaybe<Scalars['String']['input']>;
  /** Null removes it. */
  pronouns?: InputMaybe<Scalars['String']['input']>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  userId: Scalars['ID']['input'];
};

/** The person as they are now. */
export type UpdateProfilePayload = {
  __typename?: 'UpdateProfilePayload';
  user?: Maybe<User>;
  userErrors: Array<UsersUserError>;
};

/** What of a school changes; what is absent stays. */
export type UpdateSchoolInput = {
  /** The version the change is based on. */
  expectedVersion: Scalars['Int']['input'];
  /** A level that students have cannot go. */
  gradeLevels?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Null removes it. */
  identifier?: InputMaybe<Scalars['String']['input']>;
  /** Days of the week on which there is school by default. */
  instructionalWeekdays?: InputMaybe<Array<DayOfWeek>>;
  locale?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  schoolId: Scalars['ID']['input'];
};

/** The school as it is now. */
export type UpdateSchoolPayload = {
  __typename?: 'UpdateSchoolPayload';
  school?: Maybe<School>;
  userErrors: Array<UsersUserError>;
};

/** Sessions of one school. */
export type UpsertAcademicSessionsInput = {
  schoolId: Scalars['ID']['input'];
  /** At most 50. Parents before their parts. */
  sessions: Array<AcademicSessionInput>;
};

/** The sessions as they are now. */
export type UpsertAcademicSessionsPayload = {
  __typename?: 'UpsertAcademicSessionsPayload';
  academicSessions: Array<AcademicSession>;
  userErrors: Array<UsersUserError>;
};

/** Days of one school. */
export type UpsertCalendarDaysInput = {
  days: Array<CalendarDayInput>;
  schoolId: Scalars['ID']['input'];
};

/** The days as they are now. */
export type UpsertCalendarDaysPayload = {
  __typename?: 'UpsertCalendarDaysPayload';
  days: Array<CalendarDay>;
  userErrors: Array<UsersUserError>;
};

/** A person with an account. */
export type User = Node & {
  __typename?: 'User';
  avatarUrl?: Maybe<Scalars['String']['output']>;
  /** Visible to the person, to those who deal with everybody at a school of theirs, and between colleagues. */
  email?: Maybe<Scalars['String']['output']>;
  familyName: Scalars['String']['output'];
  givenName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Whether the person may sign in. */
  isEnabled: Scalars['Boolean']['output'];
  /** BCP 47 tag the person reads best; null where that is the school's. */
  locale?: Maybe<Scalars['String']['output']>;
  /** What the caller may do with this person's account. */
  permissions: UserPermissions;
  /** Visible to the person and to the school's office. */
  phone?: Maybe<Scalars['String']['output']>;
  /** What the person is called in everyday life, where that differs. */
  preferredGivenName?: Maybe<Scalars['String']['output']>;
  pronouns?: Maybe<Scalars['String']['output']>;
  /** Roles that the caller may know of: all for the person and administrators, those in shared schools for others. */
  roleAssignments: Array<RoleAssignment>;
  /** The zone the person's own times are told in; null where that is the school's. */
  timeZone?: Maybe<Scalars['TimeZone']['output']>;
  /** Rises with every change of the person. */
  version: Scalars['Int']['output'];
};

/** What the caller may do with a person's account. */
export type UserPermissions = {
  __typename?: 'UserPermissions';
  canAnonymize: Scalars['Boolean']['output'];
  canAssignRoles: Scalars['Boolean']['output'];
  canDeactivate: Scalars['Boolean']['output'];
  canUpdate: Scalars['Boolean']['output'];
};

/** Reasons to refuse a change of people, schools or access. Values may be added. */
export type UsersErrorCode =
  /** The guardian has a link to this child already. */
  | 'ALREADY_LINKED'
  /** The person is anonymous for good. */
  | 'ANONYMIZED'
  /** Somebody of the tenant has this address. */
  | 'EMAIL_TAKEN'
  /** The student is enrolled in this school on some of these days already. */
  | 'ENROLLMENT_OVERLAPS'
  | 'FORBIDDEN'
  /** A person cannot be their own guardian. */
  | 'GUARDIAN_IS_STUDENT'
  /** Another organisation of the tenant has this identifier. */
  | 'IDENTIFIER_TAKEN'
  /** Another import of this school is running. */
  | 'IMPORT_RUNNING'
  /** A session lies outside of the one it is part of, or overlaps another of its kind. */
  | 'INVALID_ACADEMIC_SESSION'
  /** The end lies before the beginning, or the day is out of bounds. */
  | 'INVALID_DATE'
  /** This is no e-mail address. */
  | 'INVALID_EMAIL'
  /** Periods overlap, or end before they begin. */
  | 'INVALID_PERIOD'
  /** A text is empty, too long, or has characters that no name has. */
  | 'INVALID_TEXT'
  /** The last administrator of a school or a district cannot go. */
  | 'LAST_ADMINISTRATOR'
  /** The student is not enrolled in this school. */
  | 'NOT_ENROLLED'
  | 'NOT_FOUND'
  /** The person holds this role already. */
  | 'ROLE_ALREADY_HELD'
  /** The object was changed by somebody else; the payload has it as it is now. */
  | 'STALE_OBJECT'
  /** Another student of the school has this number. */
  | 'STUDENT_NUMBER_TAKEN'
  /** There are more entries than one call may have. */
  | 'TOO_MANY'
  /** There is no such currency, or it is no longer in use. */
  | 'UNKNOWN_CURRENCY'
  /** The school does not have this grade level. */
  | 'UNKNOWN_GRADE_LEVEL'
  /** There is no such locale. */
  | 'UNKNOWN_LOCALE'
  /** There is no such time zone. */
  | 'UNKNOWN_TIME_ZONE'
  /** The file cannot be read at all; the message says why. */
  | 'UNREADABLE_FILE';

/** Why a change of people, schools or access was refused. */
export type UsersUserError = {
  __typename?: 'UsersUserError';
  code: UsersErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

/** Who is asking, and what they are to the schools. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Set where somebody is or was the caller's ward. */
  guardian?: Maybe<Guardian>;
  roles: Array<RoleAssignment>;
  /** Where the caller is signed in, the last used first. */
  sessions: Array<Session>;
  /** Set where the caller works at a school. */
  staff?: Maybe<Staff>;
  /** Set where the caller is a student. */
  student?: Maybe<Student>;
  user: User;
  /** The children the caller is linked to as a guardian, in order of their given names. */
  wards: Array<GuardianLink>;
};

/** Who leaves which school, when and why. */
export type WithdrawStudentInput = {
  /** First day on which the student is no longer enrolled; today where absent. */
  exitDate?: InputMaybe<Scalars['Date']['input']>;
  exitType?: ExitType;
  schoolId: Scalars['ID']['input'];
  studentId: Scalars['ID']['input'];
};

/** The enrolment with its end. */
export type WithdrawStudentPayload = {
  __typename?: 'WithdrawStudentPayload';
  enrollment?: Maybe<SchoolEnrollment>;
  userErrors: Array<UsersUserError>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AcademicSession: AcademicSession;
  Guardian: Guardian;
  GuardianLink: GuardianLink;
  ImportJob: ImportJob;
  OrganizationUnit: OrganizationUnit;
  School: School;
  SchoolEnrollment: SchoolEnrollment;
  Staff: Staff;
  Student: Student;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AcademicSession:
    ( { __typename: 'AcademicSession' }
    & GraphQLRecursivePick<FederationTypes['AcademicSession'], {"id":true}> );
  Guardian:
    ( { __typename: 'Guardian' }
    & GraphQLRecursivePick<FederationTypes['Guardian'], {"id":true}> );
  GuardianLink:
    ( { __typename: 'GuardianLink' }
    & GraphQLRecursivePick<FederationTypes['GuardianLink'], {"id":true}> );
  ImportJob:
    ( { __typename: 'ImportJob' }
    & GraphQLRecursivePick<FederationTypes['ImportJob'], {"id":true}> );
  OrganizationUnit:
    ( { __typename: 'OrganizationUnit' }
    & GraphQLRecursivePick<FederationTypes['OrganizationUnit'], {"id":true}> );
  School:
    ( { __typename: 'School' }
    & GraphQLRecursivePick<FederationTypes['School'], {"id":true}> );
  SchoolEnrollment:
    ( { __typename: 'SchoolEnrollment' }
    & GraphQLRecursivePick<FederationTypes['SchoolEnrollment'], {"id":true}> );
  Staff:
    ( { __typename: 'Staff' }
    & GraphQLRecursivePick<FederationTypes['Staff'], {"id":true}> );
  Student:
    ( { __typename: 'Student' }
    & GraphQLRecursivePick<FederationTypes['Student'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcademicSession: ResolverTypeWrapper<AcademicSessionSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AcademicSessionInput: AcademicSessionInput;
  AcceptInvitationInput: AcceptInvitationInput;
  AcceptInvitationPayload: ResolverTypeWrapper<Omit<AcceptInvitationPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  Account: ResolverTypeWrapper<Account>;
  AnonymizeUserInput: AnonymizeUserInput;
  AnonymizeUserPayload: ResolverTypeWrapper<Omit<AnonymizeUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  AssignRoleInput: AssignRoleInput;
  AssignRolePayload: ResolverTypeWrapper<Omit<AssignRolePayload, 'roleAssignment'> & { roleAssignment?: Maybe<ResolversTypes['RoleAssignment']> }>;
  AttendanceRecord: ResolverTypeWrapper<AttendanceRecord>;
  AttendanceSession: ResolverTypeWrapper<AttendanceSession>;
  AuditEvent: ResolverTypeWrapper<AuditEventSource>;
  AuditEventConnection: ResolverTypeWrapper<AuditEventConnectionSource>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditEventFilter: AuditEventFilter;
  CalendarDay: ResolverTypeWrapper<CalendarDaySource>;
  CalendarDayInput: CalendarDayInput;
  CalendarDayKind: CalendarDayKind;
  CalendarRangeInput: CalendarRangeInput;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<ChangePasswordPayload>;
  ChangeSchoolTimeZoneInput: ChangeSchoolTimeZoneInput;
  ChangeSchoolTimeZonePayload: ResolverTypeWrapper<Omit<ChangeSchoolTimeZonePayload, 'school'> & { school?: Maybe<ResolversTypes['School']> }>;
  ClassMeeting: ResolverTypeWrapper<ClassMeeting>;
  ClassSection: ResolverTypeWrapper<ClassSection>;
  Course: ResolverTypeWrapper<Course>;
  CreateSchoolInput: CreateSchoolInput;
  CreateSchoolPayload: ResolverTypeWrapper<Omit<CreateSchoolPayload, 'school'> & { school?: Maybe<ResolversTypes['School']> }>;
  CreateStudentInput: CreateStudentInput;
  CreateStudentPayload: ResolverTypeWrapper<Omit<CreateStudentPayload, 'student'> & { student?: Maybe<ResolversTypes['Student']> }>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayOfWeek: DayOfWeek;
  DeactivateUserInput: DeactivateUserInput;
  DeactivateUserPayload: ResolverTypeWrapper<Omit<DeactivateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  EndSessionInput: EndSessionInput;
  EndSessionPayload: ResolverTypeWrapper<Omit<EndSessionPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  EnrollStudentInSchoolInput: EnrollStudentInSchoolInput;
  EnrollStudentInSchoolPayload: ResolverTypeWrapper<Omit<EnrollStudentInSchoolPayload, 'enrollment'> & { enrollment?: Maybe<ResolversTypes['SchoolEnrollment']> }>;
  Enrollment: ResolverTypeWrapper<Enrollment>;
  EntryType: EntryType;
  Event: ResolverTypeWrapper<Event>;
  ExitType: ExitType;
  Guardian: ResolverTypeWrapper<GuardianSource>;
  GuardianLink: ResolverTypeWrapper<GuardianLinkSource>;
  GuardianRelation: GuardianRelation;
  GuardianSwitchesInput: GuardianSwitchesInput;
  ImportError: ResolverTypeWrapper<ImportError>;
  ImportErrorCode: ImportErrorCode;
  ImportErrorConnection: ResolverTypeWrapper<ImportErrorConnectionSource>;
  ImportErrorEdge: ResolverTypeWrapper<ImportErrorEdge>;
  ImportFileInput: ImportFileInput;
  ImportFormat: ImportFormat;
  ImportJob: ResolverTypeWrapper<ImportJobSource>;
  ImportRosterInput: ImportRosterInput;
  ImportRosterPayload: ResolverTypeWrapper<Omit<ImportRosterPayload, 'job'> & { job?: Maybe<ResolversTypes['ImportJob']> }>;
  ImportState: ImportState;
  Invitation: ResolverTypeWrapper<InvitationSource>;
  InviteUserInput: InviteUserInput;
  InviteUserPayload: ResolverTypeWrapper<Omit<InviteUserPayload, 'invitation'> & { invitation?: Maybe<ResolversTypes['Invitation']> }>;
  Invoice: ResolverTypeWrapper<Invoice>;
  Ledger: ResolverTypeWrapper<Ledger>;
  Lesson: ResolverTypeWrapper<Lesson>;
  LinkGuardianInput: LinkGuardianInput;
  LinkGuardianPayload: ResolverTypeWrapper<Omit<LinkGuardianPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversTypes['GuardianLink']> }>;
  LocalTime: ResolverTypeWrapper<Scalars['LocalTime']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<NodeSource>;
  OrgType: OrgType;
  Organization: ResolverTypeWrapper<OrganizationSource>;
  OrganizationUnit: ResolverTypeWrapper<OrganizationUnitSource>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Period: ResolverTypeWrapper<PeriodSource>;
  PeriodInput: PeriodInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReactivateUserInput: ReactivateUserInput;
  ReactivateUserPayload: ResolverTypeWrapper<Omit<ReactivateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: ResolverTypeWrapper<Omit<RefreshSessionPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  Registration: ResolverTypeWrapper<Registration>;
  ReplacePeriodsInput: ReplacePeriodsInput;
  ReplacePeriodsPayload: ResolverTypeWrapper<Omit<ReplacePeriodsPayload, 'periods'> & { periods: Array<ResolversTypes['Period']> }>;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: ResolverTypeWrapper<RequestPasswordResetPayload>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<ResetPasswordPayload>;
  Resource: ResolverTypeWrapper<Resource>;
  RevokeGuardianLinkInput: RevokeGuardianLinkInput;
  RevokeGuardianLinkPayload: ResolverTypeWrapper<Omit<RevokeGuardianLinkPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversTypes['GuardianLink']> }>;
  RevokeRoleInput: RevokeRoleInput;
  RevokeRolePayload: ResolverTypeWrapper<Omit<RevokeRolePayload, 'roleAssignment'> & { roleAssignment?: Maybe<ResolversTypes['RoleAssignment']> }>;
  Role: Role;
  RoleAssignment: ResolverTypeWrapper<RoleAssignmentSource>;
  RoleType: RoleType;
  RolloverSchoolYearInput: RolloverSchoolYearInput;
  RolloverSchoolYearPayload: ResolverTypeWrapper<RolloverSchoolYearPayload>;
  RosterChange: ResolverTypeWrapper<RosterChangeSource>;
  RosterChangeKind: RosterChangeKind;
  School: ResolverTypeWrapper<SchoolSource>;
  SchoolConnection: ResolverTypeWrapper<SchoolConnectionSource>;
  SchoolEdge: ResolverTypeWrapper<Omit<SchoolEdge, 'node'> & { node: ResolversTypes['School'] }>;
  SchoolEnrollment: ResolverTypeWrapper<SchoolEnrollmentSource>;
  SchoolEnrollmentStatus: SchoolEnrollmentStatus;
  SchoolFilter: SchoolFilter;
  SchoolPermissions: ResolverTypeWrapper<SchoolPermissions>;
  SchoolTimeZone: ResolverTypeWrapper<SchoolTimeZone>;
  Session: ResolverTypeWrapper<SessionSource>;
  SessionEndReason: SessionEndReason;
  SessionRevocation: ResolverTypeWrapper<SessionRevocationSource>;
  SessionType: SessionType;
  SignInErrorCode: SignInErrorCode;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  SignInUserError: ResolverTypeWrapper<SignInUserError>;
  SignOutInput: SignOutInput;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  Staff: ResolverTypeWrapper<StaffSource>;
  StaffConnection: ResolverTypeWrapper<StaffConnectionSource>;
  StaffEdge: ResolverTypeWrapper<Omit<StaffEdge, 'node'> & { node: ResolversTypes['Staff'] }>;
  StaffFilter: StaffFilter;
  Student: ResolverTypeWrapper<StudentSource>;
  StudentConnection: ResolverTypeWrapper<StudentConnectionSource>;
  StudentEdge: ResolverTypeWrapper<Omit<StudentEdge, 'node'> & { node: ResolversTypes['Student'] }>;
  StudentFilter: StudentFilter;
  StudentPermissions: ResolverTypeWrapper<StudentPermissions>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  TokenDelivery: TokenDelivery;
  Transaction: ResolverTypeWrapper<Transaction>;
  TransferStudentInput: TransferStudentInput;
  TransferStudentPayload: ResolverTypeWrapper<Omit<TransferStudentPayload, 'student'> & { student?: Maybe<ResolversTypes['Student']> }>;
  UpdateGuardianLinkInput: UpdateGuardianLinkInput;
  UpdateGuardianLinkPayload: ResolverTypeWrapper<Omit<UpdateGuardianLinkPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversTypes['GuardianLink']> }>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpdateSchoolInput: UpdateSchoolInput;
  UpdateSchoolPayload: ResolverTypeWrapper<Omit<UpdateSchoolPayload, 'school'> & { school?: Maybe<ResolversTypes['School']> }>;
  UpsertAcademicSessionsInput: UpsertAcademicSessionsInput;
  UpsertAcademicSessionsPayload: ResolverTypeWrapper<Omit<UpsertAcademicSessionsPayload, 'academicSessions'> & { academicSessions: Array<ResolversTypes['AcademicSession']> }>;
  UpsertCalendarDaysInput: UpsertCalendarDaysInput;
  UpsertCalendarDaysPayload: ResolverTypeWrapper<Omit<UpsertCalendarDaysPayload, 'days'> & { days: Array<ResolversTypes['CalendarDay']> }>;
  User: ResolverTypeWrapper<UserSource>;
  UserPermissions: ResolverTypeWrapper<UserPermissions>;
  UsersErrorCode: UsersErrorCode;
  UsersUserError: ResolverTypeWrapper<UsersUserError>;
  Viewer: ResolverTypeWrapper<ViewerSource>;
  WithdrawStudentInput: WithdrawStudentInput;
  WithdrawStudentPayload: ResolverTypeWrapper<Omit<WithdrawStudentPayload, 'enrollment'> & { enrollment?: Maybe<ResolversTypes['SchoolEnrollment']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcademicSession: AcademicSessionSource;
  ID: Scalars['ID']['output'];
  AcademicSessionInput: AcademicSessionInput;
  AcceptInvitationInput: AcceptInvitationInput;
  AcceptInvitationPayload: Omit<AcceptInvitationPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  Account: Account;
  AnonymizeUserInput: AnonymizeUserInput;
  AnonymizeUserPayload: Omit<AnonymizeUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  AssignRoleInput: AssignRoleInput;
  AssignRolePayload: Omit<AssignRolePayload, 'roleAssignment'> & { roleAssignment?: Maybe<ResolversParentTypes['RoleAssignment']> };
  AttendanceRecord: AttendanceRecord;
  AttendanceSession: AttendanceSession;
  AuditEvent: AuditEventSource;
  AuditEventConnection: AuditEventConnectionSource;
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditEventFilter: AuditEventFilter;
  CalendarDay: CalendarDaySource;
  CalendarDayInput: CalendarDayInput;
  CalendarRangeInput: CalendarRangeInput;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ChangePasswordPayload;
  ChangeSchoolTimeZoneInput: ChangeSchoolTimeZoneInput;
  ChangeSchoolTimeZonePayload: Omit<ChangeSchoolTimeZonePayload, 'school'> & { school?: Maybe<ResolversParentTypes['School']> };
  ClassMeeting: ClassMeeting;
  ClassSection: ClassSection;
  Course: Course;
  CreateSchoolInput: CreateSchoolInput;
  CreateSchoolPayload: Omit<CreateSchoolPayload, 'school'> & { school?: Maybe<ResolversParentTypes['School']> };
  CreateStudentInput: CreateStudentInput;
  CreateStudentPayload: Omit<CreateStudentPayload, 'student'> & { student?: Maybe<ResolversParentTypes['Student']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeactivateUserInput: DeactivateUserInput;
  DeactivateUserPayload: Omit<DeactivateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  EndSessionInput: EndSessionInput;
  EndSessionPayload: Omit<EndSessionPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  EnrollStudentInSchoolInput: EnrollStudentInSchoolInput;
  EnrollStudentInSchoolPayload: Omit<EnrollStudentInSchoolPayload, 'enrollment'> & { enrollment?: Maybe<ResolversParentTypes['SchoolEnrollment']> };
  Enrollment: Enrollment;
  Event: Event;
  Guardian: GuardianSource;
  GuardianLink: GuardianLinkSource;
  GuardianSwitchesInput: GuardianSwitchesInput;
  ImportError: ImportError;
  ImportErrorConnection: ImportErrorConnectionSource;
  ImportErrorEdge: ImportErrorEdge;
  ImportFileInput: ImportFileInput;
  ImportJob: ImportJobSource;
  ImportRosterInput: ImportRosterInput;
  ImportRosterPayload: Omit<ImportRosterPayload, 'job'> & { job?: Maybe<ResolversParentTypes['ImportJob']> };
  Invitation: InvitationSource;
  InviteUserInput: InviteUserInput;
  InviteUserPayload: Omit<InviteUserPayload, 'invitation'> & { invitation?: Maybe<ResolversParentTypes['Invitation']> };
  Invoice: Invoice;
  Ledger: Ledger;
  Lesson: Lesson;
  LinkGuardianInput: LinkGuardianInput;
  LinkGuardianPayload: Omit<LinkGuardianPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversParentTypes['GuardianLink']> };
  LocalTime: Scalars['LocalTime']['output'];
  Mutation: Record<PropertyKey, never>;
  Node: NodeSource;
  Organization: OrganizationSource;
  OrganizationUnit: OrganizationUnitSource;
  PageInfo: PageInfo;
  Period: PeriodSource;
  PeriodInput: PeriodInput;
  Query: Record<PropertyKey, never>;
  ReactivateUserInput: ReactivateUserInput;
  ReactivateUserPayload: Omit<ReactivateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: Omit<RefreshSessionPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  Registration: Registration;
  ReplacePeriodsInput: ReplacePeriodsInput;
  ReplacePeriodsPayload: Omit<ReplacePeriodsPayload, 'periods'> & { periods: Array<ResolversParentTypes['Period']> };
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: RequestPasswordResetPayload;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResetPasswordPayload;
  Resource: Resource;
  RevokeGuardianLinkInput: RevokeGuardianLinkInput;
  RevokeGuardianLinkPayload: Omit<RevokeGuardianLinkPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversParentTypes['GuardianLink']> };
  RevokeRoleInput: RevokeRoleInput;
  RevokeRolePayload: Omit<RevokeRolePayload, 'roleAssignment'> & { roleAssignment?: Maybe<ResolversParentTypes['RoleAssignment']> };
  RoleAssignment: RoleAssignmentSource;
  RolloverSchoolYearInput: RolloverSchoolYearInput;
  RolloverSchoolYearPayload: RolloverSchoolYearPayload;
  RosterChange: RosterChangeSource;
  School: SchoolSource;
  SchoolConnection: SchoolConnectionSource;
  SchoolEdge: Omit<SchoolEdge, 'node'> & { node: ResolversParentTypes['School'] };
  SchoolEnrollment: SchoolEnrollmentSource;
  SchoolFilter: SchoolFilter;
  SchoolPermissions: SchoolPermissions;
  SchoolTimeZone: SchoolTimeZone;
  Session: SessionSource;
  SessionRevocation: SessionRevocationSource;
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  SignInUserError: SignInUserError;
  SignOutInput: SignOutInput;
  SignOutPayload: SignOutPayload;
  Staff: StaffSource;
  StaffConnection: StaffConnectionSource;
  StaffEdge: Omit<StaffEdge, 'node'> & { node: ResolversParentTypes['Staff'] };
  StaffFilter: StaffFilter;
  Student: StudentSource;
  StudentConnection: StudentConnectionSource;
  StudentEdge: Omit<StudentEdge, 'node'> & { node: ResolversParentTypes['Student'] };
  StudentFilter: StudentFilter;
  StudentPermissions: StudentPermissions;
  Subscription: Record<PropertyKey, never>;
  TimeZone: Scalars['TimeZone']['output'];
  Transaction: Transaction;
  TransferStudentInput: TransferStudentInput;
  TransferStudentPayload: Omit<TransferStudentPayload, 'student'> & { student?: Maybe<ResolversParentTypes['Student']> };
  UpdateGuardianLinkInput: UpdateGuardianLinkInput;
  UpdateGuardianLinkPayload: Omit<UpdateGuardianLinkPayload, 'guardianLink'> & { guardianLink?: Maybe<ResolversParentTypes['GuardianLink']> };
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UpdateSchoolInput: UpdateSchoolInput;
  UpdateSchoolPayload: Omit<UpdateSchoolPayload, 'school'> & { school?: Maybe<ResolversParentTypes['School']> };
  UpsertAcademicSessionsInput: UpsertAcademicSessionsInput;
  UpsertAcademicSessionsPayload: Omit<UpsertAcademicSessionsPayload, 'academicSessions'> & { academicSessions: Array<ResolversParentTypes['AcademicSession']> };
  UpsertCalendarDaysInput: UpsertCalendarDaysInput;
  UpsertCalendarDaysPayload: Omit<UpsertCalendarDaysPayload, 'days'> & { days: Array<ResolversParentTypes['CalendarDay']> };
  User: UserSource;
  UserPermissions: UserPermissions;
  UsersUserError: UsersUserError;
  Viewer: ViewerSource;
  WithdrawStudentInput: WithdrawStudentInput;
  WithdrawStudentPayload: Omit<WithdrawStudentPayload, 'enrollment'> & { enrollment?: Maybe<ResolversParentTypes['SchoolEnrollment']> };
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheClaimsDirectiveArgs = {
  names: Array<Scalars['String']['input']>;
};

export type CacheClaimsDirectiveResolver<Result, Parent, ContextType = UsersContext, Args = CacheClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = UsersContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DependsOnClaimsDirectiveArgs = {
  claims: Array<Scalars['String']['input']>;
};

export type DependsOnClaimsDirectiveResolver<Result, Parent, ContextType = UsersContext, Args = DependsOnClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StartsWithStateDirectiveArgs = { };

export type StartsWithStateDirectiveResolver<Result, Parent, ContextType = UsersContext, Args = StartsWithStateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcademicSessionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AcademicSession'] = ResolversParentTypes['AcademicSession'], FederationReferenceType extends FederationReferenceTypes['AcademicSession'] = FederationReferenceTypes['AcademicSession']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AcademicSession']> | FederationReferenceType, FederationReferenceType, ContextType>;
  children?: Resolver<Array<ResolversTypes['AcademicSession']>, ParentType, ContextType>;
  endDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['AcademicSession']>, ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  schoolYear?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SessionType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AcceptInvitationPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AcceptInvitationPayload'] = ResolversParentTypes['AcceptInvitationPayload']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type AccountResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AnonymizeUserPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AnonymizeUserPayload'] = ResolversParentTypes['AnonymizeUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type AssignRolePayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AssignRolePayload'] = ResolversParentTypes['AssignRolePayload']> = {
  roleAssignment?: Resolver<Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type AttendanceRecordResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AttendanceRecord'] = ResolversParentTypes['AttendanceRecord']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceSessionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AttendanceSession'] = ResolversParentTypes['AttendanceSession']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  afterHash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  beforeHash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  schoolId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type CalendarDayResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['CalendarDay'] = ResolversParentTypes['CalendarDay']> = {
  closesAt?: Resolver<Maybe<ResolversTypes['LocalTime']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  gradeLevels?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  isInSession?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CalendarDayKind'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opensAt?: Resolver<Maybe<ResolversTypes['LocalTime']>, ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
};

export type ChangeSchoolTimeZonePayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ChangeSchoolTimeZonePayload'] = ResolversParentTypes['ChangeSchoolTimeZonePayload']> = {
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type ClassMeetingResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ClassMeeting'] = ResolversParentTypes['ClassMeeting']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ClassSectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ClassSection'] = ResolversParentTypes['ClassSection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CourseResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Course'] = ResolversParentTypes['Course']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateSchoolPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['CreateSchoolPayload'] = ResolversParentTypes['CreateSchoolPayload']> = {
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type CreateStudentPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['CreateStudentPayload'] = ResolversParentTypes['CreateStudentPayload']> = {
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeactivateUserPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['DeactivateUserPayload'] = ResolversParentTypes['DeactivateUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type EndSessionPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['EndSessionPayload'] = ResolversParentTypes['EndSessionPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
};

export type EnrollStudentInSchoolPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['EnrollStudentInSchoolPayload'] = ResolversParentTypes['EnrollStudentInSchoolPayload']> = {
  enrollment?: Resolver<Maybe<ResolversTypes['SchoolEnrollment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type EnrollmentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Enrollment'] = ResolversParentTypes['Enrollment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardianResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Guardian'] = ResolversParentTypes['Guardian'], FederationReferenceType extends FederationReferenceTypes['Guardian'] = FederationReferenceTypes['Guardian']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Guardian']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  wards?: Resolver<Array<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardianLinkResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['GuardianLink'] = ResolversParentTypes['GuardianLink'], FederationReferenceType extends FederationReferenceTypes['GuardianLink'] = FederationReferenceTypes['GuardianLink']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GuardianLink']> | FederationReferenceType, FederationReferenceType, ContextType>;
  canPickUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canReportAbsence?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeAttendance?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeFinance?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeGrades?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contactPriority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  courtOrderNote?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  guardian?: Resolver<ResolversTypes['Guardian'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notifyByEmail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notifyByPush?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notifyBySms?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['GuardianRelation'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImportErrorResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ImportError'] = ResolversParentTypes['ImportError']> = {
  code?: Resolver<ResolversTypes['ImportErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ImportErrorConnectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ImportErrorConnection'] = ResolversParentTypes['ImportErrorConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ImportErrorEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ImportError']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ImportErrorEdgeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ImportErrorEdge'] = ResolversParentTypes['ImportErrorEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ImportError'], ParentType, ContextType>;
};

export type ImportJobResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ImportJob'] = ResolversParentTypes['ImportJob'], FederationReferenceType extends FederationReferenceTypes['ImportJob'] = FederationReferenceTypes['ImportJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ImportJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  errors?: Resolver<ResolversTypes['ImportErrorConnection'], ParentType, ContextType, RequireFields<ImportJobErrorsArgs, 'first'>>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filesLeftAlone?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ImportFormat'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  processedRows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ImportState'], ParentType, ContextType>;
  totalRows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImportRosterPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ImportRosterPayload'] = ResolversParentTypes['ImportRosterPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['ImportJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  acceptedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type InviteUserPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['InviteUserPayload'] = ResolversParentTypes['InviteUserPayload']> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Ledger'] = ResolversParentTypes['Ledger']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LessonResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Lesson'] = ResolversParentTypes['Lesson']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LinkGuardianPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['LinkGuardianPayload'] = ResolversParentTypes['LinkGuardianPayload']> = {
  guardianLink?: Resolver<Maybe<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export interface LocalTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalTime'], any> {
  name: 'LocalTime';
}

export type MutationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptInvitation?: Resolver<ResolversTypes['AcceptInvitationPayload'], ParentType, ContextType, RequireFields<MutationAcceptInvitationArgs, 'input'>>;
  anonymizeUser?: Resolver<ResolversTypes['AnonymizeUserPayload'], ParentType, ContextType, RequireFields<MutationAnonymizeUserArgs, 'input'>>;
  assignRole?: Resolver<ResolversTypes['AssignRolePayload'], ParentType, ContextType, RequireFields<MutationAssignRoleArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  changeSchoolTimeZone?: Resolver<ResolversTypes['ChangeSchoolTimeZonePayload'], ParentType, ContextType, RequireFields<MutationChangeSchoolTimeZoneArgs, 'input'>>;
  createSchool?: Resolver<ResolversTypes['CreateSchoolPayload'], ParentType, ContextType, RequireFields<MutationCreateSchoolArgs, 'input'>>;
  createStudent?: Resolver<ResolversTypes['CreateStudentPayload'], ParentType, ContextType, RequireFields<MutationCreateStudentArgs, 'input'>>;
  deactivateUser?: Resolver<ResolversTypes['DeactivateUserPayload'], ParentType, ContextType, RequireFields<MutationDeactivateUserArgs, 'input'>>;
  endSession?: Resolver<ResolversTypes['EndSessionPayload'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  enrollStudentInSchool?: Resolver<ResolversTypes['EnrollStudentInSchoolPayload'], ParentType, ContextType, RequireFields<MutationEnrollStudentInSchoolArgs, 'input'>>;
  importRoster?: Resolver<ResolversTypes['ImportRosterPayload'], ParentType, ContextType, RequireFields<MutationImportRosterArgs, 'input'>>;
  inviteUser?: Resolver<ResolversTypes['InviteUserPayload'], ParentType, ContextType, RequireFields<MutationInviteUserArgs, 'input'>>;
  linkGuardian?: Resolver<ResolversTypes['LinkGuardianPayload'], ParentType, ContextType, RequireFields<MutationLinkGuardianArgs, 'input'>>;
  reactivateUser?: Resolver<ResolversTypes['ReactivateUserPayload'], ParentType, ContextType, RequireFields<MutationReactivateUserArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['RefreshSessionPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  replacePeriods?: Resolver<ResolversTypes['ReplacePeriodsPayload'], ParentType, ContextType, RequireFields<MutationReplacePeriodsArgs, 'input'>>;
  requestPasswordReset?: Resolver<ResolversTypes['RequestPasswordResetPayload'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'input'>>;
  resetPassword?: Resolver<ResolversTypes['ResetPasswordPayload'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  revokeGuardianLink?: Resolver<ResolversTypes['RevokeGuardianLinkPayload'], ParentType, ContextType, RequireFields<MutationRevokeGuardianLinkArgs, 'input'>>;
  revokeRole?: Resolver<ResolversTypes['RevokeRolePayload'], ParentType, ContextType, RequireFields<MutationRevokeRoleArgs, 'input'>>;
  rolloverSchoolYear?: Resolver<ResolversTypes['RolloverSchoolYearPayload'], ParentType, ContextType, RequireFields<MutationRolloverSchoolYearArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType, RequireFields<MutationSignOutArgs, 'input'>>;
  transferStudent?: Resolver<ResolversTypes['TransferStudentPayload'], ParentType, ContextType, RequireFields<MutationTransferStudentArgs, 'input'>>;
  updateGuardianLink?: Resolver<ResolversTypes['UpdateGuardianLinkPayload'], ParentType, ContextType, RequireFields<MutationUpdateGuardianLinkArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['UpdateProfilePayload'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  updateSchool?: Resolver<ResolversTypes['UpdateSchoolPayload'], ParentType, ContextType, RequireFields<MutationUpdateSchoolArgs, 'input'>>;
  upsertAcademicSessions?: Resolver<ResolversTypes['UpsertAcademicSessionsPayload'], ParentType, ContextType, RequireFields<MutationUpsertAcademicSessionsArgs, 'input'>>;
  upsertCalendarDays?: Resolver<ResolversTypes['UpsertCalendarDaysPayload'], ParentType, ContextType, RequireFields<MutationUpsertCalendarDaysArgs, 'input'>>;
  withdrawStudent?: Resolver<ResolversTypes['WithdrawStudentPayload'], ParentType, ContextType, RequireFields<MutationWithdrawStudentArgs, 'input'>>;
};

export type NodeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'AcademicSession' | 'Account' | 'AttendanceRecord' | 'AttendanceSession' | 'ClassMeeting' | 'ClassSection' | 'Course' | 'Enrollment' | 'Event' | 'Guardian' | 'GuardianLink' | 'ImportJob' | 'Invoice' | 'Ledger' | 'Lesson' | 'OrganizationUnit' | 'Registration' | 'Resource' | 'School' | 'SchoolEnrollment' | 'Staff' | 'Student' | 'Transaction' | 'User', ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization']> = {
  __resolveType?: TypeResolveFn<'OrganizationUnit' | 'School', ParentType, ContextType>;
};

export type OrganizationUnitResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['OrganizationUnit'] = ResolversParentTypes['OrganizationUnit'], FederationReferenceType extends FederationReferenceTypes['OrganizationUnit'] = FederationReferenceTypes['OrganizationUnit']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OrganizationUnit']> | FederationReferenceType, FederationReferenceType, ContextType>;
  children?: Resolver<Array<ResolversTypes['Organization']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  schools?: Resolver<ResolversTypes['SchoolConnection'], ParentType, ContextType, RequireFields<OrganizationUnitSchoolsArgs, 'first'>>;
  type?: Resolver<ResolversTypes['OrgType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  countsForAttendance?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['LocalTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shortName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['LocalTime'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  academicSessions?: Resolver<Array<ResolversTypes['AcademicSession']>, ParentType, ContextType, RequireFields<QueryAcademicSessionsArgs, 'schoolId'>>;
  auditEvents?: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first'>>;
  calendar?: Resolver<Array<ResolversTypes['CalendarDay']>, ParentType, ContextType, RequireFields<QueryCalendarArgs, 'range' | 'schoolId'>>;
  guardian?: Resolver<Maybe<ResolversTypes['Guardian']>, ParentType, ContextType, RequireFields<QueryGuardianArgs, 'id'>>;
  importJob?: Resolver<Maybe<ResolversTypes['ImportJob']>, ParentType, ContextType, RequireFields<QueryImportJobArgs, 'id'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType, RequireFields<QueryOrganizationArgs, 'id'>>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType, RequireFields<QuerySchoolArgs, 'id'>>;
  schools?: Resolver<ResolversTypes['SchoolConnection'], ParentType, ContextType, RequireFields<QuerySchoolsArgs, 'first'>>;
  staff?: Resolver<ResolversTypes['StaffConnection'], ParentType, ContextType, RequireFields<QueryStaffArgs, 'first' | 'schoolId'>>;
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType, RequireFields<QueryStudentArgs, 'id'>>;
  students?: Resolver<ResolversTypes['StudentConnection'], ParentType, ContextType, RequireFields<QueryStudentsArgs, 'first' | 'schoolId'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type ReactivateUserPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ReactivateUserPayload'] = ResolversParentTypes['ReactivateUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type RefreshSessionPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RefreshSessionPayload'] = ResolversParentTypes['RefreshSessionPayload']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RegistrationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReplacePeriodsPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ReplacePeriodsPayload'] = ResolversParentTypes['ReplacePeriodsPayload']> = {
  periods?: Resolver<Array<ResolversTypes['Period']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type RequestPasswordResetPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RequestPasswordResetPayload'] = ResolversParentTypes['RequestPasswordResetPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
};

export type ResetPasswordPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['ResetPasswordPayload'] = ResolversParentTypes['ResetPasswordPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevokeGuardianLinkPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RevokeGuardianLinkPayload'] = ResolversParentTypes['RevokeGuardianLinkPayload']> = {
  guardianLink?: Resolver<Maybe<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type RevokeRolePayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RevokeRolePayload'] = ResolversParentTypes['RevokeRolePayload']> = {
  roleAssignment?: Resolver<Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type RoleAssignmentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RoleAssignment'] = ResolversParentTypes['RoleAssignment']> = {
  beginDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  roleType?: Resolver<ResolversTypes['RoleType'], ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
};

export type RolloverSchoolYearPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RolloverSchoolYearPayload'] = ResolversParentTypes['RolloverSchoolYearPayload']> = {
  applied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  graduated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  promoted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retained?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type RosterChangeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RosterChange'] = ResolversParentTypes['RosterChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RosterChangeKind'], ParentType, ContextType>;
  schoolId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School'], FederationReferenceType extends FederationReferenceTypes['School'] = FederationReferenceTypes['School']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['School']> | FederationReferenceType, FederationReferenceType, ContextType>;
  academicSessions?: Resolver<Array<ResolversTypes['AcademicSession']>, ParentType, ContextType, Partial<SchoolAcademicSessionsArgs>>;
  calendarDay?: Resolver<ResolversTypes['CalendarDay'], ParentType, ContextType, RequireFields<SchoolCalendarDayArgs, 'date'>>;
  children?: Resolver<Array<ResolversTypes['Organization']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  gradeLevels?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  instructionalWeekdays?: Resolver<Array<ResolversTypes['DayOfWeek']>, ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  periods?: Resolver<Array<ResolversTypes['Period']>, ParentType, ContextType>;
  permissions?: Resolver<ResolversTypes['SchoolPermissions'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  timeZones?: Resolver<Array<ResolversTypes['SchoolTimeZone']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['OrgType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SchoolConnectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SchoolConnection'] = ResolversParentTypes['SchoolConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SchoolEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['School']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SchoolEdgeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SchoolEdge'] = ResolversParentTypes['SchoolEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
};

export type SchoolEnrollmentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SchoolEnrollment'] = ResolversParentTypes['SchoolEnrollment'], FederationReferenceType extends FederationReferenceTypes['SchoolEnrollment'] = FederationReferenceTypes['SchoolEnrollment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SchoolEnrollment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  entryDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  entryType?: Resolver<ResolversTypes['EntryType'], ParentType, ContextType>;
  exitDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  exitType?: Resolver<Maybe<ResolversTypes['ExitType']>, ParentType, ContextType>;
  gradeLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SchoolEnrollmentStatus'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SchoolPermissionsResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SchoolPermissions'] = ResolversParentTypes['SchoolPermissions']> = {
  canImport?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canManageCalendar?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canManagePeople?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canReadAudit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canUpdate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SchoolTimeZoneResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SchoolTimeZone'] = ResolversParentTypes['SchoolTimeZone']> = {
  effectiveFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SessionRevocationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SessionRevocation'] = ResolversParentTypes['SessionRevocation']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SessionEndReason'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SignInUserErrorResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SignInUserError'] = ResolversParentTypes['SignInUserError']> = {
  code?: Resolver<ResolversTypes['SignInErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  endedSessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
};

export type StaffResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Staff'] = ResolversParentTypes['Staff'], FederationReferenceType extends FederationReferenceTypes['Staff'] = FederationReferenceTypes['Staff']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Staff']> | FederationReferenceType, FederationReferenceType, ContextType>;
  classifications?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StaffConnectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['StaffConnection'] = ResolversParentTypes['StaffConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StaffEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Staff']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type StaffEdgeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['StaffEdge'] = ResolversParentTypes['StaffEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Staff'], ParentType, ContextType>;
};

export type StudentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  enrollmentStatus?: Resolver<ResolversTypes['SchoolEnrollmentStatus'], ParentType, ContextType>;
  gradeLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  guardians?: Resolver<Array<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
  homeroom?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  permissions?: Resolver<ResolversTypes['StudentPermissions'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  schoolEnrollments?: Resolver<Array<ResolversTypes['SchoolEnrollment']>, ParentType, ContextType>;
  studentNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StudentConnectionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['StudentConnection'] = ResolversParentTypes['StudentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StudentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Student']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type StudentEdgeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['StudentEdge'] = ResolversParentTypes['StudentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
};

export type StudentPermissionsResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['StudentPermissions'] = ResolversParentTypes['StudentPermissions']> = {
  canLinkGuardian?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canTransfer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canUpdate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canWithdraw?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  importProgress?: SubscriptionResolver<ResolversTypes['ImportJob'], "importProgress", ParentType, ContextType, RequireFields<SubscriptionImportProgressArgs, 'jobId'>>;
  rosterChanged?: SubscriptionResolver<ResolversTypes['RosterChange'], "rosterChanged", ParentType, ContextType, RequireFields<SubscriptionRosterChangedArgs, 'schoolId'>>;
  sessionRevoked?: SubscriptionResolver<ResolversTypes['SessionRevocation'], "sessionRevoked", ParentType, ContextType>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type TransactionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransferStudentPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['TransferStudentPayload'] = ResolversParentTypes['TransferStudentPayload']> = {
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UpdateGuardianLinkPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UpdateGuardianLinkPayload'] = ResolversParentTypes['UpdateGuardianLinkPayload']> = {
  guardianLink?: Resolver<Maybe<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UpdateSchoolPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UpdateSchoolPayload'] = ResolversParentTypes['UpdateSchoolPayload']> = {
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UpsertAcademicSessionsPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UpsertAcademicSessionsPayload'] = ResolversParentTypes['UpsertAcademicSessionsPayload']> = {
  academicSessions?: Resolver<Array<ResolversTypes['AcademicSession']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UpsertCalendarDaysPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UpsertCalendarDaysPayload'] = ResolversParentTypes['UpsertCalendarDaysPayload']> = {
  days?: Resolver<Array<ResolversTypes['CalendarDay']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  familyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permissions?: Resolver<ResolversTypes['UserPermissions'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  preferredGivenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pronouns?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roleAssignments?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserPermissionsResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UserPermissions'] = ResolversParentTypes['UserPermissions']> = {
  canAnonymize?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canAssignRoles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canDeactivate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canUpdate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type UsersUserErrorResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['UsersUserError'] = ResolversParentTypes['UsersUserError']> = {
  code?: Resolver<ResolversTypes['UsersErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  guardian?: Resolver<Maybe<ResolversTypes['Guardian']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  staff?: Resolver<Maybe<ResolversTypes['Staff']>, ParentType, ContextType>;
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  wards?: Resolver<Array<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
};

export type WithdrawStudentPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['WithdrawStudentPayload'] = ResolversParentTypes['WithdrawStudentPayload']> = {
  enrollment?: Resolver<Maybe<ResolversTypes['SchoolEnrollment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UsersUserError']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = UsersContext> = {
  AcademicSession?: AcademicSessionResolvers<ContextType>;
  AcceptInvitationPayload?: AcceptInvitationPayloadResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  AnonymizeUserPayload?: AnonymizeUserPayloadResolvers<ContextType>;
  AssignRolePayload?: AssignRolePayloadResolvers<ContextType>;
  AttendanceRecord?: AttendanceRecordResolvers<ContextType>;
  AttendanceSession?: AttendanceSessionResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  CalendarDay?: CalendarDayResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  ChangeSchoolTimeZonePayload?: ChangeSchoolTimeZonePayloadResolvers<ContextType>;
  ClassMeeting?: ClassMeetingResolvers<ContextType>;
  ClassSection?: ClassSectionResolvers<ContextType>;
  Course?: CourseResolvers<ContextType>;
  CreateSchoolPayload?: CreateSchoolPayloadResolvers<ContextType>;
  CreateStudentPayload?: CreateStudentPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeactivateUserPayload?: DeactivateUserPayloadResolvers<ContextType>;
  EndSessionPayload?: EndSessionPayloadResolvers<ContextType>;
  EnrollStudentInSchoolPayload?: EnrollStudentInSchoolPayloadResolvers<ContextType>;
  Enrollment?: EnrollmentResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  Guardian?: GuardianResolvers<ContextType>;
  GuardianLink?: GuardianLinkResolvers<ContextType>;
  ImportError?: ImportErrorResolvers<ContextType>;
  ImportErrorConnection?: ImportErrorConnectionResolvers<ContextType>;
  ImportErrorEdge?: ImportErrorEdgeResolvers<ContextType>;
  ImportJob?: ImportJobResolvers<ContextType>;
  ImportRosterPayload?: ImportRosterPayloadResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  InviteUserPayload?: InviteUserPayloadResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  Lesson?: LessonResolvers<ContextType>;
  LinkGuardianPayload?: LinkGuardianPayloadResolvers<ContextType>;
  LocalTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationUnit?: OrganizationUnitResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReactivateUserPayload?: ReactivateUserPayloadResolvers<ContextType>;
  RefreshSessionPayload?: RefreshSessionPayloadResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  ReplacePeriodsPayload?: ReplacePeriodsPayloadResolvers<ContextType>;
  RequestPasswordResetPayload?: RequestPasswordResetPayloadResolvers<ContextType>;
  ResetPasswordPayload?: ResetPasswordPayloadResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  RevokeGuardianLinkPayload?: RevokeGuardianLinkPayloadResolvers<ContextType>;
  RevokeRolePayload?: RevokeRolePayloadResolvers<ContextType>;
  RoleAssignment?: RoleAssignmentResolvers<ContextType>;
  RolloverSchoolYearPayload?: RolloverSchoolYearPayloadResolvers<ContextType>;
  RosterChange?: RosterChangeResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  SchoolConnection?: SchoolConnectionResolvers<ContextType>;
  SchoolEdge?: SchoolEdgeResolvers<ContextType>;
  SchoolEnrollment?: SchoolEnrollmentResolvers<ContextType>;
  SchoolPermissions?: SchoolPermissionsResolvers<ContextType>;
  SchoolTimeZone?: SchoolTimeZoneResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionRevocation?: SessionRevocationResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignInUserError?: SignInUserErrorResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  Staff?: StaffResolvers<ContextType>;
  StaffConnection?: StaffConnectionResolvers<ContextType>;
  StaffEdge?: StaffEdgeResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  StudentConnection?: StudentConnectionResolvers<ContextType>;
  StudentEdge?: StudentEdgeResolvers<ContextType>;
  StudentPermissions?: StudentPermissionsResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  Transaction?: TransactionResolvers<ContextType>;
  TransferStudentPayload?: TransferStudentPayloadResolvers<ContextType>;
  UpdateGuardianLinkPayload?: UpdateGuardianLinkPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  UpdateSchoolPayload?: UpdateSchoolPayloadResolvers<ContextType>;
  UpsertAcademicSessionsPayload?: UpsertAcademicSessionsPayloadResolvers<ContextType>;
  UpsertCalendarDaysPayload?: UpsertCalendarDaysPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserPermissions?: UserPermissionsResolvers<ContextType>;
  UsersUserError?: UsersUserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WithdrawStudentPayload?: WithdrawStudentPayloadResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = UsersContext> = {
  cacheClaims?: CacheClaimsDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  dependsOnClaims?: DependsOnClaimsDirectiveResolver<any, any, ContextType>;
  startsWithState?: StartsWithStateDirectiveResolver<any, any, ContextType>;
};
