/** Times in ms, counted to a tenth of one, so that millions of them are little to keep and to send. */
export type Counts = [tenth: number, count: number][];

const TENTHS = 600_000;

/** Collects times until they are taken. */
export interface Histogram {
  add(ms: number): void;
  take(): Counts;
}

export function createHistogram(): Histogram {
  const counts = new Uint32Array(TENTHS);
  let most = 0;
  return {
    add(ms) {
      const tenth = Math.min(TENTHS - 1, Math.max(0, Math.round(ms * 10)));
      counts[tenth]! += 1;
      if (tenth > most) most = tenth;
    },
    take() {
      const taken: Counts = [];
      for (let tenth = 0; tenth <= most; tenth += 1) {
        if (counts[tenth]! > 0) taken.push([tenth, counts[tenth]!]);
      }
      counts.fill(0, 0, most + 1);
      most = 0;
      return taken;
    },
  };
}

/** The time that this share of all times is not longer than; NaN where there is none. */
export function quantile(counts: Counts, share: number): number {
  const inOrder = [...counts].sort(([one], [other]) => one - other);
  let left = share * inOrder.reduce((sum, [, count]) => sum + count, 0);
  for (const [tenth, count] of inOrder) {
    left -= count;
    if (left <= 0) return tenth / 10;
  }
  return NaN;
}
