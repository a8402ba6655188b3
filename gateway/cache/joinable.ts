import type { Fate } from '../../kernel/cache/cache';

/**
 * A load that began less than this ago may be joined although nobody can say what others have changed since: it is as
 * long as memory is believed, too.
 */
const FRESH_MS = 1_000;

/** A value that somebody wants: its key, and its place among those wanted. */
export interface Wanted {
  place: number;
  key: string;
}

/** A value that others may have, unless something of it was changed after its load began. */
export interface Landed {
  value: object;
  fate: Fate;
}

/** What a load brings for those who joined it, by its places; once it is known what became of it. Never rejects. */
export type Landing = Promise<ReadonlyMap<number, Landed>>;

/** Brings the values at some places to whoever calls it, who has them when it resolves. */
export type Fly = (places: readonly number[]) => Promise<{ landing: Landing }>;

interface Flight {
  begun: number;
  tags: () => readonly string[];
  value: Promise<Landed | undefined>;
}

/** Loads under way, by key: whoever wants the same meanwhile waits for it. */
export class Joinable {
  private readonly flights = new Map<string, Flight>();

  /**
   * Loads what nobody is loading, and waits for the rest.
   * @param tagsOf the tags of a place's value that are known before it is loaded
   * @param fly loads; what it brings, the caller has
   * @returns what others loaded; what is in neither has to be asked for again
   */
  async loadOrJoin(
    wanted: readonly Wanted[],
    tagsOf: (place: number) => readonly string[],
    fly: Fly,
  ): Promise<{ joined: ReadonlyMap<number, object>; missed: readonly number[] }> {
    const now = performance.now();
    const waiting: { place: number; flight: Flight; isFresh: boolean }[] = [];
    const own: Wanted[] = [];
    for (const each of wanted) {
      const flight = this.flights.get(each.key);
      if (flight) waiting.push({ place: each.place, flight, isFresh: now - flight.begun < FRESH_MS });
      else own.push(each);
    }
    const flying = own.length > 0 ? this.begin(own, tagsOf, fly) : undefined;
    // Its failure is looked at when the others have been waited for.
    flying?.catch(() => undefined);
    const joined = new Map<number, object>();
    const missed: number[] = [];
    for (const { place, flight, isFresh } of waiting) {
      const landed = await flight.value;
      if (landed && (landed.fate === 'stored' || (landed.fate === 'unconfirmed' && isFresh)))
        joined.set(place, landed.value);
      else missed.push(place);
    }
    await flying;
    return { joined, missed };
  }

  /** Lets nobody join what is known to have one of the tags. What turns out to have one is refused when it lands. */
  leave(tags: readonly string[]): void {
    for (const [key, flight] of this.flights) {
      if (flight.tags().some((tag) => tags.includes(tag))) this.flights.delete(key);
    }
  }

  private async begin(
    own: readonly Wanted[],
    tagsOf: (place: number) => readonly string[],
    fly: Fly,
  ): Promise<void> {
    const begun = performance.now();
    const flying = fly(own.map(({ place }) => place));
    const landing = flying.then(
      (flown) => flown.landing,
      () => new Map<number, Landed>(),
    );
    const flights = own.map(({ place, key }) => {
      const flight = { begun, tags: () => tagsOf(place), value: landing.then((landed) => landed.get(place)) };
      this.flights.set(key, flight);
      return { key, flight };
    });
    try {
      await flying;
    } finally {
      for (const { key, flight } of flights) if (this.flights.get(key) === flight) this.flights.delete(key);
    }
  }
}
