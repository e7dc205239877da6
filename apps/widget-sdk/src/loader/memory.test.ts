import { afterEach, expect, test, vi } from 'vitest';
import { openMemory } from './memory.ts';

afterEach(() => vi.unstubAllGlobals());

/** As a browser's storage behaves: fields, and a refusal beyond `room` entries. */
const storage = (room = 100): Record<string, string> =>
  new Proxy<Record<string, string>>(
    {},
    {
      set(kept, key: string, value: string) {
        if (!(key in kept) && Object.keys(kept).length >= room)
          throw new Error('QuotaExceededError');
        kept[key] = value;
        return true;
      },
    },
  );

test('what one page kept, the next page of the same widget finds, and no other widget', () => {
  vi.stubGlobal('localStorage', storage());
  openMemory('wgt_a').set('draft', 'Is it');
  expect(openMemory('wgt_a').get('draft')).toBe('Is it');
  expect(openMemory('wgt_b').get('draft')).toBeNull();
});

test('values of a prefix are those still kept under it', () => {
  vi.stubGlobal('localStorage', storage());
  const memory = openMemory('wgt_a');
  memory.set('out:1', 'one');
  memory.set('out:2', 'two');
  memory.set('draft', 'three');
  openMemory('wgt_b').set('out:3', 'four');
  memory.set('out:1', null);
  expect(memory.values('out:')).toEqual(['two']);
});

test('without storage the memory lasts as long as the page', () => {
  vi.stubGlobal('localStorage', undefined);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new Error('SecurityError');
    },
  });
  const memory = openMemory('wgt_a');
  memory.set('out:1', 'one');
  expect(memory.get('out:1')).toBe('one');
  expect(memory.values('out:')).toEqual(['one']);
});

test('a full storage loses neither what it had nor what comes', () => {
  vi.stubGlobal('localStorage', storage(1));
  const memory = openMemory('wgt_a');
  memory.set('out:1', 'one');
  memory.set('out:2', 'two');
  expect(memory.values('out:').sort()).toEqual(['one', 'two']);
});
