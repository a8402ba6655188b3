import type { Bus } from '../kernel/events/bus';

/** A bus whose events wait in their outboxes until everybody is there who is to hear them. */
export interface HeldBus {
  bus: Bus;
  /** All are there: events go out from now on. */
  release(): void;
  /** Not all will come: what waits is refused, and stays in the outboxes. */
  giveUp(): void;
}

/** Holds what is published on a bus that does not know who is still to come. */
export function holdBus(inner: Bus): HeldBus {
  let release!: () => void;
  let giveUp!: () => void;
  const gathered = new Promise<void>((resolve, reject) => {
    release = resolve;
    giveUp = () => reject(new Error('Not every consumer of events has started'));
  });
  // Nothing may wait for it yet.
  gathered.catch(() => undefined);
  const publish: Bus['publish'] = async (events, since) => {
    await gathered;
    return inner.publish(events, since);
  };
  return { bus: { ...inner, publish }, release, giveUp };
}
