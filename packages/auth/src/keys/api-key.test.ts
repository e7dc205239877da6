import { describe, expect, it } from 'vitest';
import { createKey, hashKey, isKey } from './api-key.ts';

describe('a key', () => {
  it('[ASVS 11.5.1] says what it is, is another one each time, and is found by its hash', () => {
    const keys = Array.from({ length: 500 }, () => createKey('secret'));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    for (const { key, keyHash, lastFour } of keys) {
      expect(key).toMatch(/^sk_[0-9A-Za-z]{38}$/);
      expect(hashKey(key)).toBe(keyHash);
      expect(key.endsWith(lastFour)).toBe(true);
    }
    expect(createKey('publishable').key).toMatch(/^pk_/);
  });

  it('is refused before any look-up when a character is another, or two have changed places', () => {
    const { key } = createKey('secret');
    for (let at = 3; at < key.length; at += 1) {
      const character = key[at] === 'x' ? 'y' : 'x';
      expect(hashKey(key.slice(0, at) + character + key.slice(at + 1)), `at ${at}`).toBeNull();
      const swapped = key.slice(0, at - 1) + key[at] + key[at - 1] + key.slice(at + 1);
      if (at > 3 && swapped !== key) expect(hashKey(swapped), `swapped at ${at}`).toBeNull();
    }
    expect(hashKey(`pk_${key.slice(3)}`)).toBeNull();
  });

  it('is told from other bearer tokens, however damaged it is', () => {
    for (const token of ['sk_', 'PK_x', 'sk_é', `sk_${'0'.repeat(500)}`]) {
      expect(isKey(token)).toBe(true);
      expect(hashKey(token)).toBeNull();
    }
    expect(isKey('eyJhbGciOi.x.y')).toBe(false);
  });
});
