import { expect, test } from 'vitest';
import { readWordPiece } from './word-piece.ts';

const vocabulary = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'un',
  '##aff',
  '##able',
  'cafe',
  '.',
  '東',
  'a',
];
const vocab = Object.fromEntries(vocabulary.map((piece, id) => [piece, id]));
const wordPiece = readWordPiece(JSON.stringify({ model: { vocab } }));
const pieces = (text: string, maxTokens = 100): string[] =>
  wordPiece.encode(text, maxTokens).map((id) => vocabulary[id] ?? '');

test.each([
  ['unaffable', ['un', '##aff', '##able']],
  ['Un CAFÉ.', ['un', 'cafe', '.']],
  ['東東a', ['東', '東', 'a']],
  ['unx', ['[UNK]']],
  ['a\u200b\u0000 a', ['a', 'a']],
  ['a'.repeat(101), ['[UNK]']],
])('%s', (text, expected) => {
  expect(pieces(text)).toEqual(['[CLS]', ...expected, '[SEP]']);
});

test('a long text is cut, its end mark kept', () => {
  expect(pieces('a a a a a', 4)).toEqual(['[CLS]', 'a', 'a', '[SEP]']);
});
