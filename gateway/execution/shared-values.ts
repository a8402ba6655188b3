import type { Data } from '../subgraph/subgraph-response';

/**
 * Values that stand at several places of a run's data, with what each field of the client made of them so far.
 * Whoever adds to one at one of its places puts a copy there; others may at the same time be waiting for an answer that
 * they were to add to the original.
 */
export class SharedValues extends Map<object, Map<object, string> | null> {
  private readonly copies = new Map<object, Data[]>();

  /** Notes that a copy has taken an object's place somewhere. */
  copied(original: object, copy: Data): void {
    const known = this.copies.get(original);
    if (known) known.push(copy);
    else this.copies.set(original, [copy]);
  }

  /** The objects with all that by now stand in their places. */
  withCopies(objects: readonly Data[]): readonly Data[] {
    if (this.copies.size === 0) return objects;
    const all = new Set<Data>();
    const add = (object: Data) => {
      all.add(object);
      this.copies.get(object)?.forEach(add);
    };
    objects.forEach(add);
    return [...all];
  }
}
