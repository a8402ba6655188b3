/** Members who all have their turn once in a round, some of them at each step, so that a round is no burst. */
export class Rota<T> {
  private readonly steps: Set<T>[];
  private readonly stepOf = new Map<T, Set<T>>();
  private joined = 0;
  private step = 0;

  /** @param steps of a round */
  constructor(steps: number) {
    this.steps = Array.from({ length: steps }, () => new Set<T>());
  }

  get size(): number {
    return this.stepOf.size;
  }

  add(member: T): void {
    const step = this.steps[this.joined++ % this.steps.length]!;
    step.add(member);
    this.stepOf.set(member, step);
  }

  delete(member: T): void {
    this.stepOf.get(member)?.delete(member);
    this.stepOf.delete(member);
  }

  all(): T[] {
    return [...this.stepOf.keys()];
  }

  /** Goes on by a step. @returns whose turn it is */
  next(): ReadonlySet<T> {
    return this.steps[this.step++ % this.steps.length]!;
  }

  /** @returns whose turn it was so many steps before the last one, less than a round */
  past(steps: number): ReadonlySet<T> {
    const { length } = this.steps;
    return this.steps[(this.step + length - 1 - steps) % length]!;
  }
}
