/** No value that began to be loaded before this is remembered any more. */
const REMEMBERED_MS = 60_000;

/** Which tags were invalidated when, as far as this process has heard: for telling what is known from before. */
export class RecentInvalidations {
  private readonly instants = new Map<string, number>();
  private sweptAt = 0;

  constructor(private readonly now: () => number) {}

  note(tags: readonly string[]): void {
    const now = this.now();
    for (const tag of tags) {
      // Set anew, so that the oldest stay in front.
      this.instants.delete(tag);
      this.instants.set(tag, now);
    }
    this.sweep(now);
  }

  /** Whether one of the tags was invalidated at this instant or later. */
  since(instant: number, tags: readonly string[]): boolean {
    if (this.instants.size === 0) return false;
    return tags.some((tag) => (this.instants.get(tag) ?? -Infinity) >= instant);
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < 1_000) return;
    this.sweptAt = now;
    for (const [tag, instant] of this.instants) {
      if (instant > now - REMEMBERED_MS) return;
      this.instants.delete(tag);
    }
  }
}
