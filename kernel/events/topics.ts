import type { EntityManager } from 'typeorm';
import type { EventName } from '../../schema/events';
import { recordEvent, type NewEvent } from './record-event';

/**
 * Writes an event as {@link recordEvent} does, and as the next one of a topic: whoever follows it sees each event, one
 * after the other. Call it last: from then on other writers to the topic wait for this transaction, which is what keeps
 * the row free of gaps, and in the order of commits.
 */
export async function recordOnTopic<N extends EventName>(
  tx: EntityManager,
  topic: string,
  event: NewEvent<N>,
): Promise<void> {
  await recordEvent(tx, event);
  await tx.query(
    `WITH next AS (
       INSERT INTO topics (tenant_id, topic, last_sequence) VALUES ($1, $2, 1)
       ON CONFLICT (tenant_id, topic) DO UPDATE SET last_sequence = topics.last_sequence + 1
       RETURNING last_sequence)
     INSERT INTO topic_events (tenant_id, topic, sequence, outbox_sequence)
     SELECT $1, $2, last_sequence, currval(pg_get_serial_sequence('outbox_events', 'sequence')) FROM next`,
    [event.tenantId, topic],
  );
}
