/** An object whose own key is `__proto__`, as only JSON can make it. */
const prototypeKey: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const deepObject = (depth: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

/** What stands where the wrong type, an operator, a pattern or another language's syntax would bite. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [[]],
  ['a', 'b'],
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  // Operators of query languages, where a value belongs.
  { $ne: '' },
  { $gt: '' },
  { $regex: '.*' },
  { like: '%' },
  { length: 5 },
  { toString: 'x', valueOf: 1 },
  prototypeKey,
  { constructor: { prototype: { polluted: true } } },
  // Signs that mean something to SQL, to its patterns, to its arrays and to text search.
  "' OR '1'='1",
  "'; DROP TABLE messages; --",
  '") UNION SELECT password_hash FROM users --',
  '$1',
  '%_\\',
  '\\',
  '{a,b}',
  "a' & !b | (c <-> d):*",
  '(((',
  '*',
  // What PostgreSQL cannot store as text, or JSON as jsonb.
  'a\u0000b',
  '\u0000',
  '\ud800',
  'a\udfffb',
  '\u202e\ufeff\u2028',
  '../../../../etc/passwd',
  '{{7*7}}<%= 7*7 %>',
  'constructor',
  '__proto__',
  // Times, offsets and ids that look like those of a cursor and are not.
  '99999999999999999999',
  '1e400',
  '-1',
  `+275760-09-13T00:00:00.000Z~cnv_${'0'.repeat(26)}`,
  `-271821-04-20T00:00:00.000Z~cnv_${'0'.repeat(26)}`,
  `2026-01-01T00:00:00.000Z~cnv_${'i'.repeat(26)}`,
  `2026-01-01T00:00:00.000Z~cnv_${'z'.repeat(26)}`,
  // Nine bytes a letter once it is encoded, and nothing in it repeats.
  `https://www.customer.example/${Array.from({ length: 1_900 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000)),
  ).join('')}`,
  'javascript:alert(1)',
  'x'.repeat(9_000),
  deep(500),
  deepObject(500),
];
