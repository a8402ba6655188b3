import type { AnyEvent } from './bus';
import type { OutageLog, RedisCommands, RedisConnection } from './redis-connection';
import { FIELD } from './redis-scripts';

/** What the parts of one Redis bus have in common. */
export interface RedisBusContext {
  url: string;
  /** Key of the stream, and what the bus's other keys begin with. */
  stream: string;
  leaseMs: number;
  commands: RedisCommands;
  outages: OutageLog;
}

/** One place in the stream. */
export interface StreamEntry {
  id: string;
  /** Null when the place does not hold an event: written by something else, or deleted since. */
  event: AnyEvent | null;
}

/** The reply of XREAD and XREADGROUP. */
type StreamsReply = [key: string, entries: RawEntry[]][] | null;
type RawEntry = [id: string, fields: string[] | null];

/** Sends XREAD or XREADGROUP on one stream. */
export async function readEntries(connection: RedisConnection, command: string[]): Promise<StreamEntry[]> {
  const reply = await connection.sendCommand<StreamsReply>(command);
  return (reply?.[0]?.[1] ?? []).map(toEntry);
}

/** The id of the newest entry: reading after it gives what is appended from now on. */
export async function lastId(connection: RedisConnection, stream: string): Promise<string> {
  const [newest] = await connection.sendCommand<RawEntry[]>(['XREVRANGE', stream, '+', '-', 'COUNT', '1']);
  return newest?.[0] ?? '0-0';
}

function toEntry([id, fields]: RawEntry): StreamEntry {
  const [name, value] = fields ?? [];
  return { id, event: name === FIELD && value !== undefined ? parseEvent(value) : null };
}

function parseEvent(json: string): AnyEvent | null {
  try {
    return JSON.parse(json) as AnyEvent;
  } catch {
    return null;
  }
}
