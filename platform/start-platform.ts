import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../kernel/clock';
import { SERVICE_NAMES, type ServiceName } from '../kernel/config';
import { createMemoryBus } from '../kernel/events/memory-bus';
import type { Running } from '../kernel/service';
import { createLogger } from '../kernel/telemetry/logger';
import { seedDemo } from './demo/seed-demo';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import type { PlatformOptions } from './options';
import { loadSecrets } from './secrets';
import { startServices, type Services } from './services';
import { startSimulator } from './simulator/simulator';

export interface Platform extends Running {
  /** `http://host:port/graphql` */
  url: string;
}

/** What {@link startPlatform} is told beside the command line. */
export interface PlatformPlace {
  /** Everything that is kept between runs lies in here. */
  directory: string;
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
export async function startPlatform(options: PlatformOptions, place: PlatformPlace): Promise<Platform> {
  const { directory, logLevel, report } = place;
  if (options.reset) await removeData(directory, report);

  const postgres = await startDatabases(options, place);
  let services: Services | null = null;
  try {
    const secrets = await loadSecrets(join(directory, 'secrets.json'));
    report('Starting five subgraphs and the gateway');
    services = await startServices({
      secrets,
      bus: createMemoryBus(),
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
  { port }: PlatformOptions,
  { directory, report }: PlatformPlace,
): Promise<EmbeddedPostgres> {
  report('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
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

function databaseName(service: ServiceName): string {
  return `schoolgraph_${service}`;
}

async function removeData(directory: string, report: (step: string) => void): Promise<void> {
  report('Deleting all data');
  await removeEmbeddedPostgres(join(directory, 'postgres'));
  await rm(directory, { recursive: true, force: true });
}

/** In this order: whoever calls stops before whoever is called. */
async function stopAll(parts: readonly (Running | null)[]): Promise<void> {
  for (const part of parts) await part?.stop();
}
