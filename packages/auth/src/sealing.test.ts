import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer, readSealingKeys } from './sealing.ts';

const key = (version: string) => `${version}:${randomBytes(32).toString('base64')}`;
const appSecret = 's'.repeat(32);

describe('sealed secrets', () => {
  const sealer = createSealer(readSealingKeys(key('v1'), appSecret));

  it('open in the place they were sealed for, and differ each time', () => {
    const sealed = sealer.seal('hunter2', 'sso ten_1');
    expect(sealer.open(sealed, 'sso ten_1')).toBe('hunter2');
    expect(sealed).not.toContain('hunter2');
    expect(sealer.seal('hunter2', 'sso ten_1')).not.toBe(sealed);
  });
  it('[ASVS 11.3.3][ASVS 11.2.3][A4] do not open in another place, changed, or with a key that is gone', () => {
    const sealed = sealer.seal('hunter2', 'sso ten_1 https://idp.example');
    expect(() => sealer.open(sealed, 'sso ten_1 https://evil.example')).toThrow();
    expect(() =>
      sealer.open(
        sealed.replace(/.(?=.{9}$)/, (sign) => (sign === 'A' ? 'B' : 'A')),
        'sso ten_1 https://idp.example',
      ),
    ).toThrow();
    const other = createSealer(readSealingKeys(key('v2'), appSecret));
    expect(() => other.open(sealed, 'sso ten_1 https://idp.example')).toThrow('version v1');
  });
  it('[ASVS 11.2.2] open with an older key after a rotation, and say that they should be sealed anew', () => {
    const old = key('v1');
    const sealed = createSealer(readSealingKeys(old, appSecret)).seal('hunter2', 'x');
    const rotated = createSealer(readSealingKeys(`${key('v2')},${old}`, appSecret));
    expect(rotated.open(sealed, 'x')).toBe('hunter2');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal('hunter2', 'x'))).toBe(false);
  });
  it('have a key of their own where none is configured, and refuse a malformed one by name', () => {
    const one = createSealer(readSealingKeys(undefined, appSecret));
    const same = createSealer(readSealingKeys(undefined, appSecret));
    expect(same.open(one.seal('x', 'y'), 'y')).toBe('x');
    expect(() => readSealingKeys('v1:short', appSecret)).toThrow('ENCRYPTION_KEYS');
  });
});
