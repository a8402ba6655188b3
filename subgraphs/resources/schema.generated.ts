import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Resource as ResourceSource, ResourceConnection as ResourceConnectionSource, Event as EventSource, EventConnection as EventConnectionSource, EventAvailability as EventAvailabilitySource, EventAvailabilityChanged as EventAvailabilityChangedSource, Registration as RegistrationSource, RegistrationConnection as RegistrationConnectionSource, School as SchoolSource, Student as StudentSource, Course as CourseSource } from './mappers';
import type { ResourcesContext } from './context';
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
  /** An instant, RFC 3339, answered in UTC with `Z`. */
  DateTime: { input: string; output: Date | string; }
  /** An exact decimal in plain notation, as a string. */
  Decimal: { input: string; output: string; }
  /** An IANA time zone such as `Africa/Nairobi`. */
  TimeZone: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Which registration is given up. */
export type CancelRegistrationInput = {
  registrationId: Scalars['ID']['input'];
};

/** The cancelled registration, or why it stands. */
export type CancelRegistrationPayload = {
  __typename?: 'CancelRegistrationPayload';
  registration?: Maybe<Registration>;
  userErrors: Array<ResourcesUserError>;
};

export type Course = {
  __typename?: 'Course';
  id: Scalars['ID']['output'];
  /** Published resources of the course, newest first. */
  resources?: Maybe<ResourceConnection>;
};


export type CourseResourcesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** Something that takes place at a school and that people register for. */
export type Event = Node & {
  __typename?: 'Event';
  availability: EventAvailability;
  description?: Maybe<Scalars['String']['output']>;
  endsAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  isPublic: Scalars['Boolean']['output'];
  /** Null where attendance is free. */
  price?: Maybe<Money>;
  registrationClosesAt?: Maybe<Scalars['DateTime']['output']>;
  registrationOpensAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null to readers who are not told of the school: what is public is for them, too. */
  school?: Maybe<School>;
  startsAt: Scalars['DateTime']['output'];
  status: EventStatus;
  timeZone: Scalars['TimeZone']['output'];
  title: Scalars['String']['output'];
  venue?: Maybe<Scalars['String']['output']>;
};

/** How many places there are and how many are taken, counted at one moment. */
export type EventAvailability = {
  __typename?: 'EventAvailability';
  /** Null where the event is not limited. */
  capacity?: Maybe<Scalars['Int']['output']>;
  confirmed: Scalars['Int']['output'];
  /** Null where the event is not limited; never negative. */
  remaining?: Maybe<Scalars['Int']['output']>;
};

/** Places at an event were taken or given back. */
export type EventAvailabilityChanged = {
  __typename?: 'EventAvailabilityChanged';
  /** As it is when it is told. */
  availability: EventAvailability;
  /** Where this stands among the event's; `after` takes it up again. */
  cursor: Scalars['String']['output'];
  event: Event;
  /** Grows with every change, whether or not it was told: of two, the higher one is the newer. */
  sequence: Scalars['Int']['output'];
};

export type EventConnection = {
  __typename?: 'EventConnection';
  edges: Array<EventEdge>;
  nodes: Array<Event>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type EventEdge = {
  __typename?: 'EventEdge';
  cursor: Scalars['String']['output'];
  node: Event;
};

/** Whether an event is announced and takes registrations. */
export type EventStatus =
  | 'CANCELLED'
  | 'DRAFT'
  | 'PAUSED'
  | 'PUBLISHED';

/** An exact amount of one currency. */
export type Money = {
  __typename?: 'Money';
  amount: Scalars['Decimal']['output'];
  currencyCode: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Gives the places of a registration back. Requires the same as registering. */
  cancelRegistration: CancelRegistrationPayload;
  /**
   * Takes places at an event for a student. The number of places taken never exceeds the capacity, however many ask at
   * once. Requires the student, a guardian of the student, or the school's staff.
   */
  registerForEvent: RegisterForEventPayload;
};


export type MutationCancelRegistrationArgs = {
  input: CancelRegistrationInput;
};


export type MutationRegisterForEventArgs = {
  input: RegisterForEventInput;
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

/** Where a text stands between draft and archive. */
export type PublicationStatus =
  | 'ARCHIVED'
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PUBLISHED'
  | 'SCHEDULED'
  | 'UNPUBLISHED';

export type Query = {
  __typename?: 'Query';
  /** A published event the caller may see; anonymous callers see public ones. */
  event?: Maybe<Event>;
  /** A published resource the caller may see; anonymous callers see public ones. */
  resource?: Maybe<Resource>;
  /** Published resources the caller may see, newest first; anonymous callers see public ones. */
  resources: ResourceConnection;
};


export type QueryEventArgs = {
  id: Scalars['ID']['input'];
};


export type QueryResourceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryResourcesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ResourceFilter>;
  first?: Scalars['Int']['input'];
};

/** Who comes to which event, and how many places they take. */
export type RegisterForEventInput = {
  eventId: Scalars['ID']['input'];
  /** A client-made key; sending the same request again with it changes nothing and answers the same. */
  idempotencyKey: Scalars['ID']['input'];
  /** 1 to 10. */
  quantity?: Scalars['Int']['input'];
  studentId: Scalars['ID']['input'];
};

/** The registration, or why there is none. */
export type RegisterForEventPayload = {
  __typename?: 'RegisterForEventPayload';
  registration?: Maybe<Registration>;
  /** True where this very request had been carried out before. */
  replayed: Scalars['Boolean']['output'];
  userErrors: Array<ResourcesUserError>;
};

/** A student's places at an event. */
export type Registration = Node & {
  __typename?: 'Registration';
  event: Event;
  id: Scalars['ID']['output'];
  quantity: Scalars['Int']['output'];
  registeredAt: Scalars['DateTime']['output'];
  status: RegistrationStatus;
  student: Student;
};

export type RegistrationConnection = {
  __typename?: 'RegistrationConnection';
  edges: Array<RegistrationEdge>;
  nodes: Array<Registration>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type RegistrationEdge = {
  __typename?: 'RegistrationEdge';
  cursor: Scalars['String']['output'];
  node: Registration;
};

/** Whether places are asked for, held, taken or given back. */
export type RegistrationStatus =
  | 'CANCELLED'
  | 'CONFIRMED'
  | 'EXPIRED'
  | 'HELD'
  | 'NO_SHOW'
  | 'OFFERED'
  | 'PENDING_APPROVAL'
  | 'WAITLISTED';

/** Teaching material or a document, as its readers see it: the published version. */
export type Resource = Node & {
  __typename?: 'Resource';
  course?: Maybe<Course>;
  id: Scalars['ID']['output'];
  isPublic: Scalars['Boolean']['output'];
  kind: ResourceKind;
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null to readers who are not told of the school: what is public is for them, too. */
  school?: Maybe<School>;
  slug: Scalars['String']['output'];
  status: PublicationStatus;
  subject?: Maybe<Scalars['String']['output']>;
  summary?: Maybe<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  url?: Maybe<Scalars['String']['output']>;
};

export type ResourceConnection = {
  __typename?: 'ResourceConnection';
  edges: Array<ResourceEdge>;
  nodes: Array<Resource>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ResourceEdge = {
  __typename?: 'ResourceEdge';
  cursor: Scalars['String']['output'];
  node: Resource;
};

/** Narrows a list of resources; all that is given must hold. */
export type ResourceFilter = {
  courseId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<ResourceKind>;
  schoolId?: InputMaybe<Scalars['ID']['input']>;
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** What a reader gets when opening a resource. */
export type ResourceKind =
  | 'COLLECTION'
  | 'FILE'
  | 'LINK'
  | 'PAGE'
  | 'VIDEO';

/** Reasons to refuse a change. Values may be added. */
export type ResourcesErrorCode =
  /** The registration was cancelled before. */
  | 'ALREADY_CANCELLED'
  /** The student already has a registration for this event. */
  | 'ALREADY_REGISTERED'
  /** Fewer places are left than were asked for. */
  | 'EVENT_FULL'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  | 'INVALID_QUANTITY'
  | 'NOT_FOUND'
  /** Registration has not opened, has closed, or the event is not taking any. */
  | 'REGISTRATION_CLOSED';

/** Why a registration or its cancelling was refused. */
export type ResourcesUserError = {
  __typename?: 'ResourcesUserError';
  code: ResourcesErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

export type School = {
  __typename?: 'School';
  /** Published events that have not ended (or all, with `upcoming: false`), soonest first. */
  events?: Maybe<EventConnection>;
  id: Scalars['ID']['output'];
};


export type SchoolEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  upcoming?: Scalars['Boolean']['input'];
};

export type Student = {
  __typename?: 'Student';
  id: Scalars['ID']['output'];
  /** Registrations, those of events that have not ended unless `upcoming: false`; newest first. */
  registrations?: Maybe<RegistrationConnection>;
};


export type StudentRegistrationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  upcoming?: Scalars['Boolean']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * How many places are left at an event: now, or once that is newer than what the cursor given stands for, and then as
   * they are taken and given back, twice a second at most. For those whom the event is announced to; anonymous callers
   * follow public ones.
   */
  eventAvailability: EventAvailabilityChanged;
};


export type SubscriptionEventAvailabilityArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  eventId: Scalars['ID']['input'];
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
  Course: Course;
  Event: Event;
  Registration: Registration;
  Resource: Resource;
  School: School;
  Student: Student;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Course:
    ( { __typename: 'Course' }
    & GraphQLRecursivePick<FederationTypes['Course'], {"id":true}> );
  Event:
    ( { __typename: 'Event' }
    & GraphQLRecursivePick<FederationTypes['Event'], {"id":true}> );
  Registration:
    ( { __typename: 'Registration' }
    & GraphQLRecursivePick<FederationTypes['Registration'], {"id":true}> );
  Resource:
    ( { __typename: 'Resource' }
    & GraphQLRecursivePick<FederationTypes['Resource'], {"id":true}> );
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
    | ( EventSource )
    | ( RegistrationSource )
    | ( ResourceSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CancelRegistrationInput: CancelRegistrationInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CancelRegistrationPayload: ResolverTypeWrapper<Omit<CancelRegistrationPayload, 'registration'> & { registration?: Maybe<ResolversTypes['Registration']> }>;
  Course: ResolverTypeWrapper<CourseSource>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Event: ResolverTypeWrapper<EventSource>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  EventAvailability: ResolverTypeWrapper<EventAvailabilitySource>;
  EventAvailabilityChanged: ResolverTypeWrapper<EventAvailabilityChangedSource>;
  EventConnection: ResolverTypeWrapper<EventConnectionSource>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventStatus: EventStatus;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PublicationStatus: PublicationStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterForEventInput: RegisterForEventInput;
  RegisterForEventPayload: ResolverTypeWrapper<Omit<RegisterForEventPayload, 'registration'> & { registration?: Maybe<ResolversTypes['Registration']> }>;
  Registration: ResolverTypeWrapper<RegistrationSource>;
  RegistrationConnection: ResolverTypeWrapper<RegistrationConnectionSource>;
  RegistrationEdge: ResolverTypeWrapper<Omit<RegistrationEdge, 'node'> & { node: ResolversTypes['Registration'] }>;
  RegistrationStatus: RegistrationStatus;
  Resource: ResolverTypeWrapper<ResourceSource>;
  ResourceConnection: ResolverTypeWrapper<ResourceConnectionSource>;
  ResourceEdge: ResolverTypeWrapper<Omit<ResourceEdge, 'node'> & { node: ResolversTypes['Resource'] }>;
  ResourceFilter: ResourceFilter;
  ResourceKind: ResourceKind;
  ResourcesErrorCode: ResourcesErrorCode;
  ResourcesUserError: ResolverTypeWrapper<ResourcesUserError>;
  School: ResolverTypeWrapper<SchoolSource>;
  Student: ResolverTypeWrapper<StudentSource>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CancelRegistrationInput: CancelRegistrationInput;
  ID: Scalars['ID']['output'];
  CancelRegistrationPayload: Omit<CancelRegistrationPayload, 'registration'> & { registration?: Maybe<ResolversParentTypes['Registration']> };
  Course: CourseSource;
  Int: Scalars['Int']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Event: EventSource;
  Boolean: Scalars['Boolean']['output'];
  EventAvailability: EventAvailabilitySource;
  EventAvailabilityChanged: EventAvailabilityChangedSource;
  EventConnection: EventConnectionSource;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RegisterForEventInput: RegisterForEventInput;
  RegisterForEventPayload: Omit<RegisterForEventPayload, 'registration'> & { registration?: Maybe<ResolversParentTypes['Registration']> };
  Registration: RegistrationSource;
  RegistrationConnection: RegistrationConnectionSource;
  RegistrationEdge: Omit<RegistrationEdge, 'node'> & { node: ResolversParentTypes['Registration'] };
  Resource: ResourceSource;
  ResourceConnection: ResourceConnectionSource;
  ResourceEdge: Omit<ResourceEdge, 'node'> & { node: ResolversParentTypes['Resource'] };
  ResourceFilter: ResourceFilter;
  ResourcesUserError: ResourcesUserError;
  School: SchoolSource;
  Student: StudentSource;
  Subscription: Record<PropertyKey, never>;
  TimeZone: Scalars['TimeZone']['output'];
  String: Scalars['String']['output'];
};

export type DependsOnClaimsDirectiveArgs = {
  claims: Array<Scalars['String']['input']>;
};

export type DependsOnClaimsDirectiveResolver<Result, Parent, ContextType = ResourcesContext, Args = DependsOnClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResumableDirectiveArgs = {
  after?: Scalars['String']['input'];
  cursor?: Scalars['String']['input'];
};

export type ResumableDirectiveResolver<Result, Parent, ContextType = ResourcesContext, Args = ResumableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StartsWithStateDirectiveArgs = { };

export type StartsWithStateDirectiveResolver<Result, Parent, ContextType = ResourcesContext, Args = StartsWithStateDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CancelRegistrationPayloadResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['CancelRegistrationPayload'] = ResolversParentTypes['CancelRegistrationPayload']> = {
  registration?: Resolver<Maybe<ResolversTypes['Registration']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['ResourcesUserError']>, ParentType, ContextType>;
};

export type CourseResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Course'] = ResolversParentTypes['Course'], FederationReferenceType extends FederationReferenceTypes['Course'] = FederationReferenceTypes['Course']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Course']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resources?: Resolver<Maybe<ResolversTypes['ResourceConnection']>, ParentType, ContextType, RequireFields<CourseResourcesArgs, 'first'>>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EventResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event'], FederationReferenceType extends FederationReferenceTypes['Event'] = FederationReferenceTypes['Event']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Event']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<ResolversTypes['EventAvailability'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPublic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  registrationClosesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  registrationOpensAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EventStatus'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  venue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventAvailabilityResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['EventAvailability'] = ResolversParentTypes['EventAvailability']> = {
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  confirmed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventAvailabilityChangedResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['EventAvailabilityChanged'] = ResolversParentTypes['EventAvailabilityChanged']> = {
  availability?: Resolver<ResolversTypes['EventAvailability'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelRegistration?: Resolver<ResolversTypes['CancelRegistrationPayload'], ParentType, ContextType, RequireFields<MutationCancelRegistrationArgs, 'input'>>;
  registerForEvent?: Resolver<ResolversTypes['RegisterForEventPayload'], ParentType, ContextType, RequireFields<MutationRegisterForEventArgs, 'input'>>;
};

export type NodeResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Event' | 'Registration' | 'Resource', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType, RequireFields<QueryEventArgs, 'id'>>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType, RequireFields<QueryResourceArgs, 'id'>>;
  resources?: Resolver<ResolversTypes['ResourceConnection'], ParentType, ContextType, RequireFields<QueryResourcesArgs, 'first'>>;
};

export type RegisterForEventPayloadResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['RegisterForEventPayload'] = ResolversParentTypes['RegisterForEventPayload']> = {
  registration?: Resolver<Maybe<ResolversTypes['Registration']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['ResourcesUserError']>, ParentType, ContextType>;
};

export type RegistrationResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration'], FederationReferenceType extends FederationReferenceTypes['Registration'] = FederationReferenceTypes['Registration']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Registration']> | FederationReferenceType, FederationReferenceType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RegistrationStatus'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegistrationConnectionResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['RegistrationConnection'] = ResolversParentTypes['RegistrationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RegistrationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Registration']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RegistrationEdgeResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['RegistrationEdge'] = ResolversParentTypes['RegistrationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Registration'], ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource'], FederationReferenceType extends FederationReferenceTypes['Resource'] = FederationReferenceTypes['Resource']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Resource']> | FederationReferenceType, FederationReferenceType, ContextType>;
  course?: Resolver<Maybe<ResolversTypes['Course']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPublic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ResourceKind'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PublicationStatus'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResourceConnectionResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['ResourceConnection'] = ResolversParentTypes['ResourceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ResourceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Resource']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ResourceEdgeResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['ResourceEdge'] = ResolversParentTypes['ResourceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Resource'], ParentType, ContextType>;
};

export type ResourcesUserErrorResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['ResourcesUserError'] = ResolversParentTypes['ResourcesUserError']> = {
  code?: Resolver<ResolversTypes['ResourcesErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School'], FederationReferenceType extends FederationReferenceTypes['School'] = FederationReferenceTypes['School']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['School']> | FederationReferenceType, FederationReferenceType, ContextType>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<SchoolEventsArgs, 'first' | 'upcoming'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StudentResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registrations?: Resolver<Maybe<ResolversTypes['RegistrationConnection']>, ParentType, ContextType, RequireFields<StudentRegistrationsArgs, 'first' | 'upcoming'>>;
};

export type SubscriptionResolvers<ContextType = ResourcesContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventAvailability?: SubscriptionResolver<ResolversTypes['EventAvailabilityChanged'], "eventAvailability", ParentType, ContextType, RequireFields<SubscriptionEventAvailabilityArgs, 'eventId'>>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type Resolvers<ContextType = ResourcesContext> = {
  CancelRegistrationPayload?: CancelRegistrationPayloadResolvers<ContextType>;
  Course?: CourseResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Event?: EventResolvers<ContextType>;
  EventAvailability?: EventAvailabilityResolvers<ContextType>;
  EventAvailabilityChanged?: EventAvailabilityChangedResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterForEventPayload?: RegisterForEventPayloadResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  RegistrationConnection?: RegistrationConnectionResolvers<ContextType>;
  RegistrationEdge?: RegistrationEdgeResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  ResourceConnection?: ResourceConnectionResolvers<ContextType>;
  ResourceEdge?: ResourceEdgeResolvers<ContextType>;
  ResourcesUserError?: ResourcesUserErrorResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = ResourcesContext> = {
  dependsOnClaims?: DependsOnClaimsDirectiveResolver<any, any, ContextType>;
  resumable?: ResumableDirectiveResolver<any, any, ContextType>;
  startsWithState?: StartsWithStateDirectiveResolver<any, any, ContextType>;
};
