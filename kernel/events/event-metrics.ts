import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

import type { Backlog } from './bus';

/** From what is prompt to what somebody notices. */
const DELAY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

/** What waits in an outbox. */
export interface OutboxBacklog {
  rows: number;
  /** How long the oldest has waited; 0 where nothing waits. */
  oldestSeconds: number;
}

/** What an operator can know of a service's events. */
export interface EventMetrics {
  published: Counter;
  /** Events that a lost bus made the relay publish once more. */
  republished: Counter;
  applied: Counter<'event'>;
  /** From when something happened until its effect was there. */
  delay: Histogram;
  duplicates: Counter;
  deadLettered: Counter<'event'>;
  /** @param read asked whenever somebody looks */
  watchOutbox(read: () => Promise<OutboxBacklog>): void;
  /** @param read asked whenever somebody looks */
  watchGroup(group: string, read: () => Promise<Backlog>): void;
}

/** Registers what is measured of one service's events. */
export function createEventMetrics(metrics: Registry): EventMetrics {
  const registers = [metrics];
  return {
    published: new Counter({
      name: 'events_published_total',
      help: 'Events of the outbox that the bus has taken.',
      registers,
    }),
    republished: new Counter({
      name: 'events_republished_total',
      help: 'Events published once more because the bus had lost them.',
      registers,
    }),
    applied: new Counter({
      name: 'events_applied_total',
      help: 'Events of others that took effect here.',
      labelNames: ['event'],
      registers,
    }),
    delay: new Histogram({
      name: 'event_delay_seconds',
      help: 'From when something happened until it took effect here.',
      buckets: DELAY_BUCKETS,
      registers,
    }),
    duplicates: new Counter({
      name: 'events_duplicate_dropped_total',
      help: 'Events that came again after they had taken effect.',
      registers,
    }),
    deadLettered: new Counter({
      name: 'events_dead_lettered_total',
      help: 'Events given up after several attempts; see npm run events.',
      labelNames: ['event'],
      registers,
    }),
    watchOutbox: (read) => watchOutbox(metrics, read),
    watchGroup: (group, read) => watchGroup(metrics, group, read),
  };
}

function watchOutbox(metrics: Registry, read: () => Promise<OutboxBacklog>): void {
  gauge(metrics, {
    name: 'outbox_unsent_rows',
    help: 'Events that wait to be published.',
    read: async () => (await read()).rows,
  });
  gauge(metrics, {
    name: 'outbox_oldest_unsent_seconds',
    help: 'How long the oldest event has waited to be published.',
    read: async () => (await read()).oldestSeconds,
  });
}

function watchGroup(metrics: Registry, group: string, read: () => Promise<Backlog>): void {
  gauge(metrics, {
    name: 'stream_pending_entries',
    help: 'Events on the bus that a consumer group has not handled.',
    labels: { group },
    read: async () => (await read()).events,
  });
  gauge(metrics, {
    name: 'stream_oldest_pending_seconds',
    help: 'How long the oldest event that a consumer group has not handled has been on the bus.',
    labels: { group },
    read: async () => secondsSince((await read()).oldestAt),
  });
}

interface Reading {
  name: string;
  help: string;
  labels?: Record<string, string>;
  read: () => Promise<number>;
}

/** Keeps its last value while it cannot be read: a store that is away has an alert of its own. */
function gauge(metrics: Registry, { name, help, labels = {}, read }: Reading): void {
  const registered: Gauge = new Gauge({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [metrics],
    collect: async () => {
      const value = await read().catch(() => null);
      if (value !== null) registered.set(labels, value);
    },
  });
}

function secondsSince(time: Date | null): number {
  return time ? Math.max(0, Date.now() - time.getTime()) / 1000 : 0;
}
