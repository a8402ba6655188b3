import type { Backlog, Receipt, Standing } from './bus';
import type { RedisConnection } from './redis-connection';

/** The field of an entry: the whole envelope, as JSON. */
export const FIELD = 'event';

/**
 * What the scripts have in common. The keys are the stream; its epoch, a random name that is lost together with it; and
 * where it has been trimmed to. Ids are compared as pairs of numbers.
 */
const SHARED = `
  local stream, epochKey, trimmedKey = KEYS[1], KEYS[2], KEYS[3]
  local function before(a, b)
    local am, as = string.match(a, '(%d+)-(%d+)')
    local bm, bs = string.match(b, '(%d+)-(%d+)')
    if am ~= bm then return tonumber(am) < tonumber(bm) end
    return tonumber(as) < tonumber(bs)
  end
  local function groups()
    if redis.call('EXISTS', stream) == 0 then return {} end
    local found = {}
    for _, flat in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
      local group = {}
      for i = 1, #flat, 2 do group[flat[i]] = flat[i + 1] end
      group.handled = group['last-delivered-id']
      group.oldest = false
      if group.pending > 0 then group.oldest = redis.call('XPENDING', stream, group.name)[2] end
      table.insert(found, group)
    end
    return found
  end
  local function isLost(receipt)
    local epoch, id = string.match(receipt, '(.+)/(.+)')
    if redis.call('GET', epochKey) ~= epoch then return true end
    local trimmed = redis.call('GET', trimmedKey)
    if trimmed and before(id, trimmed) then return false end
    return #redis.call('XRANGE', stream, id, id) == 0
  end`;

/** Stores all the events or none, in order: a part of them would let a later event pass an earlier one at the retry. */
const APPEND = `${SHARED}
  if ARGV[1] ~= '' and isLost(ARGV[1]) then return false end
  redis.call('SET', epochKey, ARGV[2], 'NX')
  local id
  for i = 3, #ARGV do id = redis.call('XADD', stream, '*', '${FIELD}', ARGV[i]) end
  return redis.call('GET', epochKey) .. '/' .. id`;

const STANDING = `${SHARED}
  if isLost(ARGV[1]) then return 'lost' end
  local id = string.match(ARGV[1], '.+/(.+)')
  local all = groups()
  for _, group in ipairs(all) do
    if before(group.handled, id) then return 'waiting' end
    if group.oldest and not before(id, group.oldest) then return 'waiting' end
  end
  return #all > 0 and 'applied' or 'waiting'`;

/** Removes what is older than the given id, up to where the slowest group is: in one step, so that none falls behind. */
const TRIM = `${SHARED}
  local all, low = groups(), ARGV[1]
  if #all == 0 then return 0 end
  for _, group in ipairs(all) do
    local needed = group.oldest or group.handled
    if before(needed, low) then low = needed end
  end
  local trimmed = redis.call('GET', trimmedKey)
  if not trimmed or before(trimmed, low) then redis.call('SET', trimmedKey, low) end
  return redis.call('XTRIM', stream, 'MINID', low)`;

const BACKLOG = `${SHARED}
  for _, group in ipairs(groups()) do
    if group.name == ARGV[1] then
      local next = redis.call('XRANGE', stream, '(' .. group.handled, '+', 'COUNT', 1)[1]
      local lag = group.lag or redis.call('XLEN', stream)
      return { group.pending + lag, group.oldest or (next and next[1]) or '' }
    end
  end
  return { 0, '' }`;

/** Runs the scripts of one stream. */
export class StreamScripts {
  private readonly keys: string[];

  constructor(stream: string) {
    this.keys = [stream, `${stream}:epoch`, `${stream}:trimmed`];
  }

  /**
   * @param epoch names the stream where it is new
   * @returns null, and nothing is stored, where what `since` stands for is lost
   */
  async append(
    redis: RedisConnection,
    events: readonly string[],
    { since, epoch }: { since: Receipt | null; epoch: string },
  ): Promise<Receipt | null> {
    return (await this.run(redis, APPEND, [since ?? '', epoch, ...events])) as Receipt | null;
  }

  async standingOf(redis: RedisConnection, receipt: Receipt): Promise<Standing> {
    return (await this.run(redis, STANDING, [receipt])) as Standing;
  }

  /** Removes entries that are older than a time and that every group has handled. @returns how many */
  async trim(redis: RedisConnection, olderThanMs: number): Promise<number> {
    return (await this.run(redis, TRIM, [`${olderThanMs}-0`])) as number;
  }

  async backlogOf(redis: RedisConnection, group: string): Promise<Backlog> {
    const [events, oldest] = (await this.run(redis, BACKLOG, [group])) as [number, string];
    return { events, oldestAt: oldest ? new Date(parseInt(oldest, 10)) : null };
  }

  private run(redis: RedisConnection, script: string, args: string[]): Promise<unknown> {
    return redis.eval(script, { keys: this.keys, arguments: args });
  }
}
