import { setTimeout as sleep } from 'node:timers/promises';

import type { InsertEvent } from 'typeorm';

import { readSubgraphConfig } from '../../kernel/config';
import type { AnyEvent, Bus } from '../../kernel/events/bus';
import { connectBus } from '../../kernel/events/connect-bus';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { startSubgraph } from '../../kernel/graphql/start-subgraph';
import { runService } from '../../kernel/service';
import { createLogger } from '../../kernel/telemetry/logger';
import { financeSubgraph } from '../../subgraphs/finance/subgraph';

const WINDOW_MS = 100;

/** Finance with a bug: what it is about to commit is told before, and may never come true. */
runService(async () => {
  const config = readSubgraphConfig('finance');
  const logger = createLogger('finance', config.logLevel);
  const bus = await connectBus(config.redisUrl, logger);
  const running = await startSubgraph(financeSubgraph(), { config, bus, logger });
  running.services.db.subscribers.push({
    listenTo: () => OutboxEvent,
    afterInsert: (insert: InsertEvent<OutboxEvent>) => tell(bus, insert.entity),
  });
  return {
    stop: async () => {
      await running.stop();
      await bus.close();
    },
  };
});

async function tell(
  bus: Bus,
  { id, name, version, tenantId, aggregateId, payload, occurredAt }: OutboxEvent,
): Promise<void> {
  const event = { id, name, version, tenantId, aggregateId, occurredAt: occurredAt.toISOString(), payload };
  await bus.publish([event as unknown as AnyEvent]).catch(() => undefined);
  await sleep(WINDOW_MS);
}
