import { systemClock } from '../../kernel/clock';
import { createMemoryBus } from '../../kernel/events/memory-bus';
import { seedDemo } from '../../platform/demo/seed-demo';
import { RASOHA } from '../../platform/demo/schools';
import { startServices } from '../../platform/services';
import type { Topology } from './topology';

/** With the demo's schools, by everything in this process: what it tells is heard before the campaign begins. */
export async function seedDatabases({ postgres, secrets }: Topology): Promise<void> {
  const services = await startServices({
    secrets,
    bus: createMemoryBus(),
    databaseUrl: (service) => postgres.urlOf(service),
    port: 0,
    logLevel: 'error',
  });
  await seedDemo(services, systemClock, () => undefined, [RASOHA]);
  await services.settleEvents();
  await services.stop();
}
