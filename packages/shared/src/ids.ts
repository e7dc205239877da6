/**
 * Ids are UUIDv7 in the database and `<prefix>_<26 characters>` everywhere else: the prefix says what
 * a thing is in a log line, and the codec refuses an id of the wrong kind before a query runs.
 */
export const idPrefixes = {
  tenant: 'ten',
  user: 'usr',
  membership: 'mem',
  session: 'ses',
  apiKey: 'key',
  invitation: 'inv',
  assistant: 'ast',
  widget: 'wgt',
  visitor: 'vis',
  conversation: 'cnv',
  message: 'msg',
  answer: 'ans',
  citation: 'cit',
  document: 'doc',
  chunk: 'chk',
  event: 'evt',
  export: 'exp',
  erasure: 'era',
  mail: 'eml',
} as const;

export type IdKind = keyof typeof idPrefixes;

// Crockford base32, lower case: no i, l, o, u, so an id survives being read aloud.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. */
export function uuidv7(nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = nowMs;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `018f…` -> `cnv_01hw…`. Throws when `uuid` is not a lower-case UUID. */
export function encodeId(kind: IdKind, uuid: string): string {
  if (!uuidPattern.test(uuid)) throw new TypeError(`Not a UUID: ${uuid}`);
  let value = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = (alphabet[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return `${idPrefixes[kind]}_${text}`;
}

/** The UUID inside a public id, or `null` when the text is not an id of this kind. */
export function decodeId(kind: IdKind, id: string): string | null {
  const prefix = `${idPrefixes[kind]}_`;
  if (id.length !== prefix.length + 26 || !id.startsWith(prefix)) return null;
  let value = 0n;
  for (const character of id.slice(prefix.length)) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n) return null;
  const hex = value.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A new public id of a kind. */
export function newId(kind: IdKind): string {
  return encodeId(kind, uuidv7());
}
