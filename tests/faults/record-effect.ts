import type { EntityManager } from 'typeorm';

import type { AnyEvent } from '../../kernel/events/bus';

/** The recording service's effect: a line in its book, one more each time. */
export async function recordEffect(
  tx: EntityManager,
  { tenantId, id, aggregateId }: Pick<AnyEvent, 'tenantId' | 'id' | 'aggregateId'>,
): Promise<void> {
  await tx.query('INSERT INTO records (tenant_id, event_id, aggregate_id) VALUES ($1, $2, $3)', [
    ...[tenantId, id, aggregateId],
  ]);
}
