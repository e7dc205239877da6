import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_536, '1.5 kB'],
  [999_600, '1 MB'],
  [34_000_000, '34 MB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes read %s', (bytes, words) => {
  expect(formatBytes(bytes, 'en')).toBe(words);
});
