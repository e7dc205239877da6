/**
 * One stream per topic, and its entry ids are the positions: `<epoch>-<offset>`. So epoch, offsets and
 * messages live and expire together, and what a script does to them is atomic. The first entry of an
 * epoch has offset 0 and no message; it marks the place before the first.
 */
const openStream = `
local stream = KEYS[1]
local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local id
if last then
  id = last[1]
else
  local now = redis.call('TIME')
  id = now[1] .. string.format('%06d', now[2]) .. '-0'
  redis.call('XADD', stream, id, 'm', '')
end
local epoch, offset = string.match(id, '^(%d+)%-(%d+)$')
`;

/**
 * KEYS: stream. ARGV: messages kept, idle time to live (ms), dedupe window (ms), then pairs of message
 * id and JSON. What is new is appended and announced, all of it in one publication, on the channel of
 * the stream's name: `<epoch> <offset of the first>` and the messages, one to a line.
 */
export const publishScript = `${openStream}
local fresh = {}
for i = 4, #ARGV, 2 do
  if redis.call('SET', stream .. ':id:' .. ARGV[i], '', 'NX', 'PX', ARGV[3]) then
    fresh[#fresh + 1] = ARGV[i + 1]
    local position = string.format('%s-%.0f', epoch, offset + #fresh)
    redis.call('XADD', stream, 'MAXLEN', '~', ARGV[1], position, 'm', ARGV[i + 1])
  end
end
redis.call('PEXPIRE', stream, ARGV[2])
if #fresh > 0 then
  local first = string.format('%.0f', offset + 1)
  redis.call('PUBLISH', stream, epoch .. ' ' .. first .. '\\n' .. table.concat(fresh, '\\n'))
end
return #fresh
`;

/**
 * KEYS: stream. ARGV: epoch, first offset wanted, limit, idle time to live (ms). Returns the id of the
 * newest entry and, when the epoch is the reader's, the entries from the offset on.
 */
export const readScript = `${openStream}
redis.call('PEXPIRE', stream, ARGV[4])
if epoch ~= ARGV[1] then return { id } end
return { id, redis.call('XRANGE', stream, epoch .. '-' .. ARGV[2], '+', 'COUNT', ARGV[3]) }
`;

/**
 * KEYS: stream. ARGV: idle time to live (ms). Drops the stream and begins another, whose later epoch is
 * announced, so that followers notice. Returns how many messages were dropped.
 */
export const forgetScript = `
local stream = KEYS[1]
local count = redis.call('XLEN', stream)
if count == 0 then return 0 end
local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
local _, offset = string.match(first[1], '^(%d+)%-(%d+)$')
if offset == '0' then count = count - 1 end
redis.call('DEL', stream)
local now = redis.call('TIME')
local epoch = now[1] .. string.format('%06d', now[2])
redis.call('XADD', stream, epoch .. '-0', 'm', '')
redis.call('PEXPIRE', stream, ARGV[1])
redis.call('PUBLISH', stream, epoch .. ' 1')
return count
`;
