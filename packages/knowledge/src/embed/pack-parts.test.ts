import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, packParts, unpackParts } from './pack-parts.ts';

test('vectors packed to bytes keep their directions', () => {
  const numbers = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), {
    minLength: 64,
    maxLength: 64,
  });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [one, two] = [Float32Array.from(a), Float32Array.from(b)];
      const unpacked = unpackParts(packParts([one, two]), 64);
      expect(unpacked).toHaveLength(2);
      expect(Math.abs(cosine(unpacked[1] ?? [], one) - cosine(two, one))).toBeLessThan(0.02);
    }),
  );
});

test('vectors of unlike length are refused', () => {
  expect(() => packParts([new Float32Array(3), new Float32Array(4)])).toThrow(RangeError);
});
