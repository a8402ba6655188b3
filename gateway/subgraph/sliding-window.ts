const BUCKETS = 10;

/** Milliseconds that only ever grow; a wall clock may be set back. */
export type Stopwatch = () => number;

/** Counts of named things over the last while. */
export interface SlidingWindow<Name extends string> {
  add(name: Name): void;
  count(name: Name): number;
  clear(): void;
}

/**
 * Counts what happened in the last `windowMs`, in tenths of it: what is older is forgotten a tenth at a time, and
 * memory does not grow with traffic.
 */
export function slidingWindow<Name extends string>(windowMs: number, now: Stopwatch): SlidingWindow<Name> {
  const width = windowMs / BUCKETS;
  let buckets: { slot: number; counts: Map<Name, number> }[] = [];

  const current = () => {
    const slot = Math.floor(now() / width);
    while (buckets[0] && buckets[0].slot <= slot - BUCKETS) buckets.shift();
    return { slot, last: buckets.at(-1) };
  };

  return {
    add: (name) => {
      const { slot, last } = current();
      const bucket = last?.slot === slot ? last : { slot, counts: new Map<Name, number>() };
      if (bucket !== last) buckets.push(bucket);
      bucket.counts.set(name, (bucket.counts.get(name) ?? 0) + 1);
    },
    count: (name) => {
      current();
      return buckets.reduce((sum, { counts }) => sum + (counts.get(name) ?? 0), 0);
    },
    clear: () => (buckets = []),
  };
}
