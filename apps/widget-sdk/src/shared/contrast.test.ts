import { expect, test } from 'vitest';
import { contrast, readableAccent, textOn } from './contrast.ts';

const colors = Array.from({ length: 512 }, (_, i) => {
  const part = (shift: number) => (((i >> shift) & 7) * 36).toString(16).padStart(2, '0');
  return `#${part(6)}${part(3)}${part(0)}`;
});

test('contrast is the one of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  expect(contrast('#0B6B63', '#0B6B63')).toBe(1);
});

test('text on the customer’s colour is readable, whatever the colour', () => {
  for (const color of colors) expect(contrast(textOn(color), color)).toBeGreaterThanOrEqual(4.5);
});

test('the customer’s colour as text is readable on paper and on night, whatever the colour', () => {
  for (const color of colors) {
    expect(contrast(readableAccent(color, '#FFFFFF', '#1B1A17'), '#FFFFFF')).toBeGreaterThanOrEqual(
      4.5,
    );
    expect(contrast(readableAccent(color, '#1C1B18', '#ECE9E2'), '#1C1B18')).toBeGreaterThanOrEqual(
      4.5,
    );
  }
});

test('a colour that can be read is left as the customer chose it', () => {
  expect(readableAccent('#0b6b63', '#FFFFFF', '#1B1A17')).toBe('#0b6b63');
});
