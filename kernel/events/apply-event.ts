import type { EntityManager } from 'typeorm';
import type { EventName } from '../../schema/events';
import type { Logger } from '../telemetry/logger';
import type { AnyEvent, EventEnvelope } from './bus';
import type { EventMetrics } from './event-metrics';

/** What one service does with the events of others, by event name. */
export type EventHandlers = {
  [N in EventName]?: (tx: EntityManager, event: EventEnvelope<N>) => Promise<void>;
};

/** Hears of events that have taken effect. */
export type AppliedListener = (events: readonly AnyEvent[]) => Promise<void>;

/** One consumer: its name, and what it does. */
export interface ConsumerWork {
  consumer: string;
  handlers: EventHandlers;
  metrics: EventMetrics;
  logger: Logger;
  onApplied?: AppliedListener | undefined;
}

/** Lets an event take effect, unless it has: the effect and the memory of it are of one transaction. */
export async function applyEvent(
  tx: EntityManager,
  event: AnyEvent,
  { consumer, handlers, metrics }: ConsumerWork,
): Promise<void> {
  if (!(await rememberEvent(tx, consumer, event.id))) {
    metrics.duplicates.inc();
    return;
  }
  // The name picks the handler whose parameter is that name's envelope; TypeScript cannot follow the pairing.
  const handle = handlers[event.name] as ((tx: EntityManager, event: AnyEvent) => Promise<void>) | undefined;
  await handle?.(tx, event);
  metrics.applied.inc({ event: event.name });
  metrics.delay.observe(Math.max(0, Date.now() - Date.parse(event.occurredAt)) / 1000);
}

async function rememberEvent(tx: EntityManager, consumer: string, eventId: string): Promise<boolean> {
  const inserted = await tx.query<unknown[]>(
    'INSERT INTO inbox_events (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [consumer, eventId],
  );
  return inserted.length > 0;
}
