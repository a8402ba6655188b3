/** Changes in their order, so that those made for one row of a file can be taken back. */
export class Journal {
  private readonly undos: (() => void)[] = [];

  note(undo: () => void): void {
    this.undos.push(undo);
  }

  /** Does work; where it throws, all that it changed is as before. */
  attempt<T>(work: () => T): T {
    const mark = this.undos.length;
    try {
      return work();
    } catch (error) {
      while (this.undos.length > mark) this.undos.pop()!();
      throw error;
    }
  }
}

/** Things said in their order, each taken back with the change that it is about. */
export class DraftLog<T> {
  readonly entries: T[] = [];

  constructor(private readonly journal: Journal) {}

  add(entry: T): void {
    this.entries.push(entry);
    this.journal.note(() => void this.entries.pop());
  }
}

type Keys<T, Key extends string> = Readonly<Record<Key, (row: T) => string | null>>;

/** Some rows of a table: as they are stored, and as they are to be. Rows are replaced, never changed. */
export class DraftTable<T extends { id: string }, Key extends string = never> {
  private readonly stored = new Map<string, T>();
  private readonly drafted = new Map<string, T>();
  private readonly indexes = new Map<string, Set<string>>();

  /** @param keys by which rows are found beside their ids */
  constructor(
    private readonly journal: Journal,
    private readonly keys: Keys<T, Key>,
  ) {}

  /** Takes rows in that are stored; what is drafted of them already stays. */
  read(rows: readonly T[]): void {
    for (const row of rows.filter(({ id }) => !this.drafted.has(id))) {
      this.stored.set(row.id, row);
      this.place(row);
    }
  }

  get(id: string): T | undefined {
    return this.drafted.get(id);
  }

  by(key: Key, value: string): T[] {
    return [...(this.indexes.get(`${key} ${value}`) ?? [])].map((id) => this.drafted.get(id)!);
  }

  save(row: T): T {
    const before = this.drafted.get(row.id);
    this.place(row);
    this.journal.note(() => (before ? this.place(before) : this.remove(row)));
    return row;
  }

  isStored(id: string): boolean {
    return this.stored.has(id);
  }

  /** Rows to insert. */
  get added(): T[] {
    return [...this.drafted.values()].filter(({ id }) => !this.stored.has(id));
  }

  /** Rows to update, as they are to be. */
  get changed(): T[] {
    return [...this.drafted.values()].filter((row) => (this.stored.get(row.id) ?? row) !== row);
  }

  private place(row: T): void {
    const before = this.drafted.get(row.id);
    if (before) this.remove(before);
    this.drafted.set(row.id, row);
    for (const entry of this.entriesOf(row)) {
      const ids = this.indexes.get(entry);
      if (ids) ids.add(row.id);
      else this.indexes.set(entry, new Set([row.id]));
    }
  }

  private remove(row: T): void {
    for (const entry of this.entriesOf(row)) this.indexes.get(entry)?.delete(row.id);
    this.drafted.delete(row.id);
  }

  private entriesOf(row: T): string[] {
    return Object.entries<(row: T) => string | null>(this.keys).flatMap(([key, keyOf]) => {
      const value = keyOf(row);
      return value === null ? [] : [`${key} ${value}`];
    });
  }
}
