import type { DataSource, EntityManager } from 'typeorm';
import type { EventName } from '../../schema/events';
import { withTenant } from '../database/tenant-scope';
import type { Logger } from '../telemetry/logger';
import { applyEvent, type AppliedListener, type EventHandlers } from './apply-event';
import type { AnyEvent, Bus } from './bus';
import type { EventMetrics } from './event-metrics';
import { isParked, lockAggregate, parkEvent } from './parked-events';
import { startRetrying } from './retry-parked';

/** What a consumer works with. */
export interface ConsumerServices {
  /** Acts for one tenant at a time. */
  db: DataSource;
  /** Sees parked events of all tenants. */
  relay: DataSource;
  bus: Bus;
  logger: Logger;
  metrics: EventMetrics;
  /** Called with events once they have taken effect, and again where it may have missed them. */
  onApplied?: AppliedListener | undefined;
}

/**
 * Applies events to a database exactly once: the effect and the inbox row that remembers it commit together. An event
 * takes effect on rows of its own tenant alone.
 *
 * An event whose handler fails is parked, and so are those after it about the same aggregate, in order; all others go
 * on. Parked events are tried again with growing pauses, then left to an operator as dead letters.
 * @param consumer names the effect; events it has applied are skipped
 * @returns a function that stops consuming
 */
export async function startConsumer(
  { db, relay, bus, logger, metrics, onApplied }: ConsumerServices,
  consumer: string,
  handlers: EventHandlers,
): Promise<() => Promise<void>> {
  const names = Object.keys(handlers) as EventName[];
  const work = { consumer, handlers, metrics, logger, onApplied };

  const takeOrWait = async (tx: EntityManager, event: AnyEvent): Promise<void> => {
    if (await isParked(tx, consumer, event.aggregateId)) {
      await lockAggregate(tx, consumer, event.aggregateId);
      if (await isParked(tx, consumer, event.aggregateId)) return parkEvent(tx, consumer, event);
    }
    await applyEvent(tx, event, work);
  };
  const handle = (event: AnyEvent): Promise<void> =>
    withTenant(event.tenantId, async () => {
      try {
        await db.transaction((tx) => takeOrWait(tx, event));
        await onApplied?.([event]);
      } catch (error) {
        // Where this fails, too, the database is to blame and not the event: the bus brings it again.
        await db.transaction((tx) => parkEvent(tx, consumer, event, error));
        const { id, name, aggregateId } = event;
        logger.error({ err: error, event: id, name, aggregateId }, 'an event failed; it is tried again');
      }
    });

  metrics.watchGroup(consumer, () => bus.backlogOf(consumer));
  const retrying = startRetrying({ db, relay }, work);
  const stop = await bus.consume(consumer, names, handle);
  return async () => {
    await stop();
    await retrying.stop();
  };
}
