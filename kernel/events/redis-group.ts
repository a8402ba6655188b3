import { randomUUID } from 'node:crypto';

import type { EventName } from '../../schema/events';
import type { Logger } from '../telemetry/logger';
import type { AnyEvent, EventHandler } from './bus';
import { backoff, keepConnected, type RedisConnection, sleep } from './redis-connection';
import { Lease } from './redis-lease';
import { readEntries, type RedisBusContext, type StreamEntry } from './redis-stream';

/**
 * All members act as this one consumer of the Redis group, since one at a time is active: what a dead member left
 * unacknowledged is the next one's own, at once and in order, with nobody to claim it from.
 */
const SEAT = 'active';
const BATCH_SIZE = 100;
const BLOCK_MS = 2_000;
/** Longest wait between two attempts at an event that its handler fails on. */
const LAST_HANDLER_RETRY_MS = 10_000;

/** What one member of a group does. */
export interface GroupWork {
  group: string;
  names: readonly EventName[];
  handler: EventHandler;
  logger: Logger;
}

/**
 * One member of a consumer group. Whoever holds the group's lease works, the others stand by; so events are handled
 * one after the other in stream order.
 *
 * The order does not hang on the lease alone: new entries are first moved into the group's pending list, and work is
 * always taken from the front of that list. Should two members ever work at once (one was frozen past its lease),
 * each still comes to an event only after all earlier ones, and the consumer's inbox lets the effect happen once.
 */
export class GroupMember {
  private readonly ending = new AbortController();
  private readonly lease: Lease;
  private readonly names: ReadonlySet<EventName>;
  private readonly ended: Promise<void>;
  private isHandling = false;

  constructor(
    private readonly bus: RedisBusContext,
    private readonly work: GroupWork,
  ) {
    this.names = new Set(work.names);
    this.lease = new Lease(bus.commands, `${bus.stream}:lease:${work.group}`, randomUUID(), bus.leaseMs);
    this.ended = this.run();
  }

  /** Takes no more events; resolves when the running handler has ended and the next member may go on. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.ended;
  }

  /** As `stop`, but leaves a running handler behind: its event comes again when the lease has lapsed. */
  async close(): Promise<void> {
    if (!this.isHandling) return this.stop();
    this.ending.abort();
    this.lease.abandon();
  }

  private async run(): Promise<void> {
    await keepConnected(this.bus.url, this.bus.outages, this.ending.signal, (connection, succeeded) =>
      this.takeTurns(connection, succeeded),
    );
    // Not released while Redis is away: it lapses.
    await this.lease.release().catch(() => undefined);
  }

  private async takeTurns(connection: RedisConnection, succeeded: () => void): Promise<void> {
    await this.createGroup();
    while (!this.ending.signal.aborted) {
      if (await this.lease.take()) await this.handleEvents(connection, succeeded);
      else await sleep(this.bus.leaseMs / 10, this.ending.signal);
      succeeded();
    }
  }

  /** From the beginning of the stream: a new group gets everything that is still there. */
  private async createGroup(): Promise<void> {
    const { commands, stream } = this.bus;
    await commands
      .run((redis) => redis.xGroupCreate(stream, this.work.group, '0', { MKSTREAM: true }))
      .catch((error: unknown) => {
        if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
      });
  }

  private async handleEvents(connection: RedisConnection, succeeded: () => void): Promise<void> {
    while (this.mayGoOn()) {
      const pending = await this.readPending();
      succeeded();
      if (pending.length > 0) await this.handleBatch(pending);
      else await this.waitForNew(connection);
    }
  }

  private mayGoOn(): boolean {
    return this.lease.isHeld() && !this.ending.signal.aborted;
  }

  private readPending(): Promise<StreamEntry[]> {
    return this.bus.commands.run((redis) => readEntries(redis, this.readCommand('0')));
  }

  /** Moves new entries into the pending list. Waits for some, but not for so long that the lease runs out. */
  private async waitForNew(connection: RedisConnection): Promise<void> {
    const blockMs = Math.ceil(Math.min(BLOCK_MS, this.bus.leaseMs / 5));
    await readEntries(connection, this.readCommand('>', ['BLOCK', String(blockMs)]));
  }

  private readCommand(after: string, options: string[] = []): string[] {
    const reader = ['XREADGROUP', 'GROUP', this.work.group, SEAT, 'COUNT', String(BATCH_SIZE)];
    return [...reader, ...options, 'STREAMS', this.bus.stream, after];
  }

  private async handleBatch(entries: readonly StreamEntry[]): Promise<void> {
    let done: string[] = [];
    for (const { id, event } of entries) {
      if (!this.mayGoOn()) break;
      if (!event)
        this.work.logger.error(
          { id, group: this.work.group },
          'event bus: skipped an entry that is no event',
        );
      const isWanted = event !== null && this.names.has(event.name);
      if (isWanted && !(await this.handle(event))) break;
      done.push(id);
      if (isWanted) {
        await this.acknowledge(done);
        done = [];
      }
    }
    await this.acknowledge(done);
  }

  private async acknowledge(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.bus.commands.run((redis) => redis.xAck(this.bus.stream, this.work.group, [...ids]));
  }

  /** Calls the handler until it succeeds. @returns false when this member had to give up before */
  private async handle(event: AnyEvent): Promise<boolean> {
    for (let failures = 0; this.mayGoOn(); failures++) {
      try {
        this.isHandling = true;
        await this.work.handler(event);
        return true;
      } catch (error) {
        this.logFailure(error, event, failures);
      } finally {
        this.isHandling = false;
      }
      await sleep(backoff(failures, LAST_HANDLER_RETRY_MS), this.ending.signal);
    }
    return false;
  }

  private logFailure(error: unknown, { id, name }: AnyEvent, failures: number): void {
    const details = { err: error, group: this.work.group, event: id, name, failures: failures + 1 };
    const message = 'event bus: a handler failed; its event and those after it wait until it succeeds';
    if (failures === 0) this.work.logger.error(details, message);
    else this.work.logger.warn(details, message);
  }
}
