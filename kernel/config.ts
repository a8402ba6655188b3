import { z } from 'zod';
import { parseEnv, withFiles, type Env } from './environment';
import {
  assertIntrospectable,
  readAddresses,
  readSubgraphUrls,
  type SubgraphAddress,
} from './subgraph-addresses';

export const SERVICE_NAMES = ['users', 'courses', 'attendance', 'resources', 'finance'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z.string().min(32, 'must be at least 32 characters');
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info');

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
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  GATEWAY_SECRET: secret,
});

const tokenSchema = z.object({
  TOKEN_SIGNING_KEY: z.string().startsWith('{', 'must be a private Ed25519 key as a JWK'),
  TOKEN_ISSUER: z.string().default('schoolgraph'),
  TOKEN_AUDIENCE: z.string().default('schoolgraph'),
});

const gatewaySchema = z.object({
  ...common,
  PORT: port.default(4000),
  SUPERGRAPH_PATH: z.string().default('schema/supergraph.graphql'),
  SUPERGRAPH_INTROSPECT: z.string().transform(readAddresses).optional(),
  GATEWAY_SECRET: secret.optional(),
  JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().default('schoolgraph'),
  TOKEN_AUDIENCE: z.string().default('schoolgraph'),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(1).default(15_000),
  PLANNING_TIMEOUT_MS: z.coerce.number().int().min(1).default(10_000),
  PREPARED_OPERATIONS_MB: z.coerce.number().int().min(1).max(2_048).default(64),
  PROPAGATE_HEADERS: z.string().default(''),
  SHARE_READS: z.stringbool().default(true),
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
  gatewaySecret: string;
}

/** What the users service needs to issue access tokens. */
export interface TokenConfig {
  /** Private Ed25519 key as a JWK. */
  signingKey: string;
  issuer: string;
  audience: string;
}

/** What the gateway is told from outside. Everything but the port and the supergraph is optional. */
export interface GatewayConfig {
  environment: 'development' | 'test' | 'production';
  logLevel: string;
  host: string;
  port: number;
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
  /** Headers of clients that are passed on to subgraphs. */
  propagateHeaders: readonly string[];
  /** Whether identical reads in the same name share one call while it is under way. */
  shareReads: boolean;
  /** Whether clients see the words of subgraphs' errors that have no code. */
  exposeSubgraphErrors: boolean;
  /** Signs the identity sent to subgraphs; absent, calls are unsigned. */
  gatewaySecret?: string;
  /** Where tokens are verified; absent, tokens are not looked at. */
  tokens?: { jwksUrl: string; issuer: string; audience: string };
  authorization: {
    /** Root fields about which the supergraph says nothing: for everybody, or for those who have signed in. */
    byDefault: 'allow' | 'deny';
    /** Whether an operation is refused as a whole where one of its fields is. */
    refusesOperations: boolean;
  };
  introspection: boolean;
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
    gatewaySecret: values.GATEWAY_SECRET,
  };
}

/**
 * Reads the settings for issuing tokens (users service only).
 * @throws ConfigError naming every missing or malformed variable
 */
export function readTokenConfig(env: Env = process.env): TokenConfig {
  const values = parseEnv(tokenSchema, env);
  return {
    signingKey: values.TOKEN_SIGNING_KEY,
    issuer: values.TOKEN_ISSUER,
    audience: values.TOKEN_AUDIENCE,
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
    supergraphPath: values.SUPERGRAPH_PATH,
    introspect: values.SUPERGRAPH_INTROSPECT,
    subgraphUrls: readSubgraphUrls(env),
    subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    planningLimitMs: values.PLANNING_TIMEOUT_MS,
    preparedOperationsBytes: values.PREPARED_OPERATIONS_MB * 2 ** 20,
    propagateHeaders: values.PROPAGATE_HEADERS.split(/[\s,]+/).filter(Boolean),
    shareReads: values.SHARE_READS,
    exposeSubgraphErrors: values.EXPOSE_SUBGRAPH_ERRORS,
    gatewaySecret: values.GATEWAY_SECRET,
    tokens: values.JWKS_URL
      ? { jwksUrl: values.JWKS_URL, issuer: values.TOKEN_ISSUER, audience: values.TOKEN_AUDIENCE }
      : undefined,
    authorization: {
      byDefault: values.AUTHORIZATION_DEFAULT,
      refusesOperations: values.AUTHORIZATION_REFUSE_OPERATION,
    },
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
  tokens: Object.keys(tokenSchema.shape),
  gateway: Object.keys(gatewaySchema.shape),
};
