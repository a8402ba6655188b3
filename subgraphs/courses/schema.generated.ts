import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Course as CourseSource, CourseConnection as CourseConnectionSource, Lesson as LessonSource, ClassSection as ClassSectionSource, ClassMeeting as ClassMeetingSource, Enrollment as EnrollmentSource, EnrollmentConnection as EnrollmentConnectionSource, CourseProgress as CourseProgressSource, CourseProgressChanged as CourseProgressChangedSource, Student as StudentSource, Staff as StaffSource, School as SchoolSource } from './mappers';
import type { CoursesContext } from './context';
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

/** One meeting of a class on one day. */
export type ClassMeeting = Node & {
  __typename?: 'ClassMeeting';
  endsAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  period: Scalars['String']['output'];
  room?: Maybe<Scalars['String']['output']>;
  /** The school's civil date. */
  schoolDate: Scalars['Date']['output'];
  section: ClassSection;
  startsAt: Scalars['DateTime']['output'];
};

/** A class: a course taught to a group of students by named teachers. */
export type ClassSection = Node & {
  __typename?: 'ClassSection';
  capacity: Scalars['Int']['output'];
  classCode: Scalars['String']['output'];
  course: Course;
  /** Active student enrolments today. */
  enrollmentCount: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  location?: Maybe<Scalars['String']['output']>;
  /** Meetings from `start` to `end`, both included, at most 62 days; in order of time. */
  meetings: Array<ClassMeeting>;
  /** Students enrolled on a day (today where absent). Requires a teacher of the section or an administrator of the school. */
  roster?: Maybe<EnrollmentConnection>;
  school: School;
  teachers: Array<Staff>;
  title: Scalars['String']['output'];
};


/** A class: a course taught to a group of students by named teachers. */
export type ClassSectionMeetingsArgs = {
  range: DateRangeInput;
};


/** A class: a course taught to a group of students by named teachers. */
export type ClassSectionRosterArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  first?: Scalars['Int']['input'];
};

/** A course of a school's catalogue. */
export type Course = Node & {
  __typename?: 'Course';
  courseCode: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  gradeLevels: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** In teaching order. */
  lessons: Array<Lesson>;
  school: School;
  status: CourseStatus;
  subject: Scalars['String']['output'];
  title: Scalars['String']['output'];
};

export type CourseConnection = {
  __typename?: 'CourseConnection';
  edges: Array<CourseEdge>;
  nodes: Array<Course>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type CourseEdge = {
  __typename?: 'CourseEdge';
  cursor: Scalars['String']['output'];
  node: Course;
};

/** Narrows a list of courses; all that is given must hold. */
export type CourseFilter = {
  gradeLevel?: InputMaybe<Scalars['String']['input']>;
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** How far a student is through the required lessons of a course. */
export type CourseProgress = {
  __typename?: 'CourseProgress';
  completedRequirements: Scalars['Int']['output'];
  /** The first required lesson that is not completed. */
  nextLesson?: Maybe<Lesson>;
  /** 0 to 100, rounded down; null where the course requires nothing. */
  percentage?: Maybe<Scalars['Int']['output']>;
  totalRequirements: Scalars['Int']['output'];
};

/** A student got on in a course, by one per cent or more. */
export type CourseProgressChanged = {
  __typename?: 'CourseProgressChanged';
  /** As it was then. */
  completedRequirements: Scalars['Int']['output'];
  /** Where this stands among the enrolment's; `after` takes it up again. */
  cursor: Scalars['String']['output'];
  enrollment: Enrollment;
  /** The first required lesson that was not completed then; null where that is none, or is hidden from the caller. */
  nextLesson?: Maybe<Lesson>;
  /** 0 to 100, rounded down. */
  percentage: Scalars['Int']['output'];
  totalRequirements: Scalars['Int']['output'];
};

/** Where a course stands between draft and archive. */
export type CourseStatus =
  | 'ARCHIVED'
  | 'CONCLUDED'
  | 'DRAFT'
  | 'PUBLISHED';

/** Reasons to refuse a change. Values may be added. */
export type CoursesErrorCode =
  /** The student already has a place in this section. */
  | 'ALREADY_ENROLLED'
  /** The course is not open for enrolment. */
  | 'COURSE_NOT_OPEN'
  | 'FORBIDDEN'
  /** The date lies outside the section's terms. */
  | 'INVALID_DATE'
  /** The lesson is not part of the enrolment's course. */
  | 'LESSON_NOT_IN_COURSE'
  | 'NOT_FOUND'
  /** The section has no free place. */
  | 'SECTION_FULL';

/** Why a change of courses or enrolments was refused. */
export type CoursesUserError = {
  __typename?: 'CoursesUserError';
  code: CoursesErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

/** Both ends belong to the range. */
export type DateRangeInput = {
  end: Scalars['Date']['input'];
  start: Scalars['Date']['input'];
};

/** Who gets a place, where, and from which day on. */
export type EnrollInput = {
  /** First day in the section; today in the school's zone where absent. */
  beginDate?: InputMaybe<Scalars['Date']['input']>;
  sectionId: Scalars['ID']['input'];
  studentId: Scalars['ID']['input'];
};

/** The new enrolment, or why there is none. */
export type EnrollPayload = {
  __typename?: 'EnrollPayload';
  enrollment?: Maybe<Enrollment>;
  userErrors: Array<CoursesUserError>;
};

/** A student's place in a section, from a day on. */
export type Enrollment = Node & {
  __typename?: 'Enrollment';
  beginDate: Scalars['Date']['output'];
  /** First day on which the student no longer belongs to the section. */
  endDate?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  /** Visible to the student, to guardians who may see grades, and to the section's teachers. */
  progress?: Maybe<CourseProgress>;
  section: ClassSection;
  state: EnrollmentState;
  student: Student;
};

export type EnrollmentConnection = {
  __typename?: 'EnrollmentConnection';
  edges: Array<EnrollmentEdge>;
  nodes: Array<Enrollment>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type EnrollmentEdge = {
  __typename?: 'EnrollmentEdge';
  cursor: Scalars['String']['output'];
  node: Enrollment;
};

/** Whether a place in a section is offered, taken or over. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'COMPLETED'
  | 'INACTIVE'
  | 'INVITED'
  | 'WITHDRAWN';

/** One unit of learning in a course. */
export type Lesson = Node & {
  __typename?: 'Lesson';
  course: Course;
  durationSeconds?: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** Whether completing the course takes this lesson. */
  isRequired: Scalars['Boolean']['output'];
  kind: LessonKind;
  position: Scalars['Int']['output'];
  title: Scalars['String']['output'];
};

/** What a student does in a lesson. */
export type LessonKind =
  | 'ASSIGNMENT'
  | 'EXTERNAL_TOOL'
  | 'FILE'
  | 'LINK'
  | 'LIVE'
  | 'PAGE'
  | 'QUIZ'
  | 'VIDEO';

/** Which lesson was completed, within which enrolment. */
export type MarkLessonCompleteInput = {
  enrollmentId: Scalars['ID']['input'];
  lessonId: Scalars['ID']['input'];
};

/** The enrolment with its new progress, or why nothing changed. */
export type MarkLessonCompletePayload = {
  __typename?: 'MarkLessonCompletePayload';
  enrollment?: Maybe<Enrollment>;
  userErrors: Array<CoursesUserError>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Gives a student a place in a section that has room. Requires an administrator of the school or a teacher of the section. */
  enroll: EnrollPayload;
  /** Marks a lesson as completed by the student of an enrolment. Completion never goes back. Requires that very student, or a teacher of the section. */
  markLessonComplete: MarkLessonCompletePayload;
};


export type MutationEnrollArgs = {
  input: EnrollInput;
};


export type MutationMarkLessonCompleteArgs = {
  input: MarkLessonCompleteInput;
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
  /** A course of a school the caller belongs to. Drafts are for those who work there. */
  course?: Maybe<Course>;
  /** Published courses of a school, sorted by title. Requires membership of the school. */
  courses: CourseConnection;
  /** A class section the caller teaches, attends, has a ward in, or that belongs to a school the caller works in. */
  section?: Maybe<ClassSection>;
};


export type QueryCourseArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCoursesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CourseFilter>;
  first?: Scalars['Int']['input'];
  schoolId: Scalars['ID']['input'];
};


export type QuerySectionArgs = {
  id: Scalars['ID']['input'];
};

export type School = {
  __typename?: 'School';
  /** Published courses, sorted by title. */
  courses?: Maybe<CourseConnection>;
  id: Scalars['ID']['output'];
};


export type SchoolCoursesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type Staff = {
  __typename?: 'Staff';
  id: Scalars['ID']['output'];
  /** Sections the person teaches, sorted by title. */
  sections?: Maybe<Array<ClassSection>>;
};

export type Student = {
  __typename?: 'Student';
  /** Places in sections, newest first. Visible to the student, their guardians and the school's staff. */
  enrollments?: Maybe<EnrollmentConnection>;
  id: Scalars['ID']['output'];
  /** Meetings of the student's sections from `start` to `end`, at most 62 days; in order of time. */
  timetable?: Maybe<Array<ClassMeeting>>;
};


export type StudentEnrollmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type StudentTimetableArgs = {
  range: DateRangeInput;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * How far a student is through a course, each time that makes another whole per cent: from now on, or all after the event
   * whose cursor is given. For those who may see the progress, as long as they may.
   */
  courseProgressChanged: CourseProgressChanged;
};


export type SubscriptionCourseProgressChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  enrollmentId: Scalars['ID']['input'];
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
  ClassMeeting: ClassMeeting;
  ClassSection: ClassSection;
  Course: Course;
  Enrollment: Enrollment;
  Lesson: Lesson;
  School: School;
  Staff: Staff;
  Student: Student;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ClassMeeting:
    ( { __typename: 'ClassMeeting' }
    & GraphQLRecursivePick<FederationTypes['ClassMeeting'], {"id":true}> );
  ClassSection:
    ( { __typename: 'ClassSection' }
    & GraphQLRecursivePick<FederationTypes['ClassSection'], {"id":true}> );
  Course:
    ( { __typename: 'Course' }
    & GraphQLRecursivePick<FederationTypes['Course'], {"id":true}> );
  Enrollment:
    ( { __typename: 'Enrollment' }
    & GraphQLRecursivePick<FederationTypes['Enrollment'], {"id":true}> );
  Lesson:
    ( { __typename: 'Lesson' }
    & GraphQLRecursivePick<FederationTypes['Lesson'], {"id":true}> );
  School:
    ( { __typename: 'School' }
    & GraphQLRecursivePick<FederationTypes['School'], {"id":true}> );
  Staff:
    ( { __typename: 'Staff' }
    & GraphQLRecursivePick<FederationTypes['Staff'], {"id":true}> );
  Student:
    ( { __typename: 'Student' }
    & GraphQLRecursivePick<FederationTypes['Student'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ClassMeetingSource )
    | ( ClassSectionSource )
    | ( CourseSource )
    | ( EnrollmentSource )
    | ( LessonSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ClassMeeting: ResolverTypeWrapper<ClassMeetingSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ClassSection: ResolverTypeWrapper<ClassSectionSource>;
  Course: ResolverTypeWrapper<CourseSource>;
  CourseConnection: ResolverTypeWrapper<CourseConnectionSource>;
  CourseEdge: ResolverTypeWrapper<Omit<CourseEdge, 'node'> & { node: ResolversTypes['Course'] }>;
  CourseFilter: CourseFilter;
  CourseProgress: ResolverTypeWrapper<CourseProgressSource>;
  CourseProgressChanged: ResolverTypeWrapper<CourseProgressChangedSource>;
  CourseStatus: CourseStatus;
  CoursesErrorCode: CoursesErrorCode;
  CoursesUserError: ResolverTypeWrapper<CoursesUserError>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRangeInput: DateRangeInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EnrollInput: EnrollInput;
  EnrollPayload: ResolverTypeWrapper<Omit<EnrollPayload, 'enrollment'> & { enrollment?: Maybe<ResolversTypes['Enrollment']> }>;
  Enrollment: ResolverTypeWrapper<EnrollmentSource>;
  EnrollmentConnection: ResolverTypeWrapper<EnrollmentConnectionSource>;
  EnrollmentEdge: ResolverTypeWrapper<Omit<EnrollmentEdge, 'node'> & { node: ResolversTypes['Enrollment'] }>;
  EnrollmentState: EnrollmentState;
  Lesson: ResolverTypeWrapper<LessonSource>;
  LessonKind: LessonKind;
  MarkLessonCompleteInput: MarkLessonCompleteInput;
  MarkLessonCompletePayload: ResolverTypeWrapper<Omit<MarkLessonCompletePayload, 'enrollment'> & { enrollment?: Maybe<ResolversTypes['Enrollment']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  School: ResolverTypeWrapper<SchoolSource>;
  Staff: ResolverTypeWrapper<StaffSource>;
  Student: ResolverTypeWrapper<StudentSource>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ClassMeeting: ClassMeetingSource;
  ID: Scalars['ID']['output'];
  ClassSection: ClassSectionSource;
  Course: CourseSource;
  CourseConnection: CourseConnectionSource;
  CourseEdge: Omit<CourseEdge, 'node'> & { node: ResolversParentTypes['Course'] };
  CourseFilter: CourseFilter;
  CourseProgress: CourseProgressSource;
  CourseProgressChanged: CourseProgressChangedSource;
  CoursesUserError: CoursesUserError;
  Date: Scalars['Date']['output'];
  DateRangeInput: DateRangeInput;
  DateTime: Scalars['DateTime']['output'];
  EnrollInput: EnrollInput;
  EnrollPayload: Omit<EnrollPayload, 'enrollment'> & { enrollment?: Maybe<ResolversParentTypes['Enrollment']> };
  Enrollment: EnrollmentSource;
  EnrollmentConnection: EnrollmentConnectionSource;
  EnrollmentEdge: Omit<EnrollmentEdge, 'node'> & { node: ResolversParentTypes['Enrollment'] };
  Lesson: LessonSource;
  MarkLessonCompleteInput: MarkLessonCompleteInput;
  MarkLessonCompletePayload: Omit<MarkLessonCompletePayload, 'enrollment'> & { enrollment?: Maybe<ResolversParentTypes['Enrollment']> };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  School: SchoolSource;
  Staff: StaffSource;
  Student: StudentSource;
  Subscription: Record<PropertyKey, never>;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheClaimsDirectiveArgs = {
  names: Array<Scalars['String']['input']>;
};

export type CacheClaimsDirectiveResolver<Result, Parent, ContextType = CoursesContext, Args = CacheClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = CoursesContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DependsOnClaimsDirectiveArgs = {
  claims: Array<Scalars['String']['input']>;
};

export type DependsOnClaimsDirectiveResolver<Result, Parent, ContextType = CoursesContext, Args = DependsOnClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResumableDirectiveArgs = {
  after?: Scalars['String']['input'];
  cursor?: Scalars['String']['input'];
};

export type ResumableDirectiveResolver<Result, Parent, ContextType = CoursesContext, Args = ResumableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ClassMeetingResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['ClassMeeting'] = ResolversParentTypes['ClassMeeting'], FederationReferenceType extends FederationReferenceTypes['ClassMeeting'] = FederationReferenceTypes['ClassMeeting']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ClassMeeting']> | FederationReferenceType, FederationReferenceType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schoolDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  section?: Resolver<ResolversTypes['ClassSection'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ClassSectionResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['ClassSection'] = ResolversParentTypes['ClassSection'], FederationReferenceType extends FederationReferenceTypes['ClassSection'] = FederationReferenceTypes['ClassSection']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ClassSection']> | FederationReferenceType, FederationReferenceType, ContextType>;
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  classCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  course?: Resolver<ResolversTypes['Course'], ParentType, ContextType>;
  enrollmentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meetings?: Resolver<Array<ResolversTypes['ClassMeeting']>, ParentType, ContextType, RequireFields<ClassSectionMeetingsArgs, 'range'>>;
  roster?: Resolver<Maybe<ResolversTypes['EnrollmentConnection']>, ParentType, ContextType, RequireFields<ClassSectionRosterArgs, 'first'>>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  teachers?: Resolver<Array<ResolversTypes['Staff']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CourseResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Course'] = ResolversParentTypes['Course'], FederationReferenceType extends FederationReferenceTypes['Course'] = FederationReferenceTypes['Course']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Course']> | FederationReferenceType, FederationReferenceType, ContextType>;
  courseCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gradeLevels?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lessons?: Resolver<Array<ResolversTypes['Lesson']>, ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CourseStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CourseConnectionResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['CourseConnection'] = ResolversParentTypes['CourseConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CourseEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Course']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CourseEdgeResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['CourseEdge'] = ResolversParentTypes['CourseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Course'], ParentType, ContextType>;
};

export type CourseProgressResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['CourseProgress'] = ResolversParentTypes['CourseProgress']> = {
  completedRequirements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextLesson?: Resolver<Maybe<ResolversTypes['Lesson']>, ParentType, ContextType>;
  percentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalRequirements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CourseProgressChangedResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['CourseProgressChanged'] = ResolversParentTypes['CourseProgressChanged']> = {
  completedRequirements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enrollment?: Resolver<ResolversTypes['Enrollment'], ParentType, ContextType>;
  nextLesson?: Resolver<Maybe<ResolversTypes['Lesson']>, ParentType, ContextType>;
  percentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalRequirements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CoursesUserErrorResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['CoursesUserError'] = ResolversParentTypes['CoursesUserError']> = {
  code?: Resolver<ResolversTypes['CoursesErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EnrollPayloadResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['EnrollPayload'] = ResolversParentTypes['EnrollPayload']> = {
  enrollment?: Resolver<Maybe<ResolversTypes['Enrollment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CoursesUserError']>, ParentType, ContextType>;
};

export type EnrollmentResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Enrollment'] = ResolversParentTypes['Enrollment'], FederationReferenceType extends FederationReferenceTypes['Enrollment'] = FederationReferenceTypes['Enrollment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Enrollment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  beginDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['CourseProgress']>, ParentType, ContextType>;
  section?: Resolver<ResolversTypes['ClassSection'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['EnrollmentState'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EnrollmentConnectionResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['EnrollmentConnection'] = ResolversParentTypes['EnrollmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EnrollmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Enrollment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EnrollmentEdgeResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['EnrollmentEdge'] = ResolversParentTypes['EnrollmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Enrollment'], ParentType, ContextType>;
};

export type LessonResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Lesson'] = ResolversParentTypes['Lesson'], FederationReferenceType extends FederationReferenceTypes['Lesson'] = FederationReferenceTypes['Lesson']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Lesson']> | FederationReferenceType, FederationReferenceType, ContextType>;
  course?: Resolver<ResolversTypes['Course'], ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LessonKind'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarkLessonCompletePayloadResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['MarkLessonCompletePayload'] = ResolversParentTypes['MarkLessonCompletePayload']> = {
  enrollment?: Resolver<Maybe<ResolversTypes['Enrollment']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CoursesUserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  enroll?: Resolver<ResolversTypes['EnrollPayload'], ParentType, ContextType, RequireFields<MutationEnrollArgs, 'input'>>;
  markLessonComplete?: Resolver<ResolversTypes['MarkLessonCompletePayload'], ParentType, ContextType, RequireFields<MutationMarkLessonCompleteArgs, 'input'>>;
};

export type NodeResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'ClassMeeting' | 'ClassSection' | 'Course' | 'Enrollment' | 'Lesson', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType, RequireFields<QueryCourseArgs, 'id'>>;
  courses?: Resolver<ResolversTypes['CourseConnection'], ParentType, ContextType, RequireFields<QueryCoursesArgs, 'first' | 'schoolId'>>;
  section?: Resolver<Maybe<ResolversTypes['ClassSection']>, ParentType, ContextType, RequireFields<QuerySectionArgs, 'id'>>;
};

export type SchoolResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School'], FederationReferenceType extends FederationReferenceTypes['School'] = FederationReferenceTypes['School']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['School']> | FederationReferenceType, FederationReferenceType, ContextType>;
  courses?: Resolver<Maybe<ResolversTypes['CourseConnection']>, ParentType, ContextType, RequireFields<SchoolCoursesArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StaffResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Staff'] = ResolversParentTypes['Staff'], FederationReferenceType extends FederationReferenceTypes['Staff'] = FederationReferenceTypes['Staff']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Staff']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sections?: Resolver<Maybe<Array<ResolversTypes['ClassSection']>>, ParentType, ContextType>;
};

export type StudentResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  enrollments?: Resolver<Maybe<ResolversTypes['EnrollmentConnection']>, ParentType, ContextType, RequireFields<StudentEnrollmentsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  timetable?: Resolver<Maybe<Array<ResolversTypes['ClassMeeting']>>, ParentType, ContextType, RequireFields<StudentTimetableArgs, 'range'>>;
};

export type SubscriptionResolvers<ContextType = CoursesContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  courseProgressChanged?: SubscriptionResolver<ResolversTypes['CourseProgressChanged'], "courseProgressChanged", ParentType, ContextType, RequireFields<SubscriptionCourseProgressChangedArgs, 'enrollmentId'>>;
};

export type Resolvers<ContextType = CoursesContext> = {
  ClassMeeting?: ClassMeetingResolvers<ContextType>;
  ClassSection?: ClassSectionResolvers<ContextType>;
  Course?: CourseResolvers<ContextType>;
  CourseConnection?: CourseConnectionResolvers<ContextType>;
  CourseEdge?: CourseEdgeResolvers<ContextType>;
  CourseProgress?: CourseProgressResolvers<ContextType>;
  CourseProgressChanged?: CourseProgressChangedResolvers<ContextType>;
  CoursesUserError?: CoursesUserErrorResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  EnrollPayload?: EnrollPayloadResolvers<ContextType>;
  Enrollment?: EnrollmentResolvers<ContextType>;
  EnrollmentConnection?: EnrollmentConnectionResolvers<ContextType>;
  EnrollmentEdge?: EnrollmentEdgeResolvers<ContextType>;
  Lesson?: LessonResolvers<ContextType>;
  MarkLessonCompletePayload?: MarkLessonCompletePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  Staff?: StaffResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = CoursesContext> = {
  cacheClaims?: CacheClaimsDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  dependsOnClaims?: DependsOnClaimsDirectiveResolver<any, any, ContextType>;
  resumable?: ResumableDirectiveResolver<any, any, ContextType>;
};
