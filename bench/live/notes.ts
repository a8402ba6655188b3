import { eventQueue } from '../../gateway/subgraph/event-queue';

/** What every subject serves: notes as they come, for whoever listens. */
export const NOTES_SDL = `
  type Query { now: Float }
  type Subscription { noted(on: Int): Note }
  type Note { at: Float! text: String! }`;

/** The same, where the supergraph says that it is for everybody. */
export const SHARED_NOTES_SDL = NOTES_SDL.replaceAll(
  /Subscription|Note(?= \{)/g,
  '$& @dependsOnClaims(claims: [])',
);

export const NOTED = 'subscription ($on: Int) { noted(on: $on) { at text } }';

/** So that a frame has some 300 bytes. */
const TEXT_BYTES = 220;

/** Tells a process that makes notes to make one; the text is 220 bytes long where nothing is said. */
export interface Tell {
  bytes?: number;
}

/** A note: when it was made, in ms since the epoch, and something to read. */
export interface Note {
  at: number;
  text: string;
}

export function newNote({ bytes = TEXT_BYTES }: Tell): Note {
  return { at: performance.timeOrigin + performance.now(), text: 'x'.repeat(bytes) };
}

/** A source that is told when there is a note. */
export interface Notes {
  resolvers: { Subscription: { noted: { subscribe: () => AsyncIterableIterator<unknown> } } };
  /** Tells all who listen. */
  tell: (what: Tell) => void;
}

export function createNotes(): Notes {
  const listeners = new Set<(note: Note) => void>();
  const subscribe = () =>
    eventQueue<unknown>((sink) => {
      const tell = (note: Note) => sink.next({ noted: note });
      listeners.add(tell);
      return () => listeners.delete(tell);
    });
  return {
    resolvers: { Subscription: { noted: { subscribe } } },
    tell: (what) => {
      const note = newNote(what);
      for (const listener of listeners) listener(note);
    },
  };
}

/** Tells a note for each message of the parent. */
export function tellOnDemand({ tell }: Pick<Notes, 'tell'>): void {
  process.on('message', (what: Tell) => tell(what));
}
