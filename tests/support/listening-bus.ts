import type { Bus } from '../../kernel/events/bus';
import { createMemoryBus } from '../../kernel/events/memory-bus';

/** The bus in memory, and a way to know that somebody listens. */
export interface ListeningBus extends Bus {
  /** Resolves when the next live tail is open: what is published from then on is not missed. */
  nextListener(): Promise<void>;
}

export function createListeningBus(): ListeningBus {
  const memory = createMemoryBus();
  let onListening: () => void = () => undefined;
  return {
    ...memory,
    subscribe: (names) => {
      const tail = memory.subscribe(names);
      onListening();
      return tail;
    },
    nextListener: () => new Promise((resolve) => (onListening = resolve)),
  };
}
