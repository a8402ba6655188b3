import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AttendanceSession as AttendanceSessionSource, AttendanceSessionConnection as AttendanceSessionConnectionSource, AttendanceRecord as AttendanceRecordSource, AttendanceCode as AttendanceCodeSource, RegisterEntry as RegisterEntrySource, RegisterSubmitted as RegisterSubmittedSource, AttendanceTotalsChanged as AttendanceTotalsChangedSource, SchoolAttendanceToday as SchoolAttendanceTodaySource, StudentAttendanceToday as StudentAttendanceTodaySource, School as SchoolSource, Student as StudentSource, ClassMeeting as ClassMeetingSource, ClassSection as ClassSectionSource, User as UserSource } from './mappers';
import type { AttendanceContext } from './context';
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
  /** A civil date of the school's calendar, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339, answered in UTC with `Z`. */
  DateTime: { input: string; output: Date | string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Categories after Ed-Fi's attendance event descriptors. */
export type AttendanceCategory =
  | 'EARLY_DEPARTURE'
  | 'EXCUSED_ABSENCE'
  | 'NOT_EXPECTED'
  | 'PARTIAL'
  | 'PRESENT'
  | 'PRESENT_OFFSITE'
  | 'TARDY'
  | 'UNEXCUSED_ABSENCE';

/** A school's own way of writing a category of attendance. */
export type AttendanceCode = {
  __typename?: 'AttendanceCode';
  category: AttendanceCategory;
  code: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  label: Scalars['String']['output'];
};

/** Reasons to refuse a register. Values may be added. */
export type AttendanceErrorCode =
  /** The day of the register has not come. */
  | 'DATE_IN_FUTURE'
  /** The school is closed on the day of the register. */
  | 'DAY_NOT_IN_SESSION'
  /** The same student is listed twice. */
  | 'DUPLICATE_STUDENT'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  /** A mark's minutes or note are out of bounds. */
  | 'INVALID_MARK'
  | 'NOT_FOUND'
  /** Neither a mark nor a code for the rest of the class was given. */
  | 'NO_MARKS'
  /** The register is locked or its meeting was cancelled. */
  | 'REGISTER_CLOSED'
  /** The register was changed meanwhile; the payload carries it as it is now. */
  | 'STALE_REGISTER'
  /** The student is not expected in this register. */
  | 'STUDENT_NOT_EXPECTED'
  /** More than 200 marks. */
  | 'TOO_MANY_MARKS'
  /** The code is not one of this school's active codes. */
  | 'UNKNOWN_CODE';

/** Both ends belong to the range. */
export type AttendanceRangeInput = {
  end: Scalars['Date']['input'];
  start: Scalars['Date']['input'];
};

/** A student's mark in one register. */
export type AttendanceRecord = Node & {
  __typename?: 'AttendanceRecord';
  /** The category the code had when the mark was made. */
  category: AttendanceCategory;
  code: AttendanceCode;
  id: Scalars['ID']['output'];
  minutesLate?: Maybe<Scalars['Int']['output']>;
  /** Null for those who may not take the register. */
  note?: Maybe<Scalars['String']['output']>;
  recordedAt: Scalars['DateTime']['output'];
  recordedBy: User;
  session: AttendanceSession;
  student: Student;
};

/** A register: the marks of one class meeting. */
export type AttendanceSession = Node & {
  __typename?: 'AttendanceSession';
  endsAt: Scalars['DateTime']['output'];
  /** Students expected on the day. `expectedCount = recordedCount + not taken`. */
  expectedCount: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  meeting: ClassMeeting;
  recordedCount: Scalars['Int']['output'];
  /** Everybody expected on the day, with the mark where there is one; sorted by student id. Requires the right to take this register. */
  register?: Maybe<Array<RegisterEntry>>;
  school: School;
  schoolDate: Scalars['Date']['output'];
  section: ClassSection;
  startsAt: Scalars['DateTime']['output'];
  state: SessionState;
  submittedAt?: Maybe<Scalars['DateTime']['output']>;
  submittedBy?: Maybe<User>;
  /** Grows with every change; send it back as `expectedVersion`. */
  version: Scalars['Int']['output'];
};

export type AttendanceSessionConnection = {
  __typename?: 'AttendanceSessionConnection';
  edges: Array<AttendanceSessionEdge>;
  nodes: Array<AttendanceSession>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type AttendanceSessionEdge = {
  __typename?: 'AttendanceSessionEdge';
  cursor: Scalars['String']['output'];
  node: AttendanceSession;
};

/** Narrows a list of registers. */
export type AttendanceSessionFilter = {
  states?: InputMaybe<Array<SessionState>>;
};

/** Counts of marks with what they are counted against. */
export type AttendanceSummary = {
  __typename?: 'AttendanceSummary';
  excused: Scalars['Int']['output'];
  notTaken: Scalars['Int']['output'];
  partial: Scalars['Int']['output'];
  /** Marks that were expected: recorded and not taken. */
  possible: Scalars['Int']['output'];
  present: Scalars['Int']['output'];
  /** Attended (present, tardy, partial) divided by recorded, 0 to 1; null where nothing is recorded. */
  rate?: Maybe<Scalars['Float']['output']>;
  recorded: Scalars['Int']['output'];
  tardy: Scalars['Int']['output'];
  unexcused: Scalars['Int']['output'];
};

/** A school's figures of the day have changed. */
export type AttendanceTotalsChanged = {
  __typename?: 'AttendanceTotalsChanged';
  /** Where these stand among the school's; `after` takes it up again. */
  cursor: Scalars['String']['output'];
  school: School;
  /** Grows with every register, whether or not figures were told of it: of two, the higher one is the newer. */
  sequence: Scalars['Int']['output'];
  /** As they are when they are told. Null until the school has a class. */
  today?: Maybe<SchoolAttendanceToday>;
};

/** Why a register was refused. */
export type AttendanceUserError = {
  __typename?: 'AttendanceUserError';
  code: AttendanceErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

export type ClassMeeting = {
  __typename?: 'ClassMeeting';
  /** The meeting's register. Null for those who may see neither the register nor a mark in it. */
  attendanceSession?: Maybe<AttendanceSession>;
  id: Scalars['ID']['output'];
};

export type ClassSection = {
  __typename?: 'ClassSection';
  id: Scalars['ID']['output'];
};

/** One student’s mark. */
export type MarkInput = {
  codeId: Scalars['ID']['input'];
  /** 0 to 600. */
  minutesLate?: InputMaybe<Scalars['Int']['input']>;
  /** At most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  studentId: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Takes or corrects a register in one act. All marks are stored, or none. Requires a teacher of the section or a
   * member of the school's office.
   */
  submitRegister: SubmitRegisterPayload;
};


export type MutationSubmitRegisterArgs = {
  input: SubmitRegisterInput;
};

/** Anything with an id of its own. The id's prefix tells the type. */
export type Node = {
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
  /** The codes a school marks attendance with, in the school's order. */
  attendanceCodes: Array<AttendanceCode>;
  /** A register. Requires a teacher of the section or a member of the school's office. */
  attendanceSession?: Maybe<AttendanceSession>;
  /** Registers of a school on a day, in order of time. Requires a role in the school's office. */
  attendanceSessions: AttendanceSessionConnection;
};


export type QueryAttendanceCodesArgs = {
  schoolId: Scalars['ID']['input'];
};


export type QueryAttendanceSessionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAttendanceSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  date: Scalars['Date']['input'];
  filter?: InputMaybe<AttendanceSessionFilter>;
  first?: Scalars['Int']['input'];
  schoolId: Scalars['ID']['input'];
};

/** A line of a register. "Not taken" is the absence of a record, never a code. */
export type RegisterEntry = {
  __typename?: 'RegisterEntry';
  record?: Maybe<AttendanceRecord>;
  student: Student;
};

/** One register was taken or corrected. */
export type RegisterSubmitted = {
  __typename?: 'RegisterSubmitted';
  /** Where this one stands among the school's; `after` takes it up again. */
  cursor: Scalars['String']['output'];
  expectedCount: Scalars['Int']['output'];
  recordedCount: Scalars['Int']['output'];
  sectionTitle: Scalars['String']['output'];
  session: AttendanceSession;
  submittedAt: Scalars['DateTime']['output'];
  submittedBy: User;
  version: Scalars['Int']['output'];
};

export type School = {
  __typename?: 'School';
  /** Requires a role on the school's staff. */
  attendanceToday?: Maybe<SchoolAttendanceToday>;
  id: Scalars['ID']['output'];
};

/** A school's attendance on its present civil date. */
export type SchoolAttendanceToday = {
  __typename?: 'SchoolAttendanceToday';
  asOf: Scalars['DateTime']['output'];
  date: Scalars['Date']['output'];
  /** Registers of meetings that have begun and are not submitted. */
  registersOutstanding: Scalars['Int']['output'];
  summary: AttendanceSummary;
};

/** Where a register stands between the timetable and the archive. */
export type SessionState =
  | 'CANCELLED'
  | 'LOCKED'
  | 'OPEN'
  | 'SCHEDULED'
  | 'SUBMITTED';

export type Student = {
  __typename?: 'Student';
  /** Summary over a range of at most 366 days. Visible to the student, to guardians with the switch on, to the school's office and counselors, and to the student's teachers over their own classes. */
  attendance?: Maybe<AttendanceSummary>;
  attendanceToday?: Maybe<StudentAttendanceToday>;
  id: Scalars['ID']['output'];
};


export type StudentAttendanceArgs = {
  range: AttendanceRangeInput;
};

/** A student's attendance on the school's present civil date. */
export type StudentAttendanceToday = {
  __typename?: 'StudentAttendanceToday';
  date: Scalars['Date']['output'];
  records: Array<AttendanceRecord>;
  summary: AttendanceSummary;
};

/** The marks of a register and the version they were made on. */
export type SubmitRegisterInput = {
  /** The version the marks were made on; another one stored is refused as `STALE_REGISTER`. */
  expectedVersion: Scalars['Int']['input'];
  /** A client-made key; sending the same request again with it changes nothing and answers the same. */
  idempotencyKey: Scalars['ID']['input'];
  /** At most 200, one for each student. */
  marks: Array<MarkInput>;
  /** Id of the code for every expected student who is not listed: "all present, except". */
  restOfClass?: InputMaybe<Scalars['ID']['input']>;
  sessionId: Scalars['ID']['input'];
};

/** The register after the act, and why it was refused where it was. */
export type SubmitRegisterPayload = {
  __typename?: 'SubmitRegisterPayload';
  /** True where this very request had been carried out before. */
  replayed: Scalars['Boolean']['output'];
  /** The register as it is now: after the change, or as stored where the change was refused as stale. */
  session?: Maybe<AttendanceSession>;
  userErrors: Array<AttendanceUserError>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * The school's figures of the day: as they are now, or once they are newer than those whose cursor is given, and then as
   * registers are submitted, once a second at most. Requires a role on the school's staff.
   */
  attendanceTotalsChanged: AttendanceTotalsChanged;
  /** Each register of the school as it is submitted: from now on, or all after the one whose cursor is given. Requires a role on the school's staff. */
  registerSubmitted: RegisterSubmitted;
};


export type SubscriptionAttendanceTotalsChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  schoolId: Scalars['ID']['input'];
};


export type SubscriptionRegisterSubmittedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  schoolId: Scalars['ID']['input'];
};

export type User = {
  __typename?: 'User';
  id: Scalars['ID']['output'];
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
  AttendanceRecord: AttendanceRecord;
  AttendanceSession: AttendanceSession;
  ClassMeeting: ClassMeeting;
  School: School;
  Student: Student;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AttendanceRecord:
    ( { __typename: 'AttendanceRecord' }
    & GraphQLRecursivePick<FederationTypes['AttendanceRecord'], {"id":true}> );
  AttendanceSession:
    ( { __typename: 'AttendanceSession' }
    & GraphQLRecursivePick<FederationTypes['AttendanceSession'], {"id":true}> );
  ClassMeeting:
    ( { __typename: 'ClassMeeting' }
    & GraphQLRecursivePick<FederationTypes['ClassMeeting'], {"id":true}> );
  School:
    ( { __typename: 'School' }
    & GraphQLRecursivePick<FederationTypes['School'], {"id":true}> );
  Student:
    ( { __typename: 'Student' }
    & GraphQLRecursivePick<FederationTypes['Student'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AttendanceRecordSource )
    | ( AttendanceSessionSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AttendanceCategory: AttendanceCategory;
  AttendanceCode: ResolverTypeWrapper<AttendanceCodeSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AttendanceErrorCode: AttendanceErrorCode;
  AttendanceRangeInput: AttendanceRangeInput;
  AttendanceRecord: ResolverTypeWrapper<AttendanceRecordSource>;
  AttendanceSession: ResolverTypeWrapper<AttendanceSessionSource>;
  AttendanceSessionConnection: ResolverTypeWrapper<AttendanceSessionConnectionSource>;
  AttendanceSessionEdge: ResolverTypeWrapper<Omit<AttendanceSessionEdge, 'node'> & { node: ResolversTypes['AttendanceSession'] }>;
  AttendanceSessionFilter: AttendanceSessionFilter;
  AttendanceSummary: ResolverTypeWrapper<AttendanceSummary>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AttendanceTotalsChanged: ResolverTypeWrapper<AttendanceTotalsChangedSource>;
  AttendanceUserError: ResolverTypeWrapper<AttendanceUserError>;
  ClassMeeting: ResolverTypeWrapper<ClassMeetingSource>;
  ClassSection: ResolverTypeWrapper<ClassSectionSource>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  MarkInput: MarkInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterEntry: ResolverTypeWrapper<RegisterEntrySource>;
  RegisterSubmitted: ResolverTypeWrapper<RegisterSubmittedSource>;
  School: ResolverTypeWrapper<SchoolSource>;
  SchoolAttendanceToday: ResolverTypeWrapper<SchoolAttendanceTodaySource>;
  SessionState: SessionState;
  Student: ResolverTypeWrapper<StudentSource>;
  StudentAttendanceToday: ResolverTypeWrapper<StudentAttendanceTodaySource>;
  SubmitRegisterInput: SubmitRegisterInput;
  SubmitRegisterPayload: ResolverTypeWrapper<Omit<SubmitRegisterPayload, 'session'> & { session?: Maybe<ResolversTypes['AttendanceSession']> }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  User: ResolverTypeWrapper<UserSource>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AttendanceCode: AttendanceCodeSource;
  ID: Scalars['ID']['output'];
  AttendanceRangeInput: AttendanceRangeInput;
  AttendanceRecord: AttendanceRecordSource;
  AttendanceSession: AttendanceSessionSource;
  AttendanceSessionConnection: AttendanceSessionConnectionSource;
  AttendanceSessionEdge: Omit<AttendanceSessionEdge, 'node'> & { node: ResolversParentTypes['AttendanceSession'] };
  AttendanceSessionFilter: AttendanceSessionFilter;
  AttendanceSummary: AttendanceSummary;
  Float: Scalars['Float']['output'];
  AttendanceTotalsChanged: AttendanceTotalsChangedSource;
  AttendanceUserError: AttendanceUserError;
  ClassMeeting: ClassMeetingSource;
  ClassSection: ClassSectionSource;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  MarkInput: MarkInput;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RegisterEntry: RegisterEntrySource;
  RegisterSubmitted: RegisterSubmittedSource;
  School: SchoolSource;
  SchoolAttendanceToday: SchoolAttendanceTodaySource;
  Student: StudentSource;
  StudentAttendanceToday: StudentAttendanceTodaySource;
  SubmitRegisterInput: SubmitRegisterInput;
  SubmitRegisterPayload: Omit<SubmitRegisterPayload, 'session'> & { session?: Maybe<ResolversParentTypes['AttendanceSession']> };
  Subscription: Record<PropertyKey, never>;
  User: UserSource;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheClaimsDirectiveArgs = {
  names: Array<Scalars['String']['input']>;
};

export type CacheClaimsDirectiveResolver<Result, Parent, ContextType = AttendanceContext, Args = CacheClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = AttendanceContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DependsOnClaimsDirectiveArgs = {
  claims: Array<Scalars['String']['input']>;
};

export type DependsOnClaimsDirectiveResolver<Result, Parent, ContextType = AttendanceContext, Args = DependsOnClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResumableDirectiveArgs = {
  after?: Scalars['String']['input'];
  cursor?: Scalars['String']['input'];
};

export type ResumableDirectiveResolver<Result, Parent, ContextType = AttendanceContext, Args = ResumableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StartsWithStateDirectiveArgs = { };

export type StartsWithStateDirectiveResolver<Result, Parent, ContextType = AttendanceContext, Args = StartsWithStateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AttendanceCodeResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceCode'] = ResolversParentTypes['AttendanceCode']> = {
  category?: Resolver<ResolversTypes['AttendanceCategory'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AttendanceRecordResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceRecord'] = ResolversParentTypes['AttendanceRecord'], FederationReferenceType extends FederationReferenceTypes['AttendanceRecord'] = FederationReferenceTypes['AttendanceRecord']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AttendanceRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  category?: Resolver<ResolversTypes['AttendanceCategory'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['AttendanceCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  minutesLate?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  session?: Resolver<ResolversTypes['AttendanceSession'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceSessionResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceSession'] = ResolversParentTypes['AttendanceSession'], FederationReferenceType extends FederationReferenceTypes['AttendanceSession'] = FederationReferenceTypes['AttendanceSession']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AttendanceSession']> | FederationReferenceType, FederationReferenceType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expectedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meeting?: Resolver<ResolversTypes['ClassMeeting'], ParentType, ContextType>;
  recordedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  register?: Resolver<Maybe<Array<ResolversTypes['RegisterEntry']>>, ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  schoolDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  section?: Resolver<ResolversTypes['ClassSection'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SessionState'], ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submittedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceSessionConnectionResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceSessionConnection'] = ResolversParentTypes['AttendanceSessionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AttendanceSessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AttendanceSession']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AttendanceSessionEdgeResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceSessionEdge'] = ResolversParentTypes['AttendanceSessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AttendanceSession'], ParentType, ContextType>;
};

export type AttendanceSummaryResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceSummary'] = ResolversParentTypes['AttendanceSummary']> = {
  excused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notTaken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  partial?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  possible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  recorded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tardy?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unexcused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttendanceTotalsChangedResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceTotalsChanged'] = ResolversParentTypes['AttendanceTotalsChanged']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  today?: Resolver<Maybe<ResolversTypes['SchoolAttendanceToday']>, ParentType, ContextType>;
};

export type AttendanceUserErrorResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['AttendanceUserError'] = ResolversParentTypes['AttendanceUserError']> = {
  code?: Resolver<ResolversTypes['AttendanceErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClassMeetingResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['ClassMeeting'] = ResolversParentTypes['ClassMeeting'], FederationReferenceType extends FederationReferenceTypes['ClassMeeting'] = FederationReferenceTypes['ClassMeeting']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ClassMeeting']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attendanceSession?: Resolver<Maybe<ResolversTypes['AttendanceSession']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ClassSectionResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['ClassSection'] = ResolversParentTypes['ClassSection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type MutationResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  submitRegister?: Resolver<ResolversTypes['SubmitRegisterPayload'], ParentType, ContextType, RequireFields<MutationSubmitRegisterArgs, 'input'>>;
};

export type NodeResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'AttendanceRecord' | 'AttendanceSession', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  attendanceCodes?: Resolver<Array<ResolversTypes['AttendanceCode']>, ParentType, ContextType, RequireFields<QueryAttendanceCodesArgs, 'schoolId'>>;
  attendanceSession?: Resolver<Maybe<ResolversTypes['AttendanceSession']>, ParentType, ContextType, RequireFields<QueryAttendanceSessionArgs, 'id'>>;
  attendanceSessions?: Resolver<ResolversTypes['AttendanceSessionConnection'], ParentType, ContextType, RequireFields<QueryAttendanceSessionsArgs, 'date' | 'first' | 'schoolId'>>;
};

export type RegisterEntryResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['RegisterEntry'] = ResolversParentTypes['RegisterEntry']> = {
  record?: Resolver<Maybe<ResolversTypes['AttendanceRecord']>, ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
};

export type RegisterSubmittedResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['RegisterSubmitted'] = ResolversParentTypes['RegisterSubmitted']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expectedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recordedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sectionTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  session?: Resolver<ResolversTypes['AttendanceSession'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  submittedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School'], FederationReferenceType extends FederationReferenceTypes['School'] = FederationReferenceTypes['School']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['School']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attendanceToday?: Resolver<Maybe<ResolversTypes['SchoolAttendanceToday']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SchoolAttendanceTodayResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['SchoolAttendanceToday'] = ResolversParentTypes['SchoolAttendanceToday']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  registersOutstanding?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['AttendanceSummary'], ParentType, ContextType>;
};

export type StudentResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attendance?: Resolver<Maybe<ResolversTypes['AttendanceSummary']>, ParentType, ContextType, RequireFields<StudentAttendanceArgs, 'range'>>;
  attendanceToday?: Resolver<Maybe<ResolversTypes['StudentAttendanceToday']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StudentAttendanceTodayResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['StudentAttendanceToday'] = ResolversParentTypes['StudentAttendanceToday']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  records?: Resolver<Array<ResolversTypes['AttendanceRecord']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['AttendanceSummary'], ParentType, ContextType>;
};

export type SubmitRegisterPayloadResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['SubmitRegisterPayload'] = ResolversParentTypes['SubmitRegisterPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['AttendanceSession']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['AttendanceUserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  attendanceTotalsChanged?: SubscriptionResolver<ResolversTypes['AttendanceTotalsChanged'], "attendanceTotalsChanged", ParentType, ContextType, RequireFields<SubscriptionAttendanceTotalsChangedArgs, 'schoolId'>>;
  registerSubmitted?: SubscriptionResolver<ResolversTypes['RegisterSubmitted'], "registerSubmitted", ParentType, ContextType, RequireFields<SubscriptionRegisterSubmittedArgs, 'schoolId'>>;
};

export type UserResolvers<ContextType = AttendanceContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = AttendanceContext> = {
  AttendanceCode?: AttendanceCodeResolvers<ContextType>;
  AttendanceRecord?: AttendanceRecordResolvers<ContextType>;
  AttendanceSession?: AttendanceSessionResolvers<ContextType>;
  AttendanceSessionConnection?: AttendanceSessionConnectionResolvers<ContextType>;
  AttendanceSessionEdge?: AttendanceSessionEdgeResolvers<ContextType>;
  AttendanceSummary?: AttendanceSummaryResolvers<ContextType>;
  AttendanceTotalsChanged?: AttendanceTotalsChangedResolvers<ContextType>;
  AttendanceUserError?: AttendanceUserErrorResolvers<ContextType>;
  ClassMeeting?: ClassMeetingResolvers<ContextType>;
  ClassSection?: ClassSectionResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterEntry?: RegisterEntryResolvers<ContextType>;
  RegisterSubmitted?: RegisterSubmittedResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  SchoolAttendanceToday?: SchoolAttendanceTodayResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  StudentAttendanceToday?: StudentAttendanceTodayResolvers<ContextType>;
  SubmitRegisterPayload?: SubmitRegisterPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = AttendanceContext> = {
  cacheClaims?: CacheClaimsDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  dependsOnClaims?: DependsOnClaimsDirectiveResolver<any, any, ContextType>;
  resumable?: ResumableDirectiveResolver<any, any, ContextType>;
  startsWithState?: StartsWithStateDirectiveResolver<any, any, ContextType>;
};
