import { expect, it } from 'vitest';
import { formatWait } from './use-count-down.ts';

it.each([
  [1, '1'],
  [59, '59'],
  [60, '1:00'],
  [245, '4:05'],
  [3_600, '60:00'],
])('%d seconds are shown as %s', (seconds, words) => {
  expect(formatWait(seconds)).toBe(words);
});
