import { END_REASONS, type EndReason } from '../end-reason';

/** The ways that subscriptions reach their subscribers. */
export const STREAM_TRANSPORTS = ['websocket', 'sse', 'multipart'] as const;
export type StreamTransport = (typeof STREAM_TRANSPORTS)[number];

/** What has become of frames and of subscriptions, over all subscribers. */
export interface DeliveryStatistics {
  delivered: number;
  /** Frames that were left out because a subscriber was too slow. */
  missed: number;
  /** Subscribers that were cut off for it. */
  cutOff: number;
  /** Subscriptions that were asked for. Those that have not ended are open. */
  started: Record<StreamTransport, number>;
  ended: Record<StreamTransport, Record<EndReason, number>>;
}

export function newDeliveryStatistics(): DeliveryStatistics {
  const perTransport = <T>(value: () => T) =>
    Object.fromEntries(STREAM_TRANSPORTS.map((name) => [name, value()])) as Record<StreamTransport, T>;
  const noEnds = () =>
    Object.fromEntries(END_REASONS.map((reason) => [reason, 0])) as Record<EndReason, number>;
  return { delivered: 0, missed: 0, cutOff: 0, started: perTransport(() => 0), ended: perTransport(noEnds) };
}

/**
 * Counts a subscription that was asked for.
 * @returns what counts its end; it is to be called once
 */
export function countStart(
  { started, ended }: DeliveryStatistics,
  transport: StreamTransport,
): (reason: EndReason) => void {
  started[transport] += 1;
  const ends = ended[transport];
  return (reason) => void (ends[reason] += 1);
}
