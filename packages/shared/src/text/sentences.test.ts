import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from './sentences.ts';

const sentences = (text: string, maxLength?: number): string[] =>
  splitSentences(text, maxLength ? { maxLength } : {}).map((s) => text.slice(s.start, s.end));

test.each<[string, string[]]>([
  ['One. Two! Three? Four…', ['One.', 'Two!', 'Three?', 'Four…']],
  ['Dr. Smith met Mr. J. K. Jones.', ['Dr. Smith met Mr. J. K. Jones.']],
  ['It costs 3.50 euros. Pay e.g. by card.', ['It costs 3.50 euros.', 'Pay e.g. by card.']],
  ['He lives in the U.S. The others do not.', ['He lives in the U.S.', 'The others do not.']],
  ['The U.S. Senate voted.', ['The U.S. Senate voted.']],
  ['Roe v. Wade was decided.', ['Roe v. Wade was decided.']],
  ['He said “Go away.” She left.', ['He said “Go away.”', 'She left.']],
  ['Use version 2. Then restart.', ['Use version 2.', 'Then restart.']],
  ['これは本です。あれは何？', ['これは本です。', 'あれは何？']],
  ['Open C:\\new\\notes now. Then save.', ['Open C:\\new\\notes now.', 'Then save.']],
  ['see www.example.com. Next one', ['see www.example.com.', 'Next one']],
])('%s', (text, expected) => {
  expect(sentences(text)).toEqual(expected);
});

test('headings, list items and table rows end without a full stop', () => {
  const text =
    '# Refunds\nWithin 30 days\n\n- by card\n- by bank\n1. Open it.\n2. Close it.\n| a | b |\n| c | d |';
  expect(sentences(text)).toEqual([
    '# Refunds',
    'Within 30 days',
    '- by card',
    '- by bank',
    '1. Open it.',
    '2. Close it.',
    '| a | b |',
    '| c | d |',
  ]);
});

test('a wrapped line goes on, and a block of code stays whole', () => {
  const wrapped =
    'A line of prose that was wrapped by its editor at some column goes\non here. End.';
  expect(sentences(wrapped)).toEqual([wrapped.slice(0, -5), 'End.']);
  expect(sentences('```\nfoo()\nBar\n```')).toHaveLength(1);
});

test('line breaks written as two characters, as in JSON, are line breaks', () => {
  expect(sentences('{"a": "First.\\n\\n1. Second.\\n2. Third."}')).toEqual([
    '{"a": "First.',
    '1. Second.',
    '2. Third."}',
  ]);
});

test('a long sentence is cut at a clause', () => {
  const long = `${'one two three four, '.repeat(40)}end.`;
  const pieces = sentences(long, 200);
  expect(pieces.length).toBeGreaterThan(3);
  for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(/,$/);
});

test('whatever the text, spans are in order, trimmed, within the limit, and miss nothing but space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      let at = 0;
      for (const { start, end } of splitSentences(text, { maxLength: 80 })) {
        expect(
          text
            .slice(at, start)
            .replace(/\\[rn]/g, '')
            .trim(),
        ).toBe('');
        expect(end - start).toBeLessThanOrEqual(80);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(
        text
          .slice(at)
          .replace(/\\[rn]/g, '')
          .trim(),
      ).toBe('');
    }),
  );
});
