import type { EventName } from '../../schema/events';
import type { Bus, EventEnvelope } from './bus';

/** Which events of a tenant are told of. */
export interface Concern<N extends EventName> {
  tenantId: string;
  names: readonly N[];
  /** Whether an event of such a name, and of the tenant, may be meant. */
  concerns: (event: EventEnvelope<N>) => boolean;
}

/** That something has happened, however often; not what. */
export interface Hints {
  /** Resolves when something has happened since it did last; with false once nothing more is told. */
  wait(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Listens from now on. What nobody waits for takes no memory, however much it is. */
export function listenForHints<N extends EventName>(bus: Bus, concern: Concern<N>): Hints {
  const { tenantId, names, concerns } = concern;
  const events = bus.subscribe(names);
  let hasHappened = false;
  let isOver = false;
  let failure: unknown;
  let wake: () => void = () => undefined;

  const listen = async () => {
    for await (const event of events) {
      if (event.tenantId !== tenantId || !concerns(event as EventEnvelope<N>)) continue;
      hasHappened = true;
      wake();
    }
  };
  void listen()
    .catch((error: unknown) => (failure = error))
    .finally(() => {
      isOver = true;
      wake();
    });

  return {
    async wait() {
      if (!hasHappened && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      if (failure !== undefined) throw failure as Error;
      const isHint = hasHappened;
      hasHappened = false;
      return isHint;
    },
    stop: async () => void (await events.return?.()),
  };
}
