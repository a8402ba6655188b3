import { z } from 'zod';

/** What becomes of events that a subscriber is too slow for; docs/subscriptions.md says what each does. */
export const OVERFLOW_POLICIES = ['drop-oldest', 'latest-per-entity', 'close'] as const;
export type OverflowPolicy = (typeof OVERFLOW_POLICIES)[number];

/** The gateway's variables for what stays open. */
export const liveVariables = {
  SUBSCRIPTION_OVERFLOW: z.enum(OVERFLOW_POLICIES).default('drop-oldest'),
  SUBSCRIPTION_HEARTBEAT_MS: z.coerce.number().int().min(50).default(16_000),
  SUBSCRIPTION_BUFFER_EVENTS: z.coerce.number().int().min(1).default(256),
  SUBSCRIPTION_BUFFER_KB: z.coerce.number().int().min(1).default(256),
  SOCKETS_PER_USER: z.coerce.number().int().min(1).default(5),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1_000),
  SUBSCRIPTIONS_PER_CONNECTION: z.coerce.number().int().min(1).default(20),
  SUBSCRIPTIONS_PER_USER: z.coerce.number().int().min(1).default(100),
  // Well before what is still open is cut; see kernel/http/http-server.ts.
  SUBSCRIPTION_DRAIN_MS: z.coerce.number().int().min(0).max(2_500).default(2_000),
};

/** How much of a gateway what stays open may take. */
export interface LiveConfig {
  /** How often an open connection is written to, and a socket asked whether it is still there. */
  heartbeatMs: number;
  /** What is kept for a subscriber that does not take it. */
  buffer: { policy: OverflowPolicy; maxEvents: number; maxBytes: number };
  bounds: {
    socketsPerUser: number;
    socketsPerAddress: number;
    subscriptionsPerSocket: number;
    /** Those who have not signed in are counted by their address. */
    subscriptionsPerUser: number;
  };
  /** What is open is ended within this time when the gateway stops, so that not all come back at once. */
  drainMs: number;
}

type Values = z.output<z.ZodObject<typeof liveVariables>>;

export function readLive(values: Values): LiveConfig {
  return {
    heartbeatMs: values.SUBSCRIPTION_HEARTBEAT_MS,
    buffer: {
      policy: values.SUBSCRIPTION_OVERFLOW,
      maxEvents: values.SUBSCRIPTION_BUFFER_EVENTS,
      maxBytes: values.SUBSCRIPTION_BUFFER_KB * 1_024,
    },
    bounds: {
      socketsPerUser: values.SOCKETS_PER_USER,
      socketsPerAddress: values.SOCKETS_PER_ADDRESS,
      subscriptionsPerSocket: values.SUBSCRIPTIONS_PER_CONNECTION,
      subscriptionsPerUser: values.SUBSCRIPTIONS_PER_USER,
    },
    drainMs: values.SUBSCRIPTION_DRAIN_MS,
  };
}
