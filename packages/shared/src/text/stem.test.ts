import { expect, test } from 'vitest';
import { stem } from './stem.ts';

// Pairs from the sample vocabulary of the Snowball project.
test.each([
  ['consign', 'consign'],
  ['consigned', 'consign'],
  ['consistency', 'consist'],
  ['consolidating', 'consolid'],
  ['conspirators', 'conspir'],
  ['knightly', 'knight'],
  ['knives', 'knive'],
  ['hopping', 'hop'],
  ['hoping', 'hope'],
  ['agreed', 'agre'],
  ['cries', 'cri'],
  ['ties', 'tie'],
  ['gas', 'gas'],
  ['this', 'this'],
  ['generous', 'generous'],
  ['communism', 'communism'],
  ['dying', 'die'],
  ['youth', 'youth'],
  ['boy', 'boy'],
  ['relational', 'relat'],
  ['organization', 'organiz'],
  ['university', 'universiti'],
  ['added', 'add'],
])('%s -> %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test('the forms of one word share a stem', () => {
  const forms = ['refund', 'refunds', 'refunded', 'refunding'];
  expect(new Set(forms.map(stem)).size).toBe(1);
});
