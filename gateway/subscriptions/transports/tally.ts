/** Counts what somebody has open. */
export interface Tally {
  /** @returns what takes it off again, or null where there is one too many; twice is once */
  add(owner: string): (() => void) | null;
}

export function createTally(most: number): Tally {
  const counts = new Map<string, number>();
  return {
    add(owner) {
      const count = counts.get(owner) ?? 0;
      if (count >= most) return null;
      counts.set(owner, count + 1);
      let isOff = false;
      return () => {
        if (isOff) return;
        isOff = true;
        const left = counts.get(owner)! - 1;
        if (left > 0) counts.set(owner, left);
        else counts.delete(owner);
      };
    },
  };
}
