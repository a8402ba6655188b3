import { eventQueue } from '../../gateway/subgraph/event-queue';

/** What every subject serves: notes of some 300 bytes as they come, for whoever listens. */
export const NOTES_SDL = `
  type Query { now: Float }
  type Subscription { noted(on: Int): Note }
  type Note { at: Float! text: String! }`;

export const NOTED = 'subscription ($on: Int) { noted(on: $on) { at text } }';

const TEXT = 'x'.repeat(220);

/** A source that is told when there is a note. */
export interface Notes {
  resolvers: { Subscription: { noted: { subscribe: () => AsyncIterableIterator<unknown> } } };
  /** Tells all who listen. The note says when it was made. */
  tell: () => void;
}

export function createNotes(): Notes {
  const listeners = new Set<(note: unknown) => void>();
  const subscribe = () =>
    eventQueue<unknown>((sink) => {
      const tell = (note: unknown) => sink.next({ noted: note });
      listeners.add(tell);
      return () => listeners.delete(tell);
    });
  return {
    resolvers: { Subscription: { noted: { subscribe } } },
    tell: () => {
      const note = { at: performance.timeOrigin + performance.now(), text: TEXT };
      for (const listener of listeners) listener(note);
    },
  };
}

/** Tells a note for each message of the parent. */
export function tellOnDemand({ tell }: Notes): void {
  process.on('message', () => tell());
}
