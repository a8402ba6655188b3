import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from './start-error';

/** Environment variables, or anything of that shape. */
export type Env = Readonly<Record<string, string | undefined>>;

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
  GATEWAY_SECRET: secret.optional(),
  JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().default('schoolgraph'),
  TOKEN_AUDIENCE: z.string().default('schoolgraph'),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).default(5_000),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(1).default(15_000),
  PROPAGATE_HEADERS: z.string().default(''),
  SHARE_READS: z.stringbool().default(true),
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
  /** Addresses that replace the supergraph's own, by subgraph name in lower case. */
  subgraphUrls: Readonly<Record<string, string>>;
  subgraphTimeoutMs: number;
  /** The time that one query or mutation has for all its calls to subgraphs. */
  requestTimeoutMs: number;
  /** Headers of clients that are passed on to subgraphs. */
  propagateHeaders: readonly string[];
  /** Whether identical reads in the same name share one call while it is under way. */
  shareReads: boolean;
  /** Signs the identity sent to subgraphs; absent, calls are unsigned. */
  gatewaySecret?: string;
  /** Where tokens are verified; absent, tokens are not looked at. */
  tokens?: { jwksUrl: string; issuer: string; audience: string };
  introspection: boolean;
}

/** The environment does not describe a runnable service. The message lists every problem at once. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}

/**
 * `NAME_FILE=/path` stands for `NAME` with the content of that file, for secrets mounted by an orchestrator. Only for
 * the variables asked for: the environment has `…_FILE` variables of other programs, too.
 */
function withFiles(env: Env, names: readonly string[]): Env {
  const resolved: Record<string, string | undefined> = { ...env };
  for (const name of names) {
    const path = env[`${name}_FILE`];
    if (path) resolved[name] = readSecret(`${name}_FILE`, path);
  }
  return resolved;
}

function readSecret(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`${variable}: ${(cause as Error).message}`, { cause });
  }
}

function parse<S extends z.ZodObject>(
  schema: S,
  env: Env,
  nameOf = (variable: string) => variable,
): z.output<S> {
  // An empty variable means "not set": that is what compose files and CI leave behind.
  const given = Object.fromEntries(
    Object.entries(withFiles(env, Object.keys(schema.shape))).filter(([, value]) => value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${nameOf(issue.path.join('.'))}: ${issue.message}`);
  throw new ConfigError(`The configuration has ${problems.length} problem(s):\n${problems.join('\n')}`);
}

/**
 * Reads one subgraph's configuration.
 * @throws ConfigError naming every missing or malformed variable
 */
export function readSubgraphConfig(name: ServiceName, env: Env = process.env): SubgraphConfig {
  const databaseVariable = `DATABASE_URL_${name.toUpperCase()}`;
  const values = parse(
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
  const values = parse(tokenSchema, env);
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
  const values = parse(gatewaySchema, env);
  return {
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    host: values.HOST,
    port: values.PORT,
    supergraphPath: values.SUPERGRAPH_PATH,
    subgraphUrls: readSubgraphUrls(env),
    subgraphTimeoutMs: values.SUBGRAPH_TIMEOUT_MS,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    propagateHeaders: values.PROPAGATE_HEADERS.split(/[\s,]+/).filter(Boolean),
    shareReads: values.SHARE_READS,
    gatewaySecret: values.GATEWAY_SECRET,
    tokens: values.JWKS_URL
      ? { jwksUrl: values.JWKS_URL, issuer: values.TOKEN_ISSUER, audience: values.TOKEN_AUDIENCE }
      : undefined,
    introspection: values.INTROSPECTION ?? values.NODE_ENV !== 'production',
  };
}

const SUBGRAPH_URL_PREFIX = 'SUBGRAPH_URL_';

function readSubgraphUrls(env: Env): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const [name, url] of Object.entries(env)) {
    if (name.startsWith(SUBGRAPH_URL_PREFIX) && url)
      urls[name.slice(SUBGRAPH_URL_PREFIX.length).toLowerCase()] = url;
  }
  return urls;
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
