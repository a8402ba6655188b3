/** An event of a topic as it is in the database, by its place there. */
export type Truth = ReadonlyMap<number, string>;

/** One event that a subscriber was told. */
export interface Told {
  cursor: string;
  content: string;
}

/** What is wrong with what a subscriber was told, in the order in which it was. */
export interface SequenceFaults {
  gaps: number;
  duplicates: number;
  outOfOrder: number;
  wrong: number;
  /** In words, event by event. */
  details: string[];
}

/**
 * Holds what a subscriber was told against the truth: all that came after a place, each once, in order, up to the end.
 * @param after the place where it began; null where it began with its first event
 * @param isState whether it is told where things stand: then of several events, the last one is enough
 */
export function findSequenceFaults(
  told: readonly Told[],
  truth: Truth,
  { after, isState = false }: { after: number | null; isState?: boolean | undefined },
): SequenceFaults {
  const faults: SequenceFaults = { gaps: 0, duplicates: 0, outOfOrder: 0, wrong: 0, details: [] };
  const note = (kind: Exclude<keyof SequenceFaults, 'details'>, what: string, count = 1) => {
    faults[kind] += count;
    faults.details.push(what);
  };
  const places = told.map(({ cursor }) => placeOf(cursor));
  const seen = new Set<number>();
  let highest = after ?? (places[0] ?? 1) - 1;
  const first = highest;
  for (const [index, { content }] of told.entries()) {
    const place = places[index]!;
    if (seen.has(place)) note('duplicates', `${place} came twice`);
    else if (place < highest) note('outOfOrder', `${place} came after ${highest}`);
    // Where a topic stands before anything is on it is told, too.
    const isStart = isState && place === 0;
    if (!isStart && truth.get(place) !== content)
      note('wrong', `${place} is ${truth.get(place)}, not ${content}`);
    seen.add(place);
    highest = Math.max(highest, place);
  }
  const last = Math.max(0, ...truth.keys());
  const due = isState ? [last] : [...truth.keys()];
  for (const place of due)
    if (place > first && !seen.has(place)) note('gaps', `${place} of ${truth.size} did not come`);
  return faults;
}

const CURSOR = /^topic:(\d+)$/;

/** The place that a cursor stands for. Clients do not look into cursors; who checks them must. */
export function placeOf(cursor: string): number {
  const [, place] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (place === undefined) throw new Error(`no cursor of a topic: ${cursor}`);
  return Number(place);
}

export function cursorOf(place: number): string {
  return Buffer.from(`topic:${place}`).toString('base64url');
}
