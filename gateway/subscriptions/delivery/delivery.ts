import type { GraphQLFormattedError } from 'graphql';
import type { EndReason } from '../end-reason';
import type { Frame, Subscriber } from '../groups/frame';
import type { DeliveryStatistics, StreamTransport } from './delivery-statistics';
import { createFrameBuffer, type BufferLimits, type FrameBuffer } from './overflow';

/** The way to one subscriber over its transport. */
export interface Outlet {
  readonly transport: StreamTransport;
  /** Whether what is written now would wait, because what was written before still does. */
  readonly isClogged: boolean;
  /** Calls back once when that is over. */
  onceClear(callback: () => void): void;
  /** @param tail what is put behind the frame's body: the closing brace, and before it what the subscriber is told */
  write(frame: Frame, tail: string): void;
  /** Tells that nothing comes any more. */
  end(errors?: readonly GraphQLFormattedError[]): void;
  /** Cuts off a subscriber that is too slow. */
  cutOff(): void;
}

export interface DeliveryOptions {
  limits: BufferLimits;
  /** Whether the subscriber may still see what the stream brings; where not, it is for others to end it. */
  isAllowed: () => boolean;
  statistics: DeliveryStatistics;
  /** Called once, when nothing is delivered any more. */
  onOver: (reason: EndReason) => void;
}

/**
 * Delivers a stream to one subscriber at its own pace. One that is slow holds up nobody: a bounded number of frames, which
 * it has in common with others, waits for it.
 */
export class Delivery implements Subscriber {
  private readonly waiting: FrameBuffer;
  private missed = 0;
  private hasGap = false;
  private isDraining = false;
  private isOver = false;
  private ending: { reason: EndReason; errors?: readonly GraphQLFormattedError[] | undefined } | null = null;

  constructor(
    private readonly outlet: Outlet,
    private readonly options: DeliveryOptions,
  ) {
    this.waiting = createFrameBuffer(options.limits);
  }

  next(frame: Frame): void {
    if (this.isOver) return;
    if (this.waiting.size === 0 && !this.outlet.isClogged) this.write(frame);
    else this.keep(frame);
  }

  gap(): void {
    this.hasGap = true;
  }

  end(reason: EndReason, errors?: readonly GraphQLFormattedError[]): void {
    if (this.isOver || this.ending) return;
    this.ending = { reason, errors };
    if (this.waiting.size === 0) this.finish();
  }

  /** Drops what waits: the subscriber does not want it any more. Twice is once. */
  stop(reason: EndReason): void {
    if (this.isOver) return;
    this.isOver = true;
    this.waiting.clear();
    this.options.onOver(reason);
  }

  private write(frame: Frame): void {
    if (!this.options.isAllowed()) return;
    this.options.statistics.delivered += 1;
    this.outlet.write(frame, this.tail());
  }

  private tail(): string {
    if (this.missed === 0 && !this.hasGap) return '}';
    const told = { ...(this.missed > 0 && { missedEvents: this.missed }), ...(this.hasGap && { gap: true }) };
    this.missed = 0;
    this.hasGap = false;
    return `,"extensions":${JSON.stringify({ subscription: told })}}`;
  }

  private keep(frame: Frame): void {
    const left = this.waiting.push(frame);
    if (left === null) {
      this.options.statistics.cutOff += 1;
      this.stop('too_slow');
      return this.outlet.cutOff();
    }
    this.missed += left;
    this.options.statistics.missed += left;
    this.drainLater();
  }

  private drainLater(): void {
    if (this.isDraining) return;
    this.isDraining = true;
    this.outlet.onceClear(() => {
      this.isDraining = false;
      this.drain();
    });
  }

  private drain(): void {
    while (!this.isOver && this.waiting.size > 0 && !this.outlet.isClogged) this.write(this.waiting.shift()!);
    if (this.isOver) return;
    if (this.waiting.size > 0) this.drainLater();
    else if (this.ending) this.finish();
  }

  private finish(): void {
    const { reason, errors } = this.ending!;
    this.stop(reason);
    this.outlet.end(errors);
  }
}
