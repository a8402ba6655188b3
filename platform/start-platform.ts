import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStore } from '../kernel/cache/memory-store';
import { systemClock } from '../kernel/clock';
import { SERVICE_NAMES, type ServiceName } from '../kernel/config';
import { createMemoryBus } from '../kernel/events/memory-bus';
import type { Running } from '../kernel/service';
import { createLogger } from '../kernel/telemetry/logger';
import { seedDemo } from './demo/seed-demo';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import type { PlatformOptions } from './options';
import { claimPort } from './postgres-port';
import { loadSecrets } from './secrets';
import { METRICS_PORT_OFFSET, startServices, type Services } from './services';
import { startSimulator } from './simulator/simulator';

export interface Platform extends Running {
  /** `http://host:port/graphql` */
  url: string;
}

/** What {@link startPlatform} is told beside the command line. */
export interface PlatformSurroundings {
  logLevel: string;
  /** Told in a few words what is being done. */
  report: (step: string) => void;
}

/**
 * Starts the whole platform in this process: PostgreSQL with five databases, five subgraphs, the gateway, demo data
 * where there are none, and a simulated school day.
 * @throws PortInUseError where another program listens on one of the ports
 * @throws AlreadyRunningError where the platform runs already on the same data
 */
export async function startPlatform(
  options: PlatformOptions,
  surroundings: PlatformSurroundings,
): Promise<Platform> {
  const { logLevel, report } = surroundings;
  const directory = options.data;
  // PostgreSQL claims its own: the server of a killed run, which is stopped first, may still have it.
  for (const port of portsFrom(options.port)) await claimPort(port);
  if (options.reset) await removeData(directory, report);

  const postgres = await startDatabases(options, report);
  let services: Services | null = null;
  try {
    const secrets = await loadSecrets(secretsPath(directory));
    report('Starting five subgraphs and the gateway');
    const cacheStore = createMemoryStore();
    services = await startServices({
      secrets,
      bus: createMemoryBus(),
      openCacheStore: () => cacheStore,
      databaseUrl: (service) => postgres.urlOf(databaseName(service)),
      port: options.port,
      logLevel,
    });
    await seedDemo(services, systemClock, report);
    const simulator = options.simulator
      ? startSimulator(services.gateway.url, createLogger('simulator', logLevel))
      : null;
    return { url: services.gateway.url, stop: () => stopAll([simulator, services, postgres]) };
  } catch (error) {
    await stopAll([services, postgres]);
    throw error;
  }
}

async function startDatabases(
  { port, data }: PlatformOptions,
  report: (step: string) => void,
): Promise<EmbeddedPostgres> {
  report('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres({
    directory: join(data, 'postgres'),
    port: port + POSTGRES_PORT_OFFSET,
    log: report,
  });
  try {
    for (const name of SERVICE_NAMES) await postgres.ensureDatabase(databaseName(name));
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** PostgreSQL listens this far above the gateway; the subgraphs are in between. */
const POSTGRES_PORT_OFFSET = 10;

/** All ports that will be needed: one that is taken is told before anything is started. */
function portsFrom(gateway: number): number[] {
  return [gateway, ...SERVICE_NAMES.map((_, i) => gateway + 1 + i), gateway + METRICS_PORT_OFFSET];
}

function databaseName(service: ServiceName): string {
  return `schoolgraph_${service}`;
}

function secretsPath(directory: string): string {
  return join(directory, 'secrets.json');
}

/** Only what was made here: the folder may hold something else, too. */
async function removeData(directory: string, report: (step: string) => void): Promise<void> {
  report('Deleting all data');
  await removeEmbeddedPostgres(join(directory, 'postgres'));
  await rm(secretsPath(directory), { force: true });
}

/** In this order: whoever calls stops before whoever is called. */
async function stopAll(parts: readonly (Running | null)[]): Promise<void> {
  for (const part of parts) await part?.stop();
}
