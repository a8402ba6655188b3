import { z } from 'zod';
import { ConfigError, type Env } from './environment';

const names = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** Origins as browsers write them, and nothing that only looks like one. */
const origins = names.refine(
  (given) => given.every(isOrigin),
  'must be origins, such as https://school.example',
);

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** The variables that say whom the gateway believes what. */
export const trustVariables = {
  PROPAGATE_HEADERS: names,
  PROPAGATE_RESPONSE_HEADERS: names,
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(16).default(0),
  ALLOWED_ORIGINS: origins,
  ACCESS_TOKEN_COOKIE: z
    .string()
    .regex(/^[\w.-]+$/, 'must be the name of a cookie')
    .optional(),
  JWKS_URL: z.url().optional(),
  TOKEN_ISSUER: z.string().default('schoolgraph'),
  TOKEN_AUDIENCE: z.string().default('schoolgraph'),
  MAX_TOKEN_LIFETIME: z.coerce.number().int().min(1).default(3_600),
  REVOCATIONS_URL: z.url().optional(),
  REVOCATIONS_POLL_MS: z.coerce.number().int().min(50).default(500),
};

/** Where tokens are verified, for whom they must be issued, and how they are taken back. */
export interface TokenRules {
  jwksUrl: string;
  issuer: string;
  audience: string;
  /** A token that lives longer than this is refused. */
  maxLifetimeSeconds: number;
  /** The cookie that may carry the token of a request without an `Authorization`; absent, none may. */
  cookie?: string;
  /** Where revoked sessions are told; absent, a token is good until it expires. */
  revocations?: { url: string; pollMs: number };
}

/** Whom the gateway believes what, and what it tells whom. */
export interface TrustConfig {
  /** Headers of clients that are passed on to all subgraphs. */
  propagateHeaders: readonly string[];
  /** Those that are passed on to one subgraph as well, by its name in lower case. */
  propagateHeadersTo: Readonly<Record<string, readonly string[]>>;
  /** Headers of subgraphs' replies that are passed on to the client. */
  propagateResponseHeaders: readonly string[];
  /** How many proxies in front of the gateway tell the truth in `x-forwarded-for`. */
  trustedProxies: number;
  /** Origins whose pages may ask in a browser, beside the gateway's own. */
  allowedOrigins: readonly string[];
  /** Absent, tokens are not looked at. */
  tokens?: TokenRules;
}

/**
 * Makes of the variables what they mean.
 * @throws ConfigError where something is set that has no effect
 */
export function readTrust(values: z.output<z.ZodObject<typeof trustVariables>>, env: Env): TrustConfig {
  return {
    propagateHeaders: values.PROPAGATE_HEADERS,
    propagateHeadersTo: readHeadersTo(env),
    propagateResponseHeaders: values.PROPAGATE_RESPONSE_HEADERS,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS,
    tokens: readTokens(values),
  };
}

function readTokens(values: z.output<z.ZodObject<typeof trustVariables>>): TokenRules | undefined {
  const { JWKS_URL: jwksUrl, REVOCATIONS_URL: url, ACCESS_TOKEN_COOKIE: cookie } = values;
  if (!jwksUrl) {
    if (!url && !cookie) return undefined;
    throw new ConfigError(
      `${url ? 'REVOCATIONS_URL' : 'ACCESS_TOKEN_COOKIE'}: without JWKS_URL there are no tokens`,
    );
  }
  return {
    jwksUrl,
    issuer: values.TOKEN_ISSUER,
    audience: values.TOKEN_AUDIENCE,
    maxLifetimeSeconds: values.MAX_TOKEN_LIFETIME,
    cookie,
    revocations: url ? { url, pollMs: values.REVOCATIONS_POLL_MS } : undefined,
  };
}

const HEADERS_TO_PREFIX = 'PROPAGATE_HEADERS_';

/** Reads `PROPAGATE_HEADERS_NAME` variables, by the names in lower case. */
function readHeadersTo(env: Env): Record<string, string[]> {
  const given = Object.entries(env).filter(([name, value]) => name.startsWith(HEADERS_TO_PREFIX) && value);
  return Object.fromEntries(
    given.map(([name, value]) => [name.slice(HEADERS_TO_PREFIX.length).toLowerCase(), names.parse(value)]),
  );
}
