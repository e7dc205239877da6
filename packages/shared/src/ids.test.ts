import { describe, expect, it } from 'vitest';
import { decodeId, encodeId, newId, uuidv7 } from './ids.ts';

describe('ids', () => {
  it('carries a UUID through its public form and back', () => {
    for (let i = 0; i < 200; i += 1) {
      const uuid = uuidv7();
      expect(decodeId('conversation', encodeId('conversation', uuid))).toBe(uuid);
    }
  });
  it('sorts by time', () => {
    expect(uuidv7(1_000) < uuidv7(2_000)).toBe(true);
    expect(encodeId('message', uuidv7(1_000)) < encodeId('message', uuidv7(2_000))).toBe(true);
  });
  it('refuses an id of another kind, of another length, and out of range', () => {
    expect(decodeId('conversation', newId('message'))).toBeNull();
    expect(decodeId('conversation', 'cnv_')).toBeNull();
    expect(decodeId('conversation', `cnv_${'z'.repeat(26)}`)).toBeNull();
    expect(decodeId('conversation', `cnv_${'u'.repeat(26)}`)).toBeNull();
  });
  it('says what it cannot encode', () => {
    expect(() => encodeId('tenant', 'nonsense')).toThrow('Not a UUID: nonsense');
  });
});
