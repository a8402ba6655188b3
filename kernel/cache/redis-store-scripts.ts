/**
 * What the store does in Redis in one step. Invalidations are counted by a clock, `<epoch>.<count>`: the epoch is new
 * whenever the clock was lost, so that counts of different epochs are never taken for one another. A tag has the clock's
 * time of its last invalidation.
 */

/**
 * Gives the clock and the entries, of which those are false that are not there, or have a tag that was invalidated after
 * they began to be loaded, or of which nothing is known. What cannot be read is empty.
 *
 * KEYS: clock, entries. ARGV: an epoch for a lost clock, what tags' keys begin with.
 */
export const READ = `
local clock = redis.call('GET', KEYS[1])
if not clock then
  clock = ARGV[1] .. '.0'
  redis.call('SET', KEYS[1], clock)
end
local function stateOf(entry)
  local epoch, count, list = string.match(entry, '^([%w-]+)%.(%d+) ([^\\n]*)\\n')
  if not list then return 'unreadable' end
  local isRead, tags = pcall(cjson.decode, list)
  if not isRead or type(tags) ~= 'table' then return 'unreadable' end
  for _, tag in ipairs(tags) do
    local at = redis.call('GET', ARGV[2] .. tostring(tag))
    if not at then return 'void' end
    local atEpoch, atCount = string.match(at, '^(.*)%.(%d+)$')
    if atEpoch ~= epoch or tonumber(atCount) > tonumber(count) then return 'void' end
  end
  return 'good'
end
local found = { clock }
for i = 2, #KEYS do
  local entry = redis.call('GET', KEYS[i])
  local state = entry and stateOf(entry)
  if state == 'good' then found[i] = entry
  elseif state == 'unreadable' then found[i] = ''
  else found[i] = false end
end
return found`;

/**
 * Beside the times of the tags, the log has those that were invalidated lately, by the clock’s count, and under the
 * epoch the count from which on it is complete. So it tells of a tag without a time of its own, which is one that is new
 * or was evicted, whether it was invalidated while something was being loaded.
 *
 * KEYS: clock, log, tags. ARGV: an epoch for a lost clock, the tags' life in ms, channel, message, how many invalidations
 * the log has.
 */
export const INVALIDATE = `
local clock = redis.call('GET', KEYS[1]) or (ARGV[1] .. '.0')
local epoch, count = string.match(clock, '^(.*)%.(%d+)$')
local counted = tonumber(count) + 1
local now = epoch .. '.' .. string.format('%.0f', counted)
redis.call('SET', KEYS[1], now)
local since = redis.call('ZSCORE', KEYS[2], epoch)
if not since then redis.call('DEL', KEYS[2]) end
local first = counted - tonumber(ARGV[5])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', first)
redis.call('ZADD', KEYS[2], math.max(tonumber(since or count), first), epoch)
for i = 3, #KEYS do
  redis.call('SET', KEYS[i], now, 'PX', ARGV[2])
  redis.call('ZADD', KEYS[2], counted, KEYS[i])
end
redis.call('PUBLISH', ARGV[3], ARGV[4])
return now`;

/**
 * Writes an entry that began to be loaded at a mark, unless one of its tags was invalidated since. A tag of which nothing
 * is known gets the mark where the log says that it was not invalidated since. Where the log does not reach back so far,
 * it gets the present: then it may have been invalidated, and the entry is not taken.
 *
 * KEYS: clock, log, entry, tags. ARGV: mark, the tags' life in ms, entry, its life in ms.
 */
export const WRITE = `
local clock = redis.call('GET', KEYS[1])
if not clock then return 0 end
local epoch, count = string.match(ARGV[1], '^(.*)%.(%d+)$')
if string.match(clock, '^(.*)%.%d+$') ~= epoch then return 0 end
count = tonumber(count)
local function isUntouched(tag)
  if clock == ARGV[1] then return true end
  local since = redis.call('ZSCORE', KEYS[2], epoch)
  if not since or tonumber(since) > count then return false end
  local at = redis.call('ZSCORE', KEYS[2], tag)
  return not at or tonumber(at) <= count
end
local isGood = 1
for i = 4, #KEYS do
  local at = redis.call('GET', KEYS[i])
  local atEpoch, atCount = string.match(at or '', '^(.*)%.(%d+)$')
  if atEpoch == epoch then
    if tonumber(atCount) > count then isGood = 0 end
  elseif at then
    redis.call('SET', KEYS[i], epoch .. '.0', 'PX', ARGV[2])
  elseif isUntouched(KEYS[i]) then
    redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2])
  else
    redis.call('SET', KEYS[i], clock, 'PX', ARGV[2])
    isGood = 0
  end
end
if isGood == 1 then redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[4]) end
return isGood`;
