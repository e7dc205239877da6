import { expect, test } from 'vitest';
import { leansOnPrevious, readableText, standAlone } from './readable-text.ts';

test.each([
  ['- **Open** the [settings](https://x.example/s) page', 'Open the settings page'],
  ['3. Press `Save`.', 'Press Save.'],
  ['## Refunds ##', 'Refunds'],
  ['| Grove | $29 | 5 desks |', 'Grove, $29, 5 desks'],
  ['Plan: Grove | Price: $29', 'Plan: Grove, Price: $29'],
  ['It is <b>free</b>.<br/>', 'It is free.'],
  ['Run login <your-key> once', 'Run login <your-key> once'],
  ['in\u200bvisi\u202eble\u0007', 'invisible'],
  [
    'a tactical role @-@ playing game , released in 2011 .',
    'a tactical role-playing game, released in 2011.',
  ],
  ['![chart](https://evil.example/?q=1) Sales rose', 'chart Sales rose'],
  ['2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
  ['snake_case_name', 'snake_case_name'],
])('%j reads %j', (raw, expected) => {
  expect(readableText(raw)).toBe(expected);
});

test('a connective that lost its sentence is cut, a subject is not', () => {
  expect(standAlone('However, the fee is returned.')).toBe('The fee is returned.');
  expect(standAlone('So the plan ends.')).toBe('The plan ends.');
  expect(standAlone('But for emergencies call us.')).toBe('But for emergencies call us.');
  expect(standAlone('Then, we call you.')).toBe('We call you.');
});

test('a sentence that begins with a pronoun leans on the one before it', () => {
  expect(leansOnPrevious('It works with Okta.')).toBe(true);
  expect(leansOnPrevious('However, they expire.')).toBe(true);
  expect(leansOnPrevious('Itemised bills are free.')).toBe(false);
});
