import { LRUCache } from 'lru-cache';
import { print } from 'graphql';
import { Fault } from '../../kernel/errors';
import type { OperationSource, PreparedOperation } from './prepare';

/** How an operation was used, and what it cost to prepare. */
export interface PreparationRecord {
  source: OperationSource;
  uses: number;
  /** From the first request for it to the finished preparation, in milliseconds. */
  prepareMs: number;
}

/** The operations of one generation, each prepared once. */
export interface PreparedOperations {
  /**
   * The operation at once where it is at hand; a promise where it is being prepared, one for all who ask meanwhile.
   * Whatever `prepare` throws is thrown.
   */
  get(source: OperationSource): PreparedOperation | Promise<PreparedOperation>;
  /** Whether the operation is at hand, which means that it is valid. */
  has(source: OperationSource): boolean;
  readonly statistics: { readonly hits: number; readonly misses: number };
  /** What is at hand, in no order. */
  records(): PreparationRecord[];
}

interface PreparedOperationsOptions {
  prepare: (source: OperationSource) => Promise<PreparedOperation>;
  /** What may be kept, as {@link sizeOf} estimates it. */
  maxBytes: number;
}

/** Some 600 kB of query texts: far more than clients with fixed operations have. */
export const PREPARED_OPERATIONS_BYTES = 64 * 1024 * 1024;
/** Heap bytes of a document and its plan for each character of its text, as measured, rounded up. */
const BYTES_PER_CHARACTER = 100;
const BYTES_AT_LEAST = 4 * 1024;
/** For how long an operation that could not be planned is refused without another try. */
const REFUSAL_MS = 60_000;

type Entry = (PreparationRecord & { prepared: PreparedOperation }) | { fault: Fault };

/** A memory of prepared operations, bounded in bytes; it dies with its generation, so no plan outlives its supergraph. */
export function createPreparedOperations({
  prepare,
  maxBytes,
}: PreparedOperationsOptions): PreparedOperations {
  const known = new LRUCache<string, Entry>({ maxSize: maxBytes });
  const pending = new Map<string, Promise<PreparedOperation>>();
  const statistics = { hits: 0, misses: 0 };

  async function begin(key: string, source: OperationSource): Promise<PreparedOperation> {
    const start = performance.now();
    try {
      const prepared = await prepare(source);
      const prepareMs = performance.now() - start;
      known.set(key, { source, prepared, prepareMs, uses: 1 }, { size: sizeOf(source) });
      return prepared;
    } catch (error) {
      if (isOfPlanning(error)) known.set(key, { fault: error }, { size: BYTES_AT_LEAST, ttl: REFUSAL_MS });
      throw error;
    } finally {
      pending.delete(key);
    }
  }

  return {
    statistics,
    has: (source) => 'prepared' in (known.get(preparedKey(source)) ?? {}),
    records: () => [...known.values()].filter((entry) => 'uses' in entry),
    get(source) {
      const key = preparedKey(source);
      const entry = known.get(key);
      if (!entry) {
        const started = pending.get(key);
        if (started) return started;
        statistics.misses += 1;
        const begun = begin(key, source);
        pending.set(key, begun);
        return begun;
      }
      if ('fault' in entry) throw entry.fault;
      statistics.hits += 1;
      entry.uses += 1;
      return entry.prepared;
    },
  };
}

/** Whether planning the same again would end the same way; not so where there was nobody to plan. */
function isOfPlanning(error: unknown): error is Fault {
  return error instanceof Fault && error.code !== 'SERVICE_UNAVAILABLE';
}

/** Equal for the same operation of the same text, whatever is drawn and refused for one request. */
export function operationKey({ hash, operationName = '' }: OperationSource): string {
  return `${hash} ${operationName}`;
}

/**
 * Equal for what is prepared alike. Neither a name nor a label can contain a space, nor any of them a line break, so the
 * key is unambiguous.
 */
export function preparedKey(source: OperationSource): string {
  const { overrides, unsatisfied } = source;
  let key = operationKey(source);
  if (overrides?.length) key += ` ${overrides.join(' ')}`;
  if (unsatisfied?.length) key += `\n${JSON.stringify(unsatisfied)}`;
  return key;
}

/** Estimated from the text: to measure what a document and its plan hold would cost more than to prepare them. */
function sizeOf({ document }: OperationSource): number {
  const characters = document.loc?.source.body.length ?? print(document).length;
  return Math.max(BYTES_AT_LEAST, characters * BYTES_PER_CHARACTER);
}
