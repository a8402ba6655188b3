import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'redis';
import type { DataSource } from 'typeorm';

import type { ServiceName } from '../../kernel/config';
import { withTenant } from '../../kernel/database/tenant-scope';
import type { AnyEvent, Bus } from '../../kernel/events/bus';
import { EVENT_NAMES } from './event-names';
import { recordEffect } from './record-effect';

/** Bugs that the campaign must catch. They are made around the product's code, never in it. */
export const PLANTS = [
  'acknowledge-before-applying',
  'publish-before-commit',
  'skip-inbox',
  'trim-unseen',
  'skip-replay',
] as const;
export type Plant = (typeof PLANTS)[number];

/** Services that are started with a bug. */
export const PLANTED_SERVICES: Partial<Record<Plant, { service: ServiceName; file: string }>> = {
  'publish-before-commit': { service: 'finance', file: 'tests/faults/hasty-finance-main.js' },
  'skip-replay': { service: 'attendance', file: 'tests/faults/forgetful-attendance-main.js' },
};

/** How long what the bug leaves open stays open: as long as a slower machine or a longer handler would take. */
const WINDOW_MS = 100;
const STREAM = 'schoolgraph:events';

/** The bus as the recording service would have it with a bug; without one, as it is. */
export async function plantIn(bus: Bus, plant: Plant | undefined, redisUrl: string): Promise<Bus> {
  if (plant === 'acknowledge-before-applying') return acknowledgingFirst(bus);
  if (plant === 'trim-unseen') await startTrimming(redisUrl);
  return bus;
}

/** An event is the bus's no longer when its effect has yet to come. */
function acknowledgingFirst(bus: Bus): Bus {
  return {
    ...bus,
    consume: (group, names, handler) =>
      bus.consume(group, names, async (event) => {
        void sleep(WINDOW_MS)
          .then(() => handler(event))
          .catch(() => undefined);
      }),
  };
}

/** Throws away all but the newest entries, whoever may still need them, and says that all had been seen. */
async function startTrimming(redisUrl: string): Promise<void> {
  const redis = createClient({ url: redisUrl });
  redis.on('error', () => undefined);
  void redis.connect();
  const trim = async () => {
    const now = `${Date.now()}-0`;
    await redis.multi().set(`${STREAM}:trimmed`, now).xTrim(STREAM, 'MAXLEN', 0).exec();
  };
  setInterval(() => void trim().catch(() => undefined), WINDOW_MS);
}

/** A consumer that does not remember what it has applied. */
export function recordWithoutInbox(db: DataSource, bus: Bus): Promise<() => Promise<void>> {
  return bus.consume('recorder', EVENT_NAMES, (event: AnyEvent) =>
    withTenant(event.tenantId, async () => {
      await db.transaction((tx) => recordEffect(tx, event));
      await sleep(WINDOW_MS);
    }),
  );
}
