import type { GraphQLFormattedError } from 'graphql';
import type { Session } from '../../security/verify-token';
import type { Frame, Subscriber } from '../groups/frame';
import type { DeliveryStatistics } from './delivery-statistics';
import type { Outbox, Sender } from './outbox';
import { createFrameBuffer, type BufferLimits, type FrameBuffer } from './overflow';

/** The way to one subscriber over its transport. */
export interface Outlet {
  /** Whether what is written now would wait, because what was written before still does. */
  readonly isClogged: boolean;
  /** Calls back once when that is over. */
  onceClear(callback: () => void): void;
  /**
   * @param frames at least one
   * @param tail what is put behind the first one's body: the closing brace, and before it what the subscriber is told
   */
  write(frames: readonly Frame[], tail: string): void;
  /** Tells that nothing comes any more. */
  end(errors?: readonly GraphQLFormattedError[]): void;
  /** Cuts off a subscriber that is too slow. */
  cutOff(): void;
}

/** Who reads a stream. */
export interface Reader {
  /** Null for somebody anonymous; another one when they renew their token. */
  readonly session: Session | null;
}

/** What is the same for all subscribers of a gateway. */
export interface DeliveryRules {
  limits: BufferLimits;
  /** Whether somebody may still see what a stream brings; where not, it is for others to end it. */
  isAllowed(reader: Reader): boolean;
  statistics: DeliveryStatistics;
  outbox: Outbox;
}

/** The end of the body where a subscriber is told nothing. */
export const PLAIN_TAIL = '}';
/** What comes together for one write, by the frames' bodies: what Node.js lets wait in a stream. */
const BATCH_BYTES = 16 * 1024;

/**
 * Delivers a stream to one subscriber at its own pace. Frames of one moment are written together. A subscriber that is slow
 * holds up nobody: a bounded number of frames, which it has in common with others, waits for it.
 */
export class Delivery implements Subscriber, Sender {
  /** What is written with the next turn of the outbox; null where nothing is. */
  private batch: Frame[] | null = null;
  private batchBytes = 0;
  private isInOutbox = false;
  /** What waits for the outlet to be clear; null where nothing does. */
  private waiting: FrameBuffer | null = null;
  private isDraining = false;
  private missed = 0;
  private hasGap = false;
  private isOver = false;
  private ending: { errors?: readonly GraphQLFormattedError[] } | null = null;

  /** @param onOver called once, when nothing is delivered any more */
  constructor(
    private readonly outlet: Outlet,
    private readonly reader: Reader,
    private readonly rules: DeliveryRules,
    private readonly onOver: () => void,
  ) {}

  next(frame: Frame): void {
    if (this.isOver) return;
    if (this.batch !== null && this.batchBytes + frame.body.length > BATCH_BYTES) this.writeBatch();
    if (this.isDraining) return this.keep(frame);
    this.batchBytes += frame.body.length;
    if (this.batch === null) this.batch = [frame];
    else this.batch.push(frame);
    if (this.isInOutbox) return;
    this.isInOutbox = true;
    this.rules.outbox.add(this);
  }

  send(): void {
    this.isInOutbox = false;
    this.writeBatch();
  }

  gap(): void {
    // It is told with the next frame, not with one that was there before.
    this.writeBatch();
    this.hasGap = true;
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    if (this.isOver || this.ending) return;
    this.writeBatch();
    this.ending = errors ? { errors } : {};
    if (this.waiting === null) this.finish();
  }

  /** Drops what waits: the subscriber does not want it any more. */
  stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.batch = null;
    this.waiting = null;
    this.onOver();
  }

  private writeBatch(): void {
    const frames = this.batch;
    if (frames === null) return;
    this.batch = null;
    this.batchBytes = 0;
    if (this.outlet.isClogged) for (const frame of frames) this.keep(frame);
    else this.write(frames);
  }

  private write(frames: readonly Frame[]): void {
    if (!this.rules.isAllowed(this.reader)) return;
    this.rules.statistics.delivered += frames.length;
    this.outlet.write(frames, this.tail());
  }

  private tail(): string {
    if (this.missed === 0 && !this.hasGap) return PLAIN_TAIL;
    const told = { ...(this.missed > 0 && { missedEvents: this.missed }), ...(this.hasGap && { gap: true }) };
    this.missed = 0;
    this.hasGap = false;
    return `,"extensions":${JSON.stringify({ subscription: told })}}`;
  }

  private keep(frame: Frame): void {
    if (this.isOver) return;
    this.waiting ??= createFrameBuffer(this.rules.limits);
    const left = this.waiting.push(frame);
    const { statistics } = this.rules;
    if (left === null) {
      statistics.cutOff += 1;
      this.stop();
      return this.outlet.cutOff();
    }
    this.missed += left;
    statistics.missed += left;
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
    while (this.waiting !== null && !this.outlet.isClogged) this.write(this.takeWaiting(this.waiting));
    if (this.isOver) return;
    if (this.waiting !== null) this.drainLater();
    else if (this.ending) this.finish();
  }

  private takeWaiting(waiting: FrameBuffer): Frame[] {
    const taken: Frame[] = [];
    let bytes = 0;
    while (waiting.size > 0 && bytes < BATCH_BYTES) {
      const frame = waiting.shift()!;
      bytes += frame.body.length;
      taken.push(frame);
    }
    if (waiting.size === 0) this.waiting = null;
    return taken;
  }

  private finish(): void {
    const { errors } = this.ending!;
    this.stop();
    this.outlet.end(errors);
  }
}
