/** Traffic that goes on until it is told to stop. */
export interface Traffic {
  /** @returns how often each outcome came */
  stop(): Promise<Map<string, number>>;
}

/** Asks without a pause, several at a time. */
export function keepAsking(ask: () => Promise<string>, atATime = 4): Traffic {
  const outcomes = new Map<string, number>();
  let isOver = false;
  const worker = async () => {
    while (!isOver) {
      const outcome = await ask().catch(String);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const workers = Promise.all(Array.from({ length: atATime }, worker));
  return {
    stop: async () => {
      isOver = true;
      await workers;
      return outcomes;
    },
  };
}
