import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Ledger as LedgerSource, LedgerConnection as LedgerConnectionSource, Account as AccountSource, Transaction as TransactionSource, TransactionConnection as TransactionConnectionSource, TransactionPosted as TransactionPostedSource, Posting as PostingSource, Invoice as InvoiceSource, InvoiceConnection as InvoiceConnectionSource, StudentFees as StudentFeesSource, Student as StudentSource, School as SchoolSource } from './mappers';
import type { FinanceContext } from './context';
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
  /** A civil date, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339, answered in UTC with `Z`. */
  DateTime: { input: string; output: Date | string; }
  /** An exact decimal in plain notation, as a string. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** An account of one currency. Categories are accounts of type INCOME or EXPENSE. */
export type Account = Node & {
  __typename?: 'Account';
  /** Sum of all postings up to and including a day (all, where absent). Positive is a debit balance. */
  balance: Money;
  currency: Scalars['CurrencyCode']['output'];
  id: Scalars['ID']['output'];
  isClosed: Scalars['Boolean']['output'];
  ledger: Ledger;
  name: Scalars['String']['output'];
  type: AccountType;
};


/** An account of one currency. Categories are accounts of type INCOME or EXPENSE. */
export type AccountBalanceArgs = {
  at?: InputMaybe<Scalars['Date']['input']>;
};

/** The five types of double entry; debits raise ASSET and EXPENSE, credits the others. */
export type AccountType =
  | 'ASSET'
  | 'EQUITY'
  | 'EXPENSE'
  | 'INCOME'
  | 'LIABILITY';

/** Reasons to refuse a change. Values may be added. */
export type FinanceErrorCode =
  /** The account is closed or belongs to another ledger. */
  | 'ACCOUNT_NOT_USABLE'
  /** The posting's currency is not the account's. */
  | 'CURRENCY_MISMATCH'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  /** Zero, out of scale, or not an amount. */
  | 'INVALID_AMOUNT'
  /** Before the account was opened, or more than a year ahead. */
  | 'INVALID_DATE'
  /** The id is not a well-formed transaction id. */
  | 'INVALID_ID'
  /** Fewer than 2 or more than 100 postings. */
  | 'INVALID_POSTING_COUNT'
  /** A text is empty or too long. */
  | 'INVALID_TEXT'
  /** The invoice takes no payments in its present state. */
  | 'INVOICE_NOT_PAYABLE'
  | 'NOT_FOUND'
  /** More than what is outstanding. */
  | 'OVERPAYMENT'
  /** The id was used for a different transaction. */
  | 'TRANSACTION_ID_CONFLICT'
  /** The postings do not sum to zero in every currency. */
  | 'UNBALANCED';

/** Why a transaction or a payment was refused. */
export type FinanceUserError = {
  __typename?: 'FinanceUserError';
  code: FinanceErrorCode;
  /** Path into the arguments, or null where the whole act is refused. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
};

/** A charge of a school to the family of a student. */
export type Invoice = Node & {
  __typename?: 'Invoice';
  description: Scalars['String']['output'];
  dueDate: Scalars['Date']['output'];
  id: Scalars['ID']['output'];
  issueDate: Scalars['Date']['output'];
  /** Unique within the school. */
  number: Scalars['String']['output'];
  /** `total − paid`, never negative. */
  outstanding: Money;
  paid: Money;
  school: School;
  status: InvoiceStatus;
  student: Student;
  total: Money;
};

export type InvoiceConnection = {
  __typename?: 'InvoiceConnection';
  edges: Array<InvoiceEdge>;
  nodes: Array<Invoice>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type InvoiceEdge = {
  __typename?: 'InvoiceEdge';
  cursor: Scalars['String']['output'];
  node: Invoice;
};

/** Computed from the payments and the school's civil date. */
export type InvoiceStatus =
  | 'DRAFT'
  | 'ISSUED'
  | 'OVERDUE'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'REFUNDED'
  | 'VOID';

/** A set of accounts that belongs to a person or to a school, kept by double entry. */
export type Ledger = Node & {
  __typename?: 'Ledger';
  /** Sorted by name. */
  accounts: Array<Account>;
  baseCurrency: Scalars['CurrencyCode']['output'];
  id: Scalars['ID']['output'];
  kind: LedgerKind;
  name: Scalars['String']['output'];
  /** Set for a school's ledger. */
  school?: Maybe<School>;
  /** Newest first. */
  transactions: TransactionConnection;
};


/** A set of accounts that belongs to a person or to a school, kept by double entry. */
export type LedgerTransactionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type LedgerConnection = {
  __typename?: 'LedgerConnection';
  edges: Array<LedgerEdge>;
  nodes: Array<Ledger>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type LedgerEdge = {
  __typename?: 'LedgerEdge';
  cursor: Scalars['String']['output'];
  node: Ledger;
};

/** What a recount of a ledger found. All counts but the first two are zero in a sound ledger. */
export type LedgerIntegrity = {
  __typename?: 'LedgerIntegrity';
  /** Accounts whose stored balance differs from the sum of their postings. */
  balanceMismatches: Scalars['Int']['output'];
  checkedAt: Scalars['DateTime']['output'];
  /** Transactions with fewer than two postings. */
  incomplete: Scalars['Int']['output'];
  postings: Scalars['Int']['output'];
  transactions: Scalars['Int']['output'];
  /** Transactions whose postings do not sum to zero in some currency. */
  unbalanced: Scalars['Int']['output'];
};

/** Whose books a ledger is. */
export type LedgerKind =
  | 'PERSONAL'
  | 'SCHOOL';

/** An exact amount of one currency. */
export type Money = {
  __typename?: 'Money';
  amount: Scalars['Decimal']['output'];
  currencyCode: Scalars['CurrencyCode']['output'];
};

/** Amounts that are never added up: one for each currency. */
export type MoneyByCurrency = {
  __typename?: 'MoneyByCurrency';
  byCurrency: Array<Money>;
};

/** An exact amount of one currency. */
export type MoneyInput = {
  /** Plain decimal notation within the currency's scale, such as "12.50". */
  amount: Scalars['Decimal']['input'];
  currencyCode: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Posts a transaction: its postings sum to zero in every currency, or nothing is stored. The id comes from the client:
   * the same id with the same content answers the stored transaction, with other content it is refused. Requires the
   * right to write to the ledger.
   */
  postTransaction: PostTransactionPayload;
  /** Records money received for an invoice and posts it to the school's ledger. Requires the school's bursar. */
  recordPayment: RecordPaymentPayload;
};


export type MutationPostTransactionArgs = {
  input: PostTransactionInput;
};


export type MutationRecordPaymentArgs = {
  input: RecordPaymentInput;
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

/** A transaction with all its postings. */
export type PostTransactionInput = {
  date: Scalars['Date']['input'];
  /** At most 500 characters. */
  description: Scalars['String']['input'];
  /** A client-made id, `txn_` and a UUIDv7 in Crockford base32. */
  id: Scalars['ID']['input'];
  ledgerId: Scalars['ID']['input'];
  payee?: InputMaybe<Scalars['String']['input']>;
  /** 2 to 100. */
  postings: Array<PostingInput>;
};

/** The posted transaction, or why it was refused. */
export type PostTransactionPayload = {
  __typename?: 'PostTransactionPayload';
  /** True where this very transaction had been posted before. */
  replayed: Scalars['Boolean']['output'];
  transaction?: Maybe<Transaction>;
  userErrors: Array<FinanceUserError>;
};

/** What a transaction did to one account. */
export type Posting = {
  __typename?: 'Posting';
  account: Account;
  /** Positive is a debit, negative a credit. */
  amount: Money;
  id: Scalars['ID']['output'];
  memo?: Maybe<Scalars['String']['output']>;
};

/** What a transaction does to one account. */
export type PostingInput = {
  accountId: Scalars['ID']['input'];
  /** Positive debits the account, negative credits it; never zero. */
  amount: MoneyInput;
  memo?: InputMaybe<Scalars['String']['input']>;
};

export type Query = {
  __typename?: 'Query';
  /** An account of a ledger the caller is a member of. */
  account?: Maybe<Account>;
  /** An invoice of a ward whose fees the caller may see, or of a school whose books they keep. */
  invoice?: Maybe<Invoice>;
  /** A ledger the caller is a member of. */
  ledger?: Maybe<Ledger>;
  /** Recomputes what must always hold in a ledger, from the postings alone. */
  ledgerIntegrity?: Maybe<LedgerIntegrity>;
  /** The ledgers the caller is a member of: their own, and the school's for bursars and principals. */
  ledgers: LedgerConnection;
  /** A transaction of a ledger the caller is a member of. */
  transaction?: Maybe<Transaction>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryInvoiceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryLedgerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryLedgerIntegrityArgs = {
  ledgerId: Scalars['ID']['input'];
};


export type QueryLedgersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryTransactionArgs = {
  id: Scalars['ID']['input'];
};

/** How much money came in, when, and for which invoice. */
export type RecordPaymentInput = {
  amount: MoneyInput;
  /** A client-made key; sending the same request again with it changes nothing and answers the same. */
  idempotencyKey: Scalars['ID']['input'];
  invoiceId: Scalars['ID']['input'];
  receivedOn: Scalars['Date']['input'];
};

/** The invoice and the transaction after the payment, or why it was refused. */
export type RecordPaymentPayload = {
  __typename?: 'RecordPaymentPayload';
  invoice?: Maybe<Invoice>;
  /** True where this very request had been carried out before. */
  replayed: Scalars['Boolean']['output'];
  transaction?: Maybe<Transaction>;
  userErrors: Array<FinanceUserError>;
};

export type School = {
  __typename?: 'School';
  id: Scalars['ID']['output'];
};

export type Student = {
  __typename?: 'Student';
  fees?: Maybe<StudentFees>;
  id: Scalars['ID']['output'];
};

/** What is owed for a student. Visible to guardians with the switch on, and to the school's bursar and principal. */
export type StudentFees = {
  __typename?: 'StudentFees';
  /** Newest first. */
  invoices: InvoiceConnection;
  /** The unpaid invoice that falls due first. */
  nextDue?: Maybe<Invoice>;
  /** One row for each currency; currencies are never added up. */
  outstanding: MoneyByCurrency;
};


/** What is owed for a student. Visible to guardians with the switch on, and to the school's bursar and principal. */
export type StudentFeesInvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Each transaction of a ledger as it is posted: from now on, or all after the one whose cursor is given. For members of
   * the ledger, as long as they are.
   */
  transactionPosted: TransactionPosted;
};


export type SubscriptionTransactionPostedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  ledgerId: Scalars['ID']['input'];
};

/** A balanced set of postings. Immutable: a mistake is corrected by a reversal. */
export type Transaction = Node & {
  __typename?: 'Transaction';
  date: Scalars['Date']['output'];
  description: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: TransactionKind;
  ledger: Ledger;
  payee?: Maybe<Scalars['String']['output']>;
  postedAt: Scalars['DateTime']['output'];
  postings: Array<Posting>;
  status: TransactionStatus;
};

export type TransactionConnection = {
  __typename?: 'TransactionConnection';
  edges: Array<TransactionEdge>;
  nodes: Array<Transaction>;
  pageInfo: PageInfo;
  totalCount?: Maybe<Scalars['Int']['output']>;
};

export type TransactionEdge = {
  __typename?: 'TransactionEdge';
  cursor: Scalars['String']['output'];
  node: Transaction;
};

/** What happened, in everyday terms. */
export type TransactionKind =
  | 'EXPENSE'
  | 'FEE_CHARGE'
  | 'FEE_PAYMENT'
  | 'FX'
  | 'INCOME'
  | 'OPENING_BALANCE'
  | 'RECONCILIATION'
  | 'REFUND'
  | 'REVERSAL'
  | 'TRANSFER';

/** A transaction was posted. */
export type TransactionPosted = {
  __typename?: 'TransactionPosted';
  /** The accounts that it changed, as they are when it is told; sorted by id. */
  accounts: Array<Account>;
  /** Where this one stands among the ledger's; `after` takes it up again. */
  cursor: Scalars['String']['output'];
  transaction: Transaction;
};

/** Whether a transaction counts. */
export type TransactionStatus =
  | 'PENDING'
  | 'POSTED'
  | 'REVERSED'
  | 'VOIDED';



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
  Account: Account;
  Invoice: Invoice;
  Ledger: Ledger;
  Student: Student;
  Transaction: Transaction;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}> );
  Ledger:
    ( { __typename: 'Ledger' }
    & GraphQLRecursivePick<FederationTypes['Ledger'], {"id":true}> );
  Student:
    ( { __typename: 'Student' }
    & GraphQLRecursivePick<FederationTypes['Student'], {"id":true}> );
  Transaction:
    ( { __typename: 'Transaction' }
    & GraphQLRecursivePick<FederationTypes['Transaction'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AccountSource )
    | ( InvoiceSource )
    | ( LedgerSource )
    | ( TransactionSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountSource>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AccountType: AccountType;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  FinanceErrorCode: FinanceErrorCode;
  FinanceUserError: ResolverTypeWrapper<FinanceUserError>;
  Invoice: ResolverTypeWrapper<InvoiceSource>;
  InvoiceConnection: ResolverTypeWrapper<InvoiceConnectionSource>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InvoiceEdge: ResolverTypeWrapper<Omit<InvoiceEdge, 'node'> & { node: ResolversTypes['Invoice'] }>;
  InvoiceStatus: InvoiceStatus;
  Ledger: ResolverTypeWrapper<LedgerSource>;
  LedgerConnection: ResolverTypeWrapper<LedgerConnectionSource>;
  LedgerEdge: ResolverTypeWrapper<Omit<LedgerEdge, 'node'> & { node: ResolversTypes['Ledger'] }>;
  LedgerIntegrity: ResolverTypeWrapper<LedgerIntegrity>;
  LedgerKind: LedgerKind;
  Money: ResolverTypeWrapper<Money>;
  MoneyByCurrency: ResolverTypeWrapper<MoneyByCurrency>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PostTransactionInput: PostTransactionInput;
  PostTransactionPayload: ResolverTypeWrapper<Omit<PostTransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversTypes['Transaction']> }>;
  Posting: ResolverTypeWrapper<PostingSource>;
  PostingInput: PostingInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordPaymentInput: RecordPaymentInput;
  RecordPaymentPayload: ResolverTypeWrapper<Omit<RecordPaymentPayload, 'invoice' | 'transaction'> & { invoice?: Maybe<ResolversTypes['Invoice']>, transaction?: Maybe<ResolversTypes['Transaction']> }>;
  School: ResolverTypeWrapper<SchoolSource>;
  Student: ResolverTypeWrapper<StudentSource>;
  StudentFees: ResolverTypeWrapper<StudentFeesSource>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Transaction: ResolverTypeWrapper<TransactionSource>;
  TransactionConnection: ResolverTypeWrapper<TransactionConnectionSource>;
  TransactionEdge: ResolverTypeWrapper<Omit<TransactionEdge, 'node'> & { node: ResolversTypes['Transaction'] }>;
  TransactionKind: TransactionKind;
  TransactionPosted: ResolverTypeWrapper<TransactionPostedSource>;
  TransactionStatus: TransactionStatus;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountSource;
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  FinanceUserError: FinanceUserError;
  Invoice: InvoiceSource;
  InvoiceConnection: InvoiceConnectionSource;
  Int: Scalars['Int']['output'];
  InvoiceEdge: Omit<InvoiceEdge, 'node'> & { node: ResolversParentTypes['Invoice'] };
  Ledger: LedgerSource;
  LedgerConnection: LedgerConnectionSource;
  LedgerEdge: Omit<LedgerEdge, 'node'> & { node: ResolversParentTypes['Ledger'] };
  LedgerIntegrity: LedgerIntegrity;
  Money: Money;
  MoneyByCurrency: MoneyByCurrency;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  PostTransactionInput: PostTransactionInput;
  PostTransactionPayload: Omit<PostTransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversParentTypes['Transaction']> };
  Posting: PostingSource;
  PostingInput: PostingInput;
  Query: Record<PropertyKey, never>;
  RecordPaymentInput: RecordPaymentInput;
  RecordPaymentPayload: Omit<RecordPaymentPayload, 'invoice' | 'transaction'> & { invoice?: Maybe<ResolversParentTypes['Invoice']>, transaction?: Maybe<ResolversParentTypes['Transaction']> };
  School: SchoolSource;
  Student: StudentSource;
  StudentFees: StudentFeesSource;
  Subscription: Record<PropertyKey, never>;
  Transaction: TransactionSource;
  TransactionConnection: TransactionConnectionSource;
  TransactionEdge: Omit<TransactionEdge, 'node'> & { node: ResolversParentTypes['Transaction'] };
  TransactionPosted: TransactionPostedSource;
  String: Scalars['String']['output'];
};

export type DependsOnClaimsDirectiveArgs = {
  claims: Array<Scalars['String']['input']>;
};

export type DependsOnClaimsDirectiveResolver<Result, Parent, ContextType = FinanceContext, Args = DependsOnClaimsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResumableDirectiveArgs = {
  after?: Scalars['String']['input'];
  cursor?: Scalars['String']['input'];
};

export type ResumableDirectiveResolver<Result, Parent, ContextType = FinanceContext, Args = ResumableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  balance?: Resolver<ResolversTypes['Money'], ParentType, ContextType, Partial<AccountBalanceArgs>>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AccountType'], ParentType, ContextType>;
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

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type FinanceUserErrorResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['FinanceUserError'] = ResolversParentTypes['FinanceUserError']> = {
  code?: Resolver<ResolversTypes['FinanceErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issueDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outstanding?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  paid?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['School'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InvoiceStatus'], ParentType, ContextType>;
  student?: Resolver<ResolversTypes['Student'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoiceConnectionResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['InvoiceConnection'] = ResolversParentTypes['InvoiceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['InvoiceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Invoice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvoiceEdgeResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['InvoiceEdge'] = ResolversParentTypes['InvoiceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invoice'], ParentType, ContextType>;
};

export type LedgerResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Ledger'] = ResolversParentTypes['Ledger'], FederationReferenceType extends FederationReferenceTypes['Ledger'] = FederationReferenceTypes['Ledger']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Ledger']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  baseCurrency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LedgerKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  transactions?: Resolver<ResolversTypes['TransactionConnection'], ParentType, ContextType, RequireFields<LedgerTransactionsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerConnectionResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['LedgerConnection'] = ResolversParentTypes['LedgerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['LedgerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Ledger']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LedgerEdgeResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['LedgerEdge'] = ResolversParentTypes['LedgerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
};

export type LedgerIntegrityResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['LedgerIntegrity'] = ResolversParentTypes['LedgerIntegrity']> = {
  balanceMismatches?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  incomplete?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  postings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transactions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unbalanced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MoneyByCurrencyResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['MoneyByCurrency'] = ResolversParentTypes['MoneyByCurrency']> = {
  byCurrency?: Resolver<Array<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  postTransaction?: Resolver<ResolversTypes['PostTransactionPayload'], ParentType, ContextType, RequireFields<MutationPostTransactionArgs, 'input'>>;
  recordPayment?: Resolver<ResolversTypes['RecordPaymentPayload'], ParentType, ContextType, RequireFields<MutationRecordPaymentArgs, 'input'>>;
};

export type NodeResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Account' | 'Invoice' | 'Ledger' | 'Transaction', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostTransactionPayloadResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['PostTransactionPayload'] = ResolversParentTypes['PostTransactionPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['FinanceUserError']>, ParentType, ContextType>;
};

export type PostingResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Posting'] = ResolversParentTypes['Posting']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'id'>>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType, RequireFields<QueryInvoiceArgs, 'id'>>;
  ledger?: Resolver<Maybe<ResolversTypes['Ledger']>, ParentType, ContextType, RequireFields<QueryLedgerArgs, 'id'>>;
  ledgerIntegrity?: Resolver<Maybe<ResolversTypes['LedgerIntegrity']>, ParentType, ContextType, RequireFields<QueryLedgerIntegrityArgs, 'ledgerId'>>;
  ledgers?: Resolver<ResolversTypes['LedgerConnection'], ParentType, ContextType, RequireFields<QueryLedgersArgs, 'first'>>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType, RequireFields<QueryTransactionArgs, 'id'>>;
};

export type RecordPaymentPayloadResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['RecordPaymentPayload'] = ResolversParentTypes['RecordPaymentPayload']> = {
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['Transaction']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['FinanceUserError']>, ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StudentResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Student'] = ResolversParentTypes['Student'], FederationReferenceType extends FederationReferenceTypes['Student'] = FederationReferenceTypes['Student']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Student']> | FederationReferenceType, FederationReferenceType, ContextType>;
  fees?: Resolver<Maybe<ResolversTypes['StudentFees']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StudentFeesResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['StudentFees'] = ResolversParentTypes['StudentFees']> = {
  invoices?: Resolver<ResolversTypes['InvoiceConnection'], ParentType, ContextType, RequireFields<StudentFeesInvoicesArgs, 'first'>>;
  nextDue?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  outstanding?: Resolver<ResolversTypes['MoneyByCurrency'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  transactionPosted?: SubscriptionResolver<ResolversTypes['TransactionPosted'], "transactionPosted", ParentType, ContextType, RequireFields<SubscriptionTransactionPostedArgs, 'ledgerId'>>;
};

export type TransactionResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction'], FederationReferenceType extends FederationReferenceTypes['Transaction'] = FederationReferenceTypes['Transaction']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transaction']> | FederationReferenceType, FederationReferenceType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TransactionKind'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
  payee?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  postings?: Resolver<Array<ResolversTypes['Posting']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TransactionStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransactionConnectionResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['TransactionConnection'] = ResolversParentTypes['TransactionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TransactionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Transaction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TransactionEdgeResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['TransactionEdge'] = ResolversParentTypes['TransactionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type TransactionPostedResolvers<ContextType = FinanceContext, ParentType extends ResolversParentTypes['TransactionPosted'] = ResolversParentTypes['TransactionPosted']> = {
  accounts?: Resolver<Array<ResolversTypes['Account']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
};

export type Resolvers<ContextType = FinanceContext> = {
  Account?: AccountResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  FinanceUserError?: FinanceUserErrorResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  LedgerConnection?: LedgerConnectionResolvers<ContextType>;
  LedgerEdge?: LedgerEdgeResolvers<ContextType>;
  LedgerIntegrity?: LedgerIntegrityResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyByCurrency?: MoneyByCurrencyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PostTransactionPayload?: PostTransactionPayloadResolvers<ContextType>;
  Posting?: PostingResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordPaymentPayload?: RecordPaymentPayloadResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  Student?: StudentResolvers<ContextType>;
  StudentFees?: StudentFeesResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  TransactionConnection?: TransactionConnectionResolvers<ContextType>;
  TransactionEdge?: TransactionEdgeResolvers<ContextType>;
  TransactionPosted?: TransactionPostedResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = FinanceContext> = {
  dependsOnClaims?: DependsOnClaimsDirectiveResolver<any, any, ContextType>;
  resumable?: ResumableDirectiveResolver<any, any, ContextType>;
};
