import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Viewer as ViewerSource, School as SchoolSource, SchoolConnection as SchoolConnectionSource, User as UserSource, RoleAssignment as RoleAssignmentSource, Student as StudentSource, StudentConnection as StudentConnectionSource, Staff as StaffSource, GuardianLink as GuardianLinkSource, Node as NodeSource } from './mappers';
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
  /** An IANA time zone such as `Africa/Nairobi`. */
  TimeZone: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Account = Node & {
  __typename?: 'Account';
  id: Scalars['ID']['output'];
};

export type AttendanceRecord = Node & {
  __typename?: 'AttendanceRecord';
  id: Scalars['ID']['output'];
};

export type AttendanceSession = Node & {
  __typename?: 'AttendanceSession';
  id: Scalars['ID']['output'];
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

export type Enrollment = Node & {
  __typename?: 'Enrollment';
  id: Scalars['ID']['output'];
};

export type Event = Node & {
  __typename?: 'Event';
  id: Scalars['ID']['output'];
};

/** The tie between a guardian and one child, with its own switches. Rights never reach another child. */
export type GuardianLink = {
  __typename?: 'GuardianLink';
  canReportAbsence: Scalars['Boolean']['output'];
  canSeeAttendance: Scalars['Boolean']['output'];
  canSeeFinance: Scalars['Boolean']['output'];
  canSeeGrades: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  relation: GuardianRelation;
  student: Student;
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

export type Mutation = {
  __typename?: 'Mutation';
  /** Exchanges an e-mail address and a password for a short-lived access token. */
  signIn: SignInPayload;
};


export type MutationSignInArgs = {
  input: SignInInput;
};

/** Anything with an id of its own. The id's prefix tells the type. */
export type Node = {
  /** Opaque, typed and sortable by time of creation. */
  id: Scalars['ID']['output'];
};

/** Relay's page information. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** Any object by its id, whichever service owns it. */
  node?: Maybe<Node>;
  /** Several objects by their ids, at most 100, in the order asked for; null where there is none. */
  nodes: Array<Maybe<Node>>;
  /** A school of the caller's own organisation. */
  school?: Maybe<School>;
  /** The schools the caller belongs to; all of the tenant for district administrators. Sorted by name. */
  schools: SchoolConnection;
  /** A student the caller may see: themselves, a ward, or a student of a school the caller works in. */
  student?: Maybe<Student>;
  /** Students of a school, sorted by family name. Requires a role on the school's staff. */
  students: StudentConnection;
  /** The signed-in person, or null for an anonymous caller. */
  viewer?: Maybe<Viewer>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QuerySchoolArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySchoolsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
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

export type Registration = Node & {
  __typename?: 'Registration';
  id: Scalars['ID']['output'];
};

export type Resource = Node & {
  __typename?: 'Resource';
  id: Scalars['ID']['output'];
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
  role: Role;
  /** Null where the role covers the whole tenant. */
  school?: Maybe<School>;
};

/** A school: one time zone, one currency, one timetable. */
export type School = Node & {
  __typename?: 'School';
  /** The currency fees are charged in. */
  currency: Scalars['CurrencyCode']['output'];
  /** Names of the grade levels, lowest first. */
  gradeLevels: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** BCP 47 tag of the language texts are written in by default. */
  locale: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** Dates of this school are civil dates in this zone. */
  timeZone: Scalars['TimeZone']['output'];
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

/** Reasons to refuse a sign-in. Values may be added. */
export type SignInErrorCode =
  /** Unknown address, wrong password or disabled account: the answer is the same for all three. */
  | 'INVALID_CREDENTIALS';

/** Who signs in, and the proof. */
export type SignInInput = {
  /** Compared without regard to case. */
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** The token of the person who signed in, or why there is none. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /** Send it as `Authorization: Bearer …`. Null where the sign-in was refused. */
  accessToken?: Maybe<Scalars['String']['output']>;
  /** When the token stops being accepted. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
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
};

/** Somebody who works at a school. */
export type Staff = Node & {
  __typename?: 'Staff';
  id: Scalars['ID']['output'];
  school: School;
  title?: Maybe<Scalars['String']['output']>;
  user: User;
};

/** Somebody who learns at a school. */
export type Student = Node & {
  __typename?: 'Student';
  gradeLevel: Scalars['String']['output'];
  /** Name of the group the student registers with in the morning. */
  homeroom?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  school: School;
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
  gradeLevel?: InputMaybe<Scalars['String']['input']>;
  homeroom?: InputMaybe<Scalars['String']['input']>;
  /** Beginning of a given or family name, or a student number. */
  search?: InputMaybe<Scalars['String']['input']>;
};

export type Transaction = Node & {
  __typename?: 'Transaction';
  id: Scalars['ID']['output'];
};

/** A person with an account. */
export type User = Node & {
  __typename?: 'User';
  /** Visible to the person and to the school's staff. */
  email?: Maybe<Scalars['String']['output']>;
  familyName: Scalars['String']['output'];
  givenName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** What the person is called in everyday life, where that differs. */
  preferredGivenName?: Maybe<Scalars['String']['output']>;
};

/** Who is asking, and what they are to the schools. */
export type Viewer = {
  __typename?: 'Viewer';
  roles: Array<RoleAssignment>;
  /** Set where the caller works at a school. */
  staff?: Maybe<Staff>;
  /** Set where the caller is a student. */
  student?: Maybe<Student>;
  user: User;
  /** The children the caller is linked to as a guardian, in order of their given names. */
  wards: Array<GuardianLink>;
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
  School: School;
  Staff: Staff;
  Student: Student;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  School:
    ( { __typename: 'School' }
    & GraphQLRecursivePick<FederationTypes['School'], {"id":true}> );
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
  Account: ResolverTypeWrapper<Account>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AttendanceRecord: ResolverTypeWrapper<AttendanceRecord>;
  AttendanceSession: ResolverTypeWrapper<AttendanceSession>;
  ClassMeeting: ResolverTypeWrapper<ClassMeeting>;
  ClassSection: ResolverTypeWrapper<ClassSection>;
  Course: ResolverTypeWrapper<Course>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Enrollment: ResolverTypeWrapper<Enrollment>;
  Event: ResolverTypeWrapper<Event>;
  GuardianLink: ResolverTypeWrapper<GuardianLinkSource>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  GuardianRelation: GuardianRelation;
  Invoice: ResolverTypeWrapper<Invoice>;
  Ledger: ResolverTypeWrapper<Ledger>;
  Lesson: ResolverTypeWrapper<Lesson>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<NodeSource>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Registration: ResolverTypeWrapper<Registration>;
  Resource: ResolverTypeWrapper<Resource>;
  Role: Role;
  RoleAssignment: ResolverTypeWrapper<RoleAssignmentSource>;
  School: ResolverTypeWrapper<SchoolSource>;
  SchoolConnection: ResolverTypeWrapper<SchoolConnectionSource>;
  SchoolEdge: ResolverTypeWrapper<Omit<SchoolEdge, 'node'> & { node: ResolversTypes['School'] }>;
  SignInErrorCode: SignInErrorCode;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  SignInUserError: ResolverTypeWrapper<SignInUserError>;
  Staff: ResolverTypeWrapper<StaffSource>;
  Student: ResolverTypeWrapper<StudentSource>;
  StudentConnection: ResolverTypeWrapper<StudentConnectionSource>;
  StudentEdge: ResolverTypeWrapper<Omit<StudentEdge, 'node'> & { node: ResolversTypes['Student'] }>;
  StudentFilter: StudentFilter;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  Transaction: ResolverTypeWrapper<Transaction>;
  User: ResolverTypeWrapper<UserSource>;
  Viewer: ResolverTypeWrapper<ViewerSource>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: Account;
  ID: Scalars['ID']['output'];
  AttendanceRecord: AttendanceRecord;
  AttendanceSession: AttendanceSession;
  ClassMeeting: ClassMeeting;
  ClassSection: ClassSection;
  Course: Course;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Enrollment: Enrollment;
  Event: Event;
  GuardianLink: GuardianLinkSource;
  Boolean: Scalars['Boolean']['output'];
  Invoice: Invoice;
  Ledger: Ledger;
  Lesson: Lesson;
  Mutation: Record<PropertyKey, never>;
  Node: NodeSource;
  PageInfo: PageInfo;
  String: Scalars['String']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Registration: Registration;
  Resource: Resource;
  RoleAssignment: RoleAssignmentSource;
  School: SchoolSource;
  SchoolConnection: SchoolConnectionSource;
  SchoolEdge: Omit<SchoolEdge, 'node'> & { node: ResolversParentTypes['School'] };
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  SignInUserError: SignInUserError;
  Staff: StaffSource;
  Student: StudentSource;
  StudentConnection: StudentConnectionSource;
  StudentEdge: Omit<StudentEdge, 'node'> & { node: ResolversParentTypes['Student'] };
  StudentFilter: StudentFilter;
  TimeZone: Scalars['TimeZone']['output'];
  Transaction: Transaction;
  User: UserSource;
  Viewer: ViewerSource;
};

export type AccountResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceRecordResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AttendanceRecord'] = ResolversParentTypes['AttendanceRecord']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceSessionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['AttendanceSession'] = ResolversParentTypes['AttendanceSession']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EnrollmentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Enrollment'] = ResolversParentTypes['Enrollment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardianLinkResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['GuardianLink'] = ResolversParentTypes['GuardianLink']> = {
  canReportAbsence?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeAttendance?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeFinance?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canSeeGrades?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['GuardianRelation'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
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

export type MutationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  signIn?: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
};

export type NodeResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Account' | 'AttendanceRecord' | 'AttendanceSession' | 'ClassMeeting' | 'ClassSection' | 'Course' | 'Enrollment' | 'Event' | 'Invoice' | 'Ledger' | 'Lesson' | 'Registration' | 'Resource' | 'School' | 'Staff' | 'Student' | 'Transaction' | 'User', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType, RequireFields<QuerySchoolArgs, 'id'>>;
  schools?: Resolver<ResolversTypes['SchoolConnection'], ParentType, ContextType, RequireFields<QuerySchoolsArgs, 'first'>>;
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType, RequireFields<QueryStudentArgs, 'id'>>;
  students?: Resolver<ResolversTypes['StudentConnection'], ParentType, ContextType, RequireFields<QueryStudentsArgs, 'first' | 'schoolId'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RegistrationResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleAssignmentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['RoleAssignment'] = ResolversParentTypes['RoleAssignment']> = {
  beginDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School'], FederationReferenceType extends FederationReferenceTypes['School'] = FederationReferenceTypes['School']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['School']> | FederationReferenceType, FederationReferenceType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  gradeLevels?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
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

export type SignInPayloadResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  accessToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['SignInUserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SignInUserErrorResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['SignInUserError'] = ResolversParentTypes['SignInUserError']> = {
  code?: Resolver<ResolversTypes['SignInErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StaffResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Staff'] = ResolversParentTypes['Staff'], FederationReferenceType extends FederationReferenceTypes['Staff'] = FederationReferenceTypes['Staff']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Staff']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StudentResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  gradeLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  homeroom?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
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

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type TransactionResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  familyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  preferredGivenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = UsersContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  roles?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  staff?: Resolver<Maybe<ResolversTypes['Staff']>, ParentType, ContextType>;
  student?: Resolver<Maybe<ResolversTypes['Student']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  wards?: Resolver<Array<ResolversTypes['GuardianLink']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = UsersContext> = {
  Account?: AccountResolvers<ContextType>;
  AttendanceRecord?: AttendanceRecordResolvers<ContextType>;
  AttendanceSession?: AttendanceSessionResolvers<ContextType>;
  ClassMeeting?: ClassMeetingResolvers<ContextType>;
  ClassSection?: ClassSectionResolvers<ContextType>;
  Course?: CourseResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Enrollment?: EnrollmentResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  GuardianLink?: GuardianLinkResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  Lesson?: LessonResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  RoleAssignment?: RoleAssignmentResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  SchoolConnection?: SchoolConnectionResolvers<ContextType>;
  SchoolEdge?: SchoolEdgeResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignInUserError?: SignInUserErrorResolvers<ContextType>;
  Staff?: StaffResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  StudentConnection?: StudentConnectionResolvers<ContextType>;
  StudentEdge?: StudentEdgeResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  Transaction?: TransactionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

