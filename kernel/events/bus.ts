import type { EventName, Events } from '../../schema/events';

/** An event on its way: a fact with an id of its own, of one tenant, about one aggregate. */
export interface EventEnvelope<N extends EventName = EventName> {
  id: string;
  name: N;
  tenantId: string;
  aggregateId: string;
  /** RFC 3339, UTC. */
  occurredAt: string;
  payload: Events[N];
}

/** An envelope whose name tells the type of its payload. */
export type AnyEvent = { [N in EventName]: EventEnvelope<N> }[EventName];

export type EventHandler = (event: AnyEvent) => Promise<void>;

/**
 * What carries events between services. At least once, in order per aggregate: consumers deduplicate by event id.
 */
export interface Bus {
  /**
   * Resolves once the bus holds the events for every group, so that a crash after it loses nothing. May deliver twice
   * when it rejects and is called again. Called by the relay alone.
   */
  publish(events: readonly AnyEvent[]): Promise<void>;
  /**
   * Work shared by a group: each event reaches one member, and again until its handler has resolved once.
   * @returns a function that stops taking events and resolves when the running handler has ended
   */
  consume(group: string, names: readonly EventName[], handler: EventHandler): Promise<() => Promise<void>>;
  /** A live tail: every caller gets every event published from now on, until it calls `return()`. */
  subscribe(names: readonly EventName[]): AsyncIterableIterator<AnyEvent>;
  close(): Promise<void>;
}
