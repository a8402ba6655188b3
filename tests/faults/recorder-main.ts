import { EVENT_NAMES } from './event-names';
import { openDatabase } from '../../kernel/database/open-database';
import type { EventHandlers } from '../../kernel/events/apply-event';
import { connectBus } from '../../kernel/events/connect-bus';
import { startConsumer } from '../../kernel/events/consume';
import { createEventMetrics } from '../../kernel/events/event-metrics';
import { runService } from '../../kernel/service';
import { createLogger } from '../../kernel/telemetry/logger';
import { createMetrics } from '../../kernel/telemetry/metrics';
import { plantIn, type Plant, recordWithoutInbox } from './plants';
import { recorderDatabase } from './recorder-database';
import { recordEffect } from './record-effect';

/** The process of the recording service; with FAULT_PLANT, one that has a bug. */
runService(async () => {
  const { DATABASE_URL: url = '', REDIS_URL: redisUrl = '', FAULT_PLANT } = process.env;
  const plant = FAULT_PLANT as Plant | undefined;
  const logger = createLogger('recorder', 'warn');
  const database = await openDatabase(recorderDatabase, { url, poolSize: 3 });
  const bus = await plantIn(await connectBus(redisUrl, logger), plant, redisUrl);
  const handlers: EventHandlers = Object.fromEntries(EVENT_NAMES.map((name) => [name, recordEffect]));
  const services = { ...database, bus, logger, metrics: createEventMetrics(createMetrics('recorder')) };
  const stop =
    plant === 'skip-inbox'
      ? await recordWithoutInbox(database.db, bus)
      : await startConsumer(services, 'recorder', handlers);
  return {
    stop: async () => {
      await stop();
      await bus.close();
      await database.close();
    },
  };
});
