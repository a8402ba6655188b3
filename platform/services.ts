import type { CacheStore } from '../kernel/cache/cache';
import { createCache } from '../kernel/cache/layered-cache';
import type { Clock } from '../kernel/clock';
import {
  readAccessConfig,
  readGatewayConfig,
  readSubgraphConfig,
  SERVICE_NAMES,
  type ServiceName,
} from '../kernel/config';
import type { Env } from '../kernel/environment';
import type { Bus } from '../kernel/events/bus';
import { startSubgraph, type RunningSubgraph } from '../kernel/graphql/start-subgraph';
import type { Running } from '../kernel/service';
import { createLogger } from '../kernel/telemetry/logger';
import { startGateway, type RunningGateway } from '../gateway/start-gateway';
import { attendanceSubgraph } from '../subgraphs/attendance/subgraph';
import { coursesSubgraph } from '../subgraphs/courses/subgraph';
import { financeSubgraph } from '../subgraphs/finance/subgraph';
import { resourcesSubgraph } from '../subgraphs/resources/subgraph';
import { ACCESS_COOKIE } from '../subgraphs/users/session/token-delivery';
import { JWKS_PATH, REVOCATIONS_PATH, usersSubgraph } from '../subgraphs/users/subgraph';
import { boardRoutes } from './board-page';
import { holdBus } from './held-bus';
import type { Secrets } from './secrets';

/** Where the services of one process find what they need. */
export interface ServicesOptions {
  secrets: Secrets;
  bus: Bus;
  databaseUrl: (service: ServiceName) => string;
  /** The gateway's port; the subgraphs, and the gateway's figures, take the following ones. 0 lets the system choose all. */
  port: number;
  logLevel: string;
  clock?: Clock;
  /** Gives each service its way to where answers are kept; absent, the gateway keeps none. */
  openCacheStore?: () => CacheStore;
  /** Settings of the gateway beside those that follow from the rest. */
  gatewayEnv?: Env;
  /** Called with each SQL statement of any service. */
  onStatement?: (service: ServiceName, sql: string) => void;
}

/** The gateway and the five subgraphs, running in this process. */
export interface Services extends Running {
  gateway: RunningGateway;
  subgraphs: Record<ServiceName, RunningSubgraph>;
  /** Lets every event recorded so far take its effect everywhere. */
  settleEvents(): Promise<void>;
}

/** Lets what has been started be stopped again. */
type Keep = <R extends Running>(running: R) => R;

/** Starts one subgraph with the configuration it would have as a process of its own. */
type StartSubgraph = (name: ServiceName) => Promise<RunningSubgraph>;

function subgraphStarter(
  { secrets, bus, databaseUrl, port, logLevel, clock, openCacheStore, onStatement }: ServicesOptions,
  keep: Keep,
): StartSubgraph {
  return (name) => {
    const cache = openCacheStore && createCache({ store: openCacheStore() });
    if (cache) keep({ stop: () => cache.close() });
    const config = readSubgraphConfig(name, {
      LOG_LEVEL: logLevel,
      PORT: String(port && port + 1 + SERVICE_NAMES.indexOf(name)),
      GATEWAY_SECRET: secrets.gatewaySecret,
      [`DATABASE_URL_${name.toUpperCase()}`]: databaseUrl(name),
    });
    const dependencies = {
      config,
      bus,
      clock,
      cache,
      logger: createLogger(name, logLevel),
      onStatement: onStatement && ((sql: string) => onStatement(name, sql)),
    };
    const start: Record<ServiceName, () => Promise<RunningSubgraph>> = {
      users: () => startSubgraph(usersSubgraph(accessConfig(secrets)), dependencies),
      courses: () => startSubgraph(coursesSubgraph(), dependencies),
      attendance: () => startSubgraph(attendanceSubgraph(), dependencies),
      resources: () => startSubgraph(resourcesSubgraph(), dependencies),
      finance: () => startSubgraph(financeSubgraph(), dependencies),
    };
    return start[name]();
  };
}

const ISSUER = 'schoolgraph';

function accessConfig({ signingKey, sessionSecret }: Secrets) {
  return readAccessConfig({
    TOKEN_SIGNING_KEY: signingKey,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: ISSUER,
    SESSION_SECRET: sessionSecret,
  });
}

/**
 * Starts all services in this process; what did start is stopped again where one fails.
 * @throws PortInUseError where another program listens on one of the ports
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const started: Running[] = [];
  const keep: Keep = (running) => (started.push(running), running);
  const stop = async () => {
    // The gateway first: it drains what is under way, and then nobody calls the subgraphs any more.
    for (const running of started.toReversed()) await running.stop();
  };
  // Each relay publishes as soon as it has started, and the bus in memory knows nobody who has not.
  const held = holdBus(options.bus);
  try {
    const start = subgraphStarter({ ...options, bus: held.bus }, keep);
    const startKept = async (name: ServiceName) => [name, keep(await start(name))] as const;
    const entries = await startAll(startKept);
    held.release();
    const subgraphs = Object.fromEntries(entries) as Services['subgraphs'];
    const gateway = keep(await startGatewayOver(subgraphs, options));
    return { gateway, subgraphs, stop, settleEvents: () => settle(Object.values(subgraphs)) };
  } catch (error) {
    held.giveUp();
    await stop();
    throw error;
  }
}

/** Starts all at once; when one fails, the others are waited for, so that they can be stopped. */
async function startAll<T>(start: (name: ServiceName) => Promise<T>): Promise<T[]> {
  const starts = SERVICE_NAMES.map(start);
  await Promise.allSettled(starts);
  return Promise.all(starts);
}

type GatewayParts = Pick<ServicesOptions, 'secrets' | 'port' | 'logLevel' | 'openCacheStore' | 'gatewayEnv'>;

/** The gateway's figures are shown behind the subgraphs' ports. */
export const METRICS_PORT_OFFSET = SERVICE_NAMES.length + 1;

/** Starts the gateway over subgraphs that run. */
export function startGatewayOver(
  subgraphs: Services['subgraphs'],
  { secrets, port, logLevel, openCacheStore, gatewayEnv }: GatewayParts,
): Promise<RunningGateway> {
  const urls = Object.values(subgraphs).map(({ name, url }) => [`SUBGRAPH_URL_${name.toUpperCase()}`, url]);
  const config = readGatewayConfig({
    LOG_LEVEL: logLevel,
    PORT: String(port),
    ...(port && { METRICS_PORT: String(port + METRICS_PORT_OFFSET) }),
    GATEWAY_SECRET: secrets.gatewaySecret,
    JWKS_URL: new URL(JWKS_PATH, subgraphs.users.url).href,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: ISSUER,
    REVOCATIONS_URL: new URL(REVOCATIONS_PATH, subgraphs.users.url).href,
    ACCESS_TOKEN_COOKIE: ACCESS_COOKIE,
    // Where sessions are kept is where they come from, and what they leave in a browser.
    PROPAGATE_HEADERS_USERS: 'cookie',
    PROPAGATE_RESPONSE_HEADERS: 'set-cookie',
    ENTITY_CACHE: String(openCacheStore !== undefined),
    ...(Object.fromEntries(urls) as Env),
    ...gatewayEnv,
  });
  return startGateway({
    config,
    logger: createLogger('gateway', logLevel),
    cacheStore: openCacheStore?.(),
    pages: boardRoutes(),
  });
}

/** An event may cause another: once for each subgraph is enough, as no chain is longer than that. */
async function settle(subgraphs: readonly RunningSubgraph[]): Promise<void> {
  for (const subgraph of subgraphs) await subgraph.drainEvents();
}
