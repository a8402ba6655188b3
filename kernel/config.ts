import { z } from 'zod';
import { readGatewaySecrets } from './auth/gateway-secrets';
import { parseEnv, withFiles, type Env } from './environment';
import { liveVariables, readLive, type LiveConfig } from './live-config';
import {
  assertIntrospectable,
  readAddresses,
  readSubgraphUrls,
  type SubgraphAddress,
} from './subgraph-addresses';
import { readTrust, trustVariables, type TrustConfig } from './trust-config';

export const SERVICE_NAMES = ['users', 'courses', 'attendance', 'resources', 'finance'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z.string().superRefine((text, context) => {
  try {
    readGatewaySecrets(text);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info');

const redisUrl = z.url({ protocol: /^rediss?$/ });

const common = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: logLevel,
  HOST: z.string().default('127.0.0.1'),
};

const subgraphSchema = z.object({
  ...common,
  PORT: port,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  REDIS_URL: redisUrl.optional(),
  CACHE_REDIS_URL: redisUrl.optional(),
  GATEWAY_SECRET: secret,
  SERVE_SCHEMA: z.stringbool().optional(),
});

const accessSchema = z.object({
  NODE_ENV: common.NODE_ENV,
  TOKEN_SIGNING_KEY: z
    .string()
    .regex(/^[[{]/, 'must be a private Ed25519 key as a JWK, or a JSON array of them'),
  TOKEN_ISSUER: z.string().default('schoolgraph'),
  TOKEN_AUDIENCE: z.string().default('schoolgraph'),
  SESSION_SECRET: secret,
  COOKIE_SECURE: z.stringbool().optional(),
  APP_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Schoolgraph <no-reply@localhost>'),
});

const gatewaySchema = z.object({
  ...common,
  PORT: port.default(4000),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().optional(),
  SUPERGRAPH_PATH: z.string().default('schema/supergraph.graphql'),
  SUPERGRAPH_INTROSPECT: z.string().transform(readAddresses).optional(),
  GATEWAY_SECRET: secret.optional(),
  ...trustVariables,
  ...liveVariables,
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(1).default(15_000),
  PLANNING_TIMEOUT_MS: z.coerce.number().int().min(1).default(10_000),
  PREPARED_OPERATIONS_MB: z.coerce.number().int().min(1).max(2_048).default(64),
  SHARE_READS: z.stringbool().default(true),
  ENTITY_CACHE: z.stringbool().default(false),
  CACHE_BUDGET_MS: z.coerce.number().int().min(1).default(50),
  REDIS_URL: redisUrl.optional(),
  CACHE_REDIS_URL: redisUrl.optional(),
  EXPOSE_SUBGRAPH_ERRORS: z.stringbool().default(false),
  AUTHORIZATION_DEFAULT: z.enum(['allow', 'deny']).default('allow'),
  AUTHORIZATION_REFUSE_OPERATION: z.stringbool().default(false),
  INTROSPECTION: z.stringbool().optional(),
});

/** What one subgraph process is told from outside. */
export interface SubgraphConfig {
  environment: 'development' | 'test' | 'production';
  logLevel: string;
  host: string;
  port: number;
  databaseUrl: string;
  databasePoolSize: number;
  /** Absent: events travel in memory, for one process that hosts everything. */
  redisUrl?: string;
  /** Where the caches of several processes meet; absent, in memory. */
  cacheRedisUrl?: string;
  /** What the gateway signs with; see {@link readGatewaySecrets}. */
  gatewaySecret: string;
  /** Whether a signed call may ask for the schema. */
  servesSchema: boolean;
}

/** What the users service needs to issue access tokens. */
export interface TokenConfig {
  /** Private Ed25519 key as a JWK, or a JSON array of them, of which the first signs. */
  signingKey: string;
  issuer: string;
  audience: string;
}

/** What the users service needs beside to hold sessions and to send links. */
export interface AccessConfig extends TokenConfig {
  /** Links and the marks of refresh tokens are derived from it. */
  sessionSecret: string;
  /** Whether cookies travel over HTTPS alone. */
  cookieSecure: boolean;
  /** The frontend that links lead to. */
  appUrl: string;
  mailFrom: string;
  /** Absent: no mail can be sent. */
  smtpUrl?: string;
  /** Whether mail that cannot be sent may be written to the log in its stead, links and all. */
  logsMail: boolean;
}

/** What the gateway is told from outside. Everything but the port and the supergraph is optional. */
export interface GatewayConfig extends TrustConfig {
  environment: 'development' | 'test' | 'production';
  logLevel: string;
  host: string;
  port: number;
  /** Where figures are shown, which is not for the public; absent, nowhere. */
  metrics?: { host: string; port: number };
  supergraphPath: string;
  /** Subgraphs whose schemas are asked for and composed in place of reading a supergraph; for development alone. */
  introspect?: readonly SubgraphAddress[];
  /** Addresses that replace the supergraph's own, by subgraph name in lower case. */
  subgraphUrls: Readonly<Record<string, string>>;
  subgraphTimeoutMs: number;
  /** The time that one query or mutation has for all its calls to subgraphs. */
  requestTimeoutMs: number;
  /** What planning one operation may take. */
  planningLimitMs: number;
  /** What prepared operations may take of the heap, as estimated from their texts. */
  preparedOperationsBytes: number;
  /** Whether identical reads in the same name share one call while it is under way. */
  shareReads: boolean;
  /** Whether answers of subgraphs are kept for as long as they allow. */
  keepsAnswers: boolean;
  /** Where the caches of several processes meet; absent, in memory. */
  cacheRedisUrl?: string;
  /** How long a read may wait for where they meet, before subgraphs are asked without it. */
  cacheBudgetMs: number;
  /** Whether clients see the words of subgraphs' errors that have no code. */
  exposeSubgraphErrors: boolean;
  /** Signs the identity sent to subgraphs; absent, calls are unsigned. */
  gatewaySecret?: string;
  authorization: {
    /** Root fields about which the supergraph says nothing: for everybody, or for those who have signed in. */
    byDefault: 'allow' | 'deny';
    /** Whether an operation is refused as a whole where one of its fields is. */
    refusesOperations: boolean;
  };
  introspection: boolean;
  live: LiveConfig;
}

/**
 * Reads one subgraph's configuration.
 * @throws ConfigError naming every missing or malformed variable
 */
export function readSubgraphConfig(name: ServiceName, env: Env = process.env): SubgraphConfig {
  const databaseVariable = `DATABASE_URL_${name.toUpperCase()}`;
  const values = parseEnv(
    subgraphSchema,
    {
      PORT: String(defaultPort(name)),
      ...env,
      DATABASE_URL: withFiles(env, [databaseVariable])[databaseVariable],
    },
    (variable) => (variable === 'DATABASE_URL' ? databaseVariable : variable),
  );
  return {
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    redisUrl: values.REDIS_URL,
    cacheRedisUrl: values.CACHE_REDIS_URL ?? values.REDIS_URL,
    gatewaySecret: values.GATEWAY_SECRET,
    servesSchema: values.SERVE_SCHEMA ?? values.NODE_ENV !== 'production',
  };
}

/**
 * Reads the settings for tokens, sessions and links (users service only).
 * @throws ConfigError naming every missing or malformed variable
 */
export function readAccessConfig(env: Env = process.env): AccessConfig {
  const values = parseEnv(accessSchema, env);
  return {
    signingKey: values.TOKEN_SIGNING_KEY,
    issuer: values.TOKEN_ISSUER,
    audience: values.TOKEN_AUDIENCE,
    sessionSecret: values.SESSION_SECRET,
    cookieSecure: values.COOKIE_SECURE ?? values.NODE_ENV === 'production',
    appUrl: values.APP_URL,
    mailFrom: values.MAIL_FROM,
    smtpUrl: values.SMTP_URL,
    logsMail: values.NODE_ENV !== 'production',
  };
}

/**
 * Reads the gateway's configuration.
 * @throws ConfigError naming every missing or malformed variable
 */
export function readGatewayConfig(env: Env = process.env): GatewayConfig {
  const values = parseEnv(gatewaySchema, env);
  if (values.SUPERGRAPH_INTROSPECT) assertIntrospectable(values.NODE_ENV);
  return {
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    host: values.HOST,
    port: values.PORT,
    ...(values.METRICS_PORT !== undefined && {
      metrics: { host: values.METRICS_HOST ?? values.HOST, port: values.METRICS_PORT },
    }),
    supergraphPath: values.SUPERGRAPH_PATH,
    introspect: values.SUPERGRAPH_INTROSPECT,
    subgraphUrls: readSubgraphUrls(env),
    subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    planningLimitMs: values.PLANNING_TIMEOUT_MS,
    preparedOperationsBytes: values.PREPARED_OPERATIONS_MB * 2 ** 20,
    shareReads: values.SHARE_READS,
    keepsAnswers: values.ENTITY_CACHE,
    cacheBudgetMs: values.CACHE_BUDGET_MS,
    cacheRedisUrl: values.CACHE_REDIS_URL ?? values.REDIS_URL,
    exposeSubgraphErrors: values.EXPOSE_SUBGRAPH_ERRORS,
    gatewaySecret: values.GATEWAY_SECRET,
    ...readTrust(values, env),
    authorization: {
      byDefault: values.AUTHORIZATION_DEFAULT,
      refusesOperations: values.AUTHORIZATION_REFUSE_OPERATION,
    },
    live: readLive(values),
    introspection: values.INTROSPECTION ?? values.NODE_ENV !== 'production',
  };
}

/** The loopback port of a subgraph when none is configured: 4001 for users to 4005 for finance. */
export function defaultPort(name: ServiceName): number {
  return 4001 + SERVICE_NAMES.indexOf(name);
}

/** Names of all variables that a service reads, for the checks that hold compose files against them. */
export const VARIABLES = {
  subgraph: Object.keys(subgraphSchema.shape),
  access: Object.keys(accessSchema.shape),
  gateway: Object.keys(gatewaySchema.shape),
};
