import { expect, it } from 'vitest';
import { formatMicros } from './money.ts';

it('shows small prices with the digits that matter', () => {
  expect(formatMicros(0)).toBe('no cost');
  expect(formatMicros(4_200)).toBe('$0.0042');
  expect(formatMicros(12)).toBe('$0.000012');
  expect(formatMicros(54_000)).toBe('$0.054');
  expect(formatMicros(1_234_567)).toBe('$1.23');
});
