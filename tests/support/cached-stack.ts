import { startGateway, type RunningGateway } from '../../gateway/start-gateway';
import type { ViewerClaims } from '../../kernel/auth/viewer';
import type { CacheStore } from '../../kernel/cache/cache';
import { readGatewayConfig } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import { createLogger } from '../../kernel/telemetry/logger';
import { createTokenIssuer } from '../../subgraphs/users/session/token-issuer';
import { JWKS_PATH } from '../../subgraphs/users/subgraph';
import type { Stack } from './stack';

const ISSUER = 'schoolgraph';

/** One more gateway over the subgraphs of a stack; with a store it keeps answers. The caller stops it. */
export function startGatewayOver(
  stack: Stack,
  { cacheStore, env }: { cacheStore?: CacheStore; env?: Env } = {},
): Promise<RunningGateway> {
  const urls = Object.values(stack.subgraphs).map(({ name, url }) => [
    `SUBGRAPH_URL_${name.toUpperCase()}`,
    url,
  ]);
  const config = readGatewayConfig({
    LOG_LEVEL: 'silent',
    PORT: '0',
    GATEWAY_SECRET: stack.secrets.gatewaySecret,
    JWKS_URL: new URL(JWKS_PATH, stack.subgraphs.users.url).href,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: ISSUER,
    ENTITY_CACHE: String(cacheStore !== undefined),
    ...(Object.fromEntries(urls) as Env),
    ...env,
  });
  return startGateway({ config, logger: createLogger('gateway', 'silent'), cacheStore });
}

/** Makes tokens with any claims, as the users service would sign them. */
export function tokensOf({ secrets }: Stack): (claims: ViewerClaims) => Promise<string> {
  const issuer = createTokenIssuer({ signingKey: secrets.signingKey, issuer: ISSUER, audience: ISSUER });
  return async (claims) => (await issuer.issue(claims, new Date())).token;
}

/** How many calls a gateway has made to its subgraphs. */
export function callsOf({ gateway }: RunningGateway): number {
  return gateway.subgraphHealth.reduce((sum, { calls }) => sum + calls, 0);
}
