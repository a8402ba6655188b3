import type { DataSource } from 'typeorm';
import { withTenant } from '../database/tenant-scope';
import { repeatWork } from '../repeat-work';
import type { Running } from '../service';
import { applyEvent, type ConsumerWork } from './apply-event';
import {
  lockAggregate,
  MAX_ATTEMPTS,
  noteFailure,
  type ParkedEvent,
  takeFirstParked,
  unpark,
} from './parked-events';

const LOOK_EVERY_MS = 500;

interface Databases {
  db: DataSource;
  relay: DataSource;
}

interface Aggregate {
  id: string;
  tenantId: string;
}

/** Thrown so that the attempt is rolled back, and its failure noted in a transaction of its own. */
class AttemptFailed extends Error {
  constructor(
    readonly parked: ParkedEvent,
    cause: unknown,
  ) {
    super('A parked event failed again', { cause });
  }
}

/** Tries a consumer's parked events again when they are due, each aggregate's in order. */
export function startRetrying({ db, relay }: Databases, work: ConsumerWork): Running {
  let hasStopped = false;
  const retryAll = async () => {
    for (const { id, tenantId } of await findDue(relay, work.consumer)) {
      await withTenant(tenantId, async () => {
        while (!hasStopped && (await retryFirst(db, id, work)));
      });
    }
  };
  const retrying = repeatWork(
    { purpose: 'try parked events again', everyMs: LOOK_EVERY_MS, work: retryAll },
    work.logger,
  );
  return {
    stop: () => {
      hasStopped = true;
      return retrying.stop();
    },
  };
}

/** Aggregates whose first parked event may be tried now. */
function findDue(relay: DataSource, consumer: string): Promise<Aggregate[]> {
  return relay.query(
    `SELECT aggregate_id AS id, tenant_id AS "tenantId" FROM (
       SELECT DISTINCT ON (tenant_id, aggregate_id) * FROM parked_events WHERE consumer = $1 ORDER BY tenant_id, aggregate_id, position
     ) first WHERE attempts < $2 AND next_attempt_at <= clock_timestamp()`,
    [consumer, MAX_ATTEMPTS],
  );
}

/** @returns whether there may be another one behind it to go on with */
async function retryFirst(db: DataSource, aggregateId: string, work: ConsumerWork): Promise<boolean> {
  try {
    const parked = await applyFirst(db, aggregateId, work);
    if (!parked) return false;
    // It stays parked until all have heard of it: cut short in between, it is told again.
    await work.onApplied?.([parked.event]);
    await db.transaction((tx) => unpark(tx, parked));
    return true;
  } catch (error) {
    if (!(error instanceof AttemptFailed)) throw error;
    await giveUpOrWait(db, error, work);
    return false;
  }
}

function applyFirst(db: DataSource, aggregateId: string, work: ConsumerWork): Promise<ParkedEvent | null> {
  return db.transaction(async (tx) => {
    await lockAggregate(tx, work.consumer, aggregateId);
    const parked = await takeFirstParked(tx, work.consumer, aggregateId);
    if (!parked) return null;
    await applyEvent(tx, parked.event, work).catch((error: unknown) => {
      throw new AttemptFailed(parked, error);
    });
    return parked;
  });
}

async function giveUpOrWait(
  db: DataSource,
  { parked, cause }: AttemptFailed,
  { consumer, logger, metrics }: ConsumerWork,
): Promise<void> {
  const isDead = await db.transaction((tx) => noteFailure(tx, parked, cause));
  if (!isDead) return;
  const { id, name, aggregateId } = parked.event;
  metrics.deadLettered.inc({ event: name });
  const details = { err: cause, consumer, event: id, name, aggregateId, attempts: MAX_ATTEMPTS };
  logger.error(details, 'an event is given up; those after it about the same thing wait with it');
}
