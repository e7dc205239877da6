import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type KeyKind = 'publishable' | 'secret';

const prefixes = { publishable: 'pk_', secret: 'sk_' } as const satisfies Record<KeyKind, string>;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 32;
const checksumLength = 6;
const form = /^[ps]k_[0-9A-Za-z]{38}$/;

export interface NewKey {
  /** Shown once, and stored nowhere. */
  readonly key: string;
  readonly keyHash: string;
  readonly lastFour: string;
}

/** A prefix that says what it is, 190 random bits, and a checksum that tells a slip of the hand. */
export function createKey(kind: KeyKind): NewKey {
  const random = Array.from({ length: randomLength }, () => digits[randomInt(62)] ?? '').join('');
  const body = `${prefixes[kind]}${random}`;
  const key = body + checksumOf(body);
  return { key, keyHash: sha256(key), lastFour: key.slice(-4) };
}

/** Whether a bearer token means to be a key of ours, however damaged. */
export const isKey = (token: string): boolean => /^[ps]k_/i.test(token);

/** What the key is looked up by, or `null` when no key of ours is written like this. */
export function hashKey(key: string): string | null {
  if (!form.test(key)) return null;
  const body = key.slice(0, -checksumLength);
  return key.slice(-checksumLength) === checksumOf(body) ? sha256(key) : null;
}

/** CRC-32 (ISO 3309) in base 62; no secret is in it. */
function checksumOf(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < checksumLength; i += 1) {
    text = (digits[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
