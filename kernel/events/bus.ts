import type { EventName, Events } from '../../schema/events';

/** An event on its way: a fact with an id of its own, of one tenant, about one aggregate. */
export interface EventEnvelope<N extends EventName = EventName> {
  id: string;
  name: N;
  /** How many times the shape of this event's payload has grown; see `EVENT_VERSIONS`. */
  version: number;
  tenantId: string;
  aggregateId: string;
  /** RFC 3339, UTC. */
  occurredAt: string;
  payload: Events[N];
}

/** An envelope whose name tells the type of its payload. */
export type AnyEvent = { [N in EventName]: EventEnvelope<N> }[EventName];

export type EventHandler = (event: AnyEvent) => Promise<void>;

/** Stands for the last event of a `publish` and all those before it. Only the bus that gave it can read it. */
export type Receipt = string;

/**
 * What became of the events that a receipt stands for: each group has applied them; some still have to; or the bus no
 * longer has them although not every group has seen them.
 */
export type Standing = 'applied' | 'waiting' | 'lost';

/** What a group still has to handle. */
export interface Backlog {
  events: number;
  /** When the oldest of them came to the bus; null where there is none. */
  oldestAt: Date | null;
}

/** The bus has lost events that it had taken: they must be published again, before any others. */
export class EventsLostError extends Error {
  override readonly name = 'EventsLostError';

  constructor() {
    super('The event bus has lost events that it had taken');
  }
}

/**
 * What carries events between services. At least once, in order per aggregate: consumers deduplicate by event id.
 */
export interface Bus {
  /**
   * Resolves once the bus holds the events for every group, so that a crash after it loses nothing. May deliver twice
   * when it rejects and is called again. Called by the relay alone.
   * @param events at least one
   * @param since what the same outbox has been given last
   * @throws EventsLostError and takes nothing, where the events before `since` are lost
   */
  publish(events: readonly AnyEvent[], since?: Receipt | null): Promise<Receipt>;
  standingOf(receipt: Receipt): Promise<Standing>;
  /**
   * Work shared by a group: each event reaches one member, and again until its handler has resolved once.
   * @returns a function that stops taking events and resolves when the running handler has ended
   */
  consume(group: string, names: readonly EventName[], handler: EventHandler): Promise<() => Promise<void>>;
  backlogOf(group: string): Promise<Backlog>;
  /** A live tail: every caller gets every event published from now on, until it calls `return()`. */
  subscribe(names: readonly EventName[]): AsyncIterableIterator<AnyEvent>;
  close(): Promise<void>;
}
