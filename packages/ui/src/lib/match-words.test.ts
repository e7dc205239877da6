import { expect, it } from 'vitest';
import { matchesWords } from './match-words.ts';

it.each([
  ['', 'Inbox', true],
  ['inb', 'Inbox', true],
  ['op inb', 'Open the inbox', true],
  ['inb op', 'Open the inbox', true],
  ['nbox', 'Inbox', false],
  ['resume', 'Résumé of the week', true],
  ['مستخدم', 'دليل مستخدم', true],
  ['open widgets', 'Open the inbox', false],
])('%j in %j: %s', (query, text, found) => {
  expect(matchesWords(query, text)).toBe(found);
});
