import { setTimeout as sleepUntil } from 'node:timers/promises';

import { createClient, ErrorReply } from 'redis';

import { StartError } from '../start-error';
import type { Logger } from '../telemetry/logger';

/** Below the deadline of opening, so that an address nobody answers at leaves no socket behind for long. */
const TCP_CONNECT_MS = 4_000;
const OPEN_DEADLINE_MS = 5_000;
const COMMAND_DEADLINE_MS = 5_000;
/** A reader asks again every few seconds; one that hears nothing this long talks to a host that is gone. */
const SILENCE_MS = 15_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/** A connection that never reconnects: with its first failure all its commands reject and it is over. */
export type RedisConnection = ReturnType<typeof createConnection>;

function createConnection(url: string, socketTimeout?: number) {
  const connection = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    commandOptions: { timeout: undefined },
    socket: { connectTimeout: TCP_CONNECT_MS, socketTimeout, reconnectStrategy: false },
  });
  // Every failure also rejects the commands under way: whoever sent them deals with it.
  connection.on('error', () => undefined);
  return connection;
}

/**
 * Opens a connection, within 5 s.
 * @param silenceMs ends it when nothing was sent or received for so long
 * @throws Error naming the host that does not answer, without the URL's credentials
 */
export async function openRedis(url: string, silenceMs?: number): Promise<RedisConnection> {
  const connection = createConnection(url, silenceMs);
  try {
    await within(OPEN_DEADLINE_MS, connection.connect());
    return connection;
  } catch (error) {
    connection.destroy();
    throw new StartError(`Redis at ${new URL(url).host} cannot be used: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Node gives an error without a message where a name has several addresses and none answers. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

/** Waits; ends early, without an error, when the signal is given. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleepUntil(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** How long to wait after so many failures in a row. */
export function backoff(failures: number, last = LAST_RETRY_MS): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, last);
}

/** The connection for commands that do not block. Opened when needed: each call finds a live one or fails by itself. */
export class RedisCommands {
  private current: Promise<RedisConnection> | null = null;
  private closed = false;

  constructor(private readonly url: string) {}

  /** Rejects at once while Redis is down, and after 5 s without an answer; never waits for better times. */
  async run<T>(command: (connection: RedisConnection) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    try {
      return await within(COMMAND_DEADLINE_MS, command(connection));
    } catch (error) {
      // An error that Redis answered with leaves a good connection; any other makes its state unknown.
      if (!(error instanceof ErrorReply)) connection.destroy();
      throw error;
    }
  }

  /** Ends the commands under way, which reject. */
  close(): void {
    this.closed = true;
    this.current?.then(
      (connection) => connection.destroy(),
      () => undefined,
    );
  }

  private async connect(): Promise<RedisConnection> {
    if (this.closed) throw new Error('The bus is closed');
    return (this.current ??= this.open());
  }

  /** Forgotten as soon as it fails: the next command opens another. */
  private open(): Promise<RedisConnection> {
    const opening = openRedis(this.url);
    const forget = () => {
      if (this.current === opening) this.current = null;
    };
    opening.then((connection) => connection.once('error', forget).once('end', forget), forget);
    return opening;
  }
}

/** Says once that Redis is away and once that it is back, however many connections retry meanwhile. */
export class OutageLog {
  private isOut = false;

  constructor(private readonly logger: Logger) {}

  failed(error: unknown): void {
    if (this.isOut) this.logger.debug({ err: error }, 'event bus: Redis still fails');
    else this.logger.error({ err: error }, 'event bus: Redis fails; trying again until it works');
    this.isOut = true;
  }

  succeeded(): void {
    if (this.isOut) this.logger.info('event bus: Redis works again');
    this.isOut = false;
  }
}

/** @param succeeded to be called when Redis has answered: ends the outage, starts the backoff anew */
export type RedisSession = (connection: RedisConnection, succeeded: () => void) => Promise<void>;

/**
 * Runs a session on a connection of its own, and again on a new one with backoff whenever it fails, until the signal
 * is given. The signal also cuts a command off that is blocking the connection.
 */
export async function keepConnected(
  url: string,
  outages: OutageLog,
  signal: AbortSignal,
  session: RedisSession,
): Promise<void> {
  let failures = 0;
  const succeeded = () => {
    failures = 0;
    outages.succeeded();
  };
  while (!signal.aborted) {
    try {
      await runSession(url, signal, (connection) => session(connection, succeeded));
    } catch (error) {
      if (signal.aborted) return;
      outages.failed(error);
      await sleep(backoff(failures++), signal);
    }
  }
}

async function runSession(
  url: string,
  signal: AbortSignal,
  session: (connection: RedisConnection) => Promise<void>,
): Promise<void> {
  const connection = await openRedis(url, SILENCE_MS);
  const destroy = () => connection.destroy();
  signal.addEventListener('abort', destroy);
  try {
    if (!signal.aborted) await session(connection);
  } finally {
    signal.removeEventListener('abort', destroy);
    destroy();
  }
}
