/** What a subgraph was asked since the counters were reset. */
export interface Counters {
  requests: number;
  /** Entities asked for by `_entities`. */
  representations: number;
  /** Bytes of request bodies. */
  bytes: number;
}

export const noCounters = (): Counters => ({ requests: 0, representations: 0, bytes: 0 });

/** What several subgraphs were asked together. */
export function sumOf(counters: readonly Counters[]): Counters {
  return counters.reduce(
    (sum, { requests, representations, bytes }) => ({
      requests: sum.requests + requests,
      representations: sum.representations + representations,
      bytes: sum.bytes + bytes,
    }),
    noCounters(),
  );
}
