import { expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

it('spans the box, with the largest value at the top and zero at the base', () => {
  expect(sparklinePath([0, 5, 10], 100, 20)).toBe('M0 19L50 10L100 1');
});

it('lies on the base line when there is nothing to show', () => {
  expect(sparklinePath([], 100, 20)).toBe('M0 19H100');
  expect(sparklinePath([7], 100, 20)).toBe('M0 19H100');
  expect(sparklinePath([0, 0], 100, 20)).toBe('M0 19L100 19');
});
