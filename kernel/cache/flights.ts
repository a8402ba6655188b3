interface Flight {
  tags: readonly string[];
  answer: Promise<unknown>;
}

/** Work under way, one piece for each key: those who want the same meanwhile wait for it. */
export class Flights {
  private readonly flights = new Map<string, Flight>();

  join(key: string, tags: readonly string[], work: () => Promise<unknown>): Promise<unknown> {
    const known = this.flights.get(key);
    if (known) return known.answer;
    const flight: Flight = { tags, answer: work().finally(() => this.forget(key, flight)) };
    this.flights.set(key, flight);
    return flight.answer;
  }

  /** Lets nobody join what began before these tags were invalidated: it may answer what was before. */
  leave(tags: readonly string[]): void {
    for (const [key, flight] of this.flights) {
      if (flight.tags.some((tag) => tags.includes(tag))) this.flights.delete(key);
    }
  }

  private forget(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
  }
}
