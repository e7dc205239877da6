import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Where the keys that seal secrets come from: an environment variable, a file, or a key service. A new
 * secret is sealed with `current`; one that is sealed with another of `keys` can still be opened.
 */
export interface SealingKeys {
  readonly current: string;
  /** 32 bytes each, by version. */
  readonly keys: Readonly<Record<string, Buffer>>;
}

export interface Sealer {
  /** Seals a secret for one place: `context` names it (table, row, address) and is bound to it. */
  seal(secret: string, context: string): string;
  /** Throws when the text was changed, belongs to another place, or its key is not here. */
  open(sealed: string, context: string): string;
  /** True when the text was sealed with a key that is not the current one. */
  isStale(sealed: string): boolean;
}

const cipher = 'aes-256-gcm';

/** AES-256-GCM with a random 96-bit nonce: `version.nonce.ciphertext.tag`, each base64url. */
export function createSealer({ current, keys }: SealingKeys): Sealer {
  const keyOf = (version: string): Buffer => {
    const key = Object.hasOwn(keys, version) ? keys[version] : undefined;
    if (key === undefined) throw new Error(`There is no sealing key with the version ${version}.`);
    if (key.length !== 32) throw new Error(`The sealing key ${version} must have 32 bytes.`);
    return key;
  };
  keyOf(current);
  return {
    seal(secret, context) {
      const nonce = randomBytes(12);
      const encrypt = createCipheriv(cipher, keyOf(current), nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([encrypt.update(secret, 'utf8'), encrypt.final()]);
      const parts = [nonce, sealed, encrypt.getAuthTag()];
      return [current, ...parts.map((part) => part.toString('base64url'))].join('.');
    },
    open(text, context) {
      const [version = '', nonce = '', sealed = '', tag = '', ...rest] = text.split('.');
      if (rest.length > 0 || tag === '') throw new Error('This is not a sealed secret.');
      const decrypt = createDecipheriv(cipher, keyOf(version), Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      const opened = [decrypt.update(Buffer.from(sealed, 'base64url')), decrypt.final()];
      return Buffer.concat(opened).toString('utf8');
    },
    isStale: (text) => !text.startsWith(`${current}.`),
  };
}

/**
 * Reads `version:base64,version:base64` (32 bytes each, the first is current). Without it the one key
 * is derived from the signing secret (HKDF-SHA-256), so that a laptop needs none of its own. Throws
 * with what would be right.
 */
export function readSealingKeys(configured: string | undefined, appSecret: string): SealingKeys {
  if (configured === undefined) {
    const derived = hkdfSync('sha256', appSecret, '', 'parley sealing key', 32);
    return { current: 'local', keys: { local: Buffer.from(derived) } };
  }
  const pairs = configured.split(',').map((pair): [string, Buffer] => {
    const [version = '', key = ''] = pair.trim().split(':');
    const bytes = Buffer.from(key, 'base64');
    if (!/^[A-Za-z0-9_-]{1,20}$/.test(version) || bytes.length !== 32) {
      throw new Error(
        'ENCRYPTION_KEYS must be like v2:<base64 of 32 bytes>,v1:<base64 of 32 bytes>; the first seals.',
      );
    }
    return [version, bytes];
  });
  return { current: pairs[0]?.[0] ?? '', keys: Object.fromEntries(pairs) };
}
