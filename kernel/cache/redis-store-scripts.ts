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

/** KEYS: clock, tags. ARGV: an epoch for a lost clock, the tags' life in ms, channel, message. */
export const INVALIDATE = `
local clock = redis.call('GET', KEYS[1]) or (ARGV[1] .. '.0')
local epoch, count = string.match(clock, '^(.*)%.(%d+)$')
local now = epoch .. '.' .. string.format('%.0f', tonumber(count) + 1)
redis.call('SET', KEYS[1], now)
for i = 2, #KEYS do redis.call('SET', KEYS[i], now, 'PX', ARGV[2]) end
redis.call('PUBLISH', ARGV[3], ARGV[4])
return now`;

/**
 * Writes an entry that began to be loaded at a mark, unless one of its tags was invalidated since. A tag of which nothing
 * is known gets the mark, or, where anything at all was invalidated meanwhile, the present: then it may have been this one,
 * and the entry is not taken.
 *
 * KEYS: clock, entry, tags. ARGV: mark, the tags' life in ms, entry, its life in ms.
 */
export const WRITE = `
local clock = redis.call('GET', KEYS[1])
if not clock then return 0 end
local epoch, count = string.match(ARGV[1], '^(.*)%.(%d+)$')
if string.match(clock, '^(.*)%.%d+$') ~= epoch then return 0 end
local isGood = 1
for i = 3, #KEYS do
  local at = redis.call('GET', KEYS[i])
  if not at then
    redis.call('SET', KEYS[i], clock, 'PX', ARGV[2])
    if clock ~= ARGV[1] then isGood = 0 end
  else
    local atEpoch, atCount = string.match(at, '^(.*)%.(%d+)$')
    if atEpoch ~= epoch then
      redis.call('SET', KEYS[i], epoch .. '.0', 'PX', ARGV[2])
    elseif tonumber(atCount) > tonumber(count) then
      isGood = 0
    end
  end
end
if isGood == 1 then redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4]) end
return isGood`;
