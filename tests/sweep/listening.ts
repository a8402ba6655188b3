import { openSocket } from '../support/client';
import type { Call } from './caller';
import type { Operation } from './operations';
import type { Person, World } from './world';

/** Somebody's subscription, with everything that came of it. */
export interface Listening {
  person: Person;
  operation: Operation;
  call: Call;
  /** Events, or the one answer that refuses. */
  heard: object[];
  isOver: boolean;
  stop(): Promise<void>;
}

/** Subscribes over a real socket. */
export function listen({ stack }: World, person: Person, operation: Operation, call: Call): Listening {
  const client = openSocket(stack.gateway.wsUrl, person.token);
  const stop = async () => client.dispose();
  const listening: Listening = { person, operation, call, heard: [], isOver: false, stop };
  const collect = async () => {
    for await (const event of client.iterate({ query: operation.document, variables: call.variables }))
      listening.heard.push(event);
  };
  void collect()
    // A subscription that is refused outright ends with the errors alone.
    .catch((errors: unknown) => void listening.heard.push({ errors }))
    .finally(() => (listening.isOver = true));
  return listening;
}

/** Waits until something holds. */
export async function until(what: string, holds: () => boolean, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come to pass that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the subscriptions that were asked for have been let in or refused: until their number stands still. */
export async function settled({ stack }: World, listenings: readonly Listening[]): Promise<void> {
  const count = () => {
    const streams = Object.values(stack.subgraphs).map(({ openStreams }) => openStreams());
    return [...streams, listenings.filter(({ isOver }) => isOver).length].join(' ');
  };
  for (let before = '', now = count(); before !== now; now = count()) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
