import { setImmediate } from 'node:timers/promises';
import { validate, type GraphQLSchema } from 'graphql';
import type { OperationSource } from '../planning/prepare';
import type { PreparationRecord, PreparedOperations } from '../planning/prepared-operations';

/** How many of the most used, and how many of the slowest, are prepared before traffic moves. */
const MOST_USED = 200;
const SLOWEST = 50;
/** Traffic moves after this, warm or not. */
const WARM_UP_MS = 10_000;

/**
 * Prepares the operations of an old generation that matter, in the order in which they matter, for a new one. Those
 * that are no longer valid are left out; what cannot be prepared will be refused when a client asks for it.
 */
export async function warmUp(
  operations: PreparedOperations,
  schema: GraphQLSchema,
  records: readonly PreparationRecord[],
): Promise<void> {
  const deadline = performance.now() + WARM_UP_MS;
  for (const { source } of worthWarming(records)) {
    if (performance.now() > deadline) return;
    if (validate(schema, source.document).length > 0) continue;
    await prepare(operations, source);
    // One operation is some milliseconds; what waits gets its turn in between.
    await setImmediate();
  }
}

async function prepare(operations: PreparedOperations, source: OperationSource): Promise<void> {
  try {
    await operations.get(source);
  } catch {
    // Whoever asks for it will be told.
  }
}

/** Those that many clients wait for, then those that one client would wait for longest. */
export function worthWarming(records: readonly PreparationRecord[]): PreparationRecord[] {
  const mostUsed = [...records].sort((a, b) => b.uses - a.uses).slice(0, MOST_USED);
  const slowest = [...records].sort((a, b) => b.prepareMs - a.prepareMs).slice(0, SLOWEST);
  return [...new Set([...mostUsed, ...slowest])];
}
