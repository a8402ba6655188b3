/** Loads are joined no later than this after their begin: what they read is believed no longer, as it may have changed. */
const JOINED_WITHIN_MS = 1_000;

/** A value that somebody wants: its key, and its place among those wanted. */
interface Wanted {
  place: number;
  key: string;
}

type Found = ReadonlyMap<number, object>;

interface Flight {
  begun: number;
  /** The value, or undefined where none came that may be given to others; never rejects. */
  value: Promise<object | undefined>;
}

/** Loads under way, by key: whoever wants the same meanwhile waits for it. */
export class Joinable {
  private readonly flights = new Map<string, Flight>();

  /**
   * Loads what nobody is loading, and waits for the rest.
   * @param load brings the values for these places, of which those that others may have are in its answer
   * @returns what others loaded; what `load` brings, the caller has
   */
  async loadOrJoin(
    wanted: readonly Wanted[],
    load: (places: readonly number[]) => Promise<Found>,
  ): Promise<Found> {
    const now = performance.now();
    const joined: { place: number; flight: Flight }[] = [];
    const own: Wanted[] = [];
    for (const each of wanted) {
      const flight = this.flights.get(each.key);
      if (flight && now - flight.begun < JOINED_WITHIN_MS) joined.push({ place: each.place, flight });
      else own.push(each);
    }
    const loading = own.length > 0 ? this.begin(own, now, load) : undefined;
    // Its failure is looked at when the others have been waited for.
    loading?.catch(() => undefined);
    const found = new Map<number, object>();
    const missed: number[] = [];
    for (const { place, flight } of joined) {
      const value = await flight.value;
      if (value === undefined) missed.push(place);
      else found.set(place, value);
    }
    await Promise.all([loading, missed.length > 0 ? load(missed) : undefined]);
    return found;
  }

  /** Lets nobody join what is under way. */
  forget(): void {
    this.flights.clear();
  }

  private async begin(
    own: readonly Wanted[],
    begun: number,
    load: (places: readonly number[]) => Promise<Found>,
  ): Promise<void> {
    const loading = load(own.map(({ place }) => place));
    const settled = loading.catch((): Found => new Map());
    const flights = own.map(({ place, key }) => {
      const flight = { begun, value: settled.then((found) => found.get(place)) };
      this.flights.set(key, flight);
      return { key, flight };
    });
    try {
      await loading;
    } finally {
      for (const { key, flight } of flights) if (this.flights.get(key) === flight) this.flights.delete(key);
    }
  }
}
