import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { createSecrets, type Secrets } from '../../platform/secrets';
import { ACCESS_COOKIE } from '../../subgraphs/users/session/token-delivery';
import { JWKS_PATH, REVOCATIONS_PATH } from '../../subgraphs/users/subgraph';
import { createRedisServer, type RedisServer } from '../support/redis';
import { freePort } from './free-port';
import { type FaultProxy, startFaultProxy } from './fault-proxy';
import { type Plant, PLANTED_SERVICES } from './plants';
import { Program } from './program';
import type { Targets } from './schedule';
import { type PostgresStore, startPostgresStore } from './stores';

const READY_MS = 600_000;
/** Eleven processes share a server that is not made for more than a hundred connections or two. */
const POOL_SIZE = 4;

/** The whole platform as it would be deployed, with a proxy wherever a connection can break. */
export interface Topology {
  gatewayUrls: readonly string[];
  postgres: PostgresStore;
  redis: RedisServer;
  programs: ReadonlyMap<string, Program>;
  proxies: ReadonlyMap<string, FaultProxy>;
  targets: Targets;
  /** Where the programs write what they have to say. */
  logs: string;
  secrets: Secrets;
  startPrograms(): Promise<void>;
  stop(): Promise<void>;
}

export interface TopologyOptions {
  /** How many processes of each program there are. */
  instances: number;
  plant?: Plant;
  poolSize?: number;
}

/** Starts the stores and plans the programs; {@link Topology.startPrograms} starts these. */
export async function openTopology({
  instances: count,
  plant,
  poolSize = POOL_SIZE,
}: TopologyOptions): Promise<Topology> {
  const instances = Array.from({ length: count }, (_, index) => index + 1);
  const logs = await mkdtemp(join(tmpdir(), 'schoolgraph-faults-logs-'));
  const secrets = createSecrets();
  const postgres = await startPostgresStore();
  const redis = await createRedisServer();
  await redis.start();
  for (const name of [...SERVICE_NAMES, 'recorder']) await postgres.ensureDatabase(name);

  const proxies = new Map<string, FaultProxy>();
  const proxy = async (name: string, targets: readonly number[]): Promise<number> => {
    const started = await startFaultProxy(targets);
    proxies.set(`to ${name}`, started);
    return started.port;
  };
  const redisUrl = `redis://127.0.0.1:${await proxy('redis', [Number(new URL(redis.url).port)])}`;
  const postgresPort = await proxy('postgres', [postgres.port]);
  const databaseUrl = (name: string) =>
    Object.assign(new URL(postgres.urlOf(name)), { port: String(postgresPort) }).href;

  const programs = new Map<string, Program>();
  const add = (name: string, file: string, env: Record<string, string>, port?: number) => {
    const common = { LOG_LEVEL: 'warn', GATEWAY_SECRET: secrets.gatewaySecret, REDIS_URL: redisUrl };
    const given = { ...common, ...(port && { PORT: String(port) }), ...env };
    const readyUrl = port ? `http://127.0.0.1:${port}/readyz` : undefined;
    programs.set(name, new Program({ name, file, env: given, log: join(logs, `${name}.log`), readyUrl }));
  };

  const serviceUrls = {} as Record<ServiceName, string>;
  for (const service of SERVICE_NAMES) {
    const ports = await Promise.all(instances.map(freePort));
    serviceUrls[service] = `http://127.0.0.1:${await proxy(service, ports)}`;
    const planted = plant && PLANTED_SERVICES[plant];
    const file = planted?.service === service ? planted.file : `subgraphs/${service}/main.js`;
    for (const [index, port] of ports.entries()) {
      const env = {
        [`DATABASE_URL_${service.toUpperCase()}`]: databaseUrl(service),
        DATABASE_POOL_SIZE: String(poolSize),
        TOKEN_SIGNING_KEY: secrets.signingKey,
        SESSION_SECRET: secrets.sessionSecret,
      };
      add(`${service}-${index + 1}`, file, env, port);
    }
  }
  const gatewayPorts = await Promise.all(instances.map(freePort));
  for (const [index, port] of gatewayPorts.entries())
    add(`gateway-${index + 1}`, 'gateway/main.js', gatewayEnv(serviceUrls), port);
  for (const instance of instances) {
    const env = { DATABASE_URL: databaseUrl('recorder'), ...(plant && { FAULT_PLANT: plant }) };
    add(`recorder-${instance}`, 'tests/faults/recorder-main.js', env);
  }

  const everything = [...programs.keys(), 'postgres', 'redis'];
  return {
    gatewayUrls: gatewayPorts.map((port) => `http://127.0.0.1:${port}/graphql`),
    postgres,
    redis,
    programs,
    proxies,
    targets: { killed: everything, frozen: everything, cut: [...proxies.keys()] },
    logs,
    secrets,
    startPrograms: async () => {
      // One after the other: all at once, on a machine with little to spare, each is too slow to be let in anywhere.
      for (const program of programs.values()) {
        program.start();
        await program.untilReady(READY_MS);
      }
    },
    stop: async () => {
      await Promise.all([...programs.values()].map((program) => program.stop()));
      await Promise.all([...proxies.values()].map((each) => each.close()));
      await redis.remove();
      await postgres.stop();
    },
  };
}

function gatewayEnv(urls: Record<ServiceName, string>): Record<string, string> {
  const subgraphs = SERVICE_NAMES.map((name) => [
    `SUBGRAPH_URL_${name.toUpperCase()}`,
    `${urls[name]}/graphql`,
  ]);
  return {
    ...(Object.fromEntries(subgraphs) as Record<string, string>),
    JWKS_URL: `${urls.users}${JWKS_PATH}`,
    REVOCATIONS_URL: `${urls.users}${REVOCATIONS_PATH}`,
    ACCESS_TOKEN_COOKIE: ACCESS_COOKIE,
  };
}
