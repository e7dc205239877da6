import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkDocument } from './chunk-document.ts';
import { chunkParts } from './chunk-parts.ts';

const paragraph = (word: string, sentences: number): string =>
  Array.from({ length: sentences }, (_, i) => `The ${word} number ${i} is described here.`).join(
    ' ',
  );

/** A document as a parser gives it: blocks with an empty line between, headings known by offset. */
function documentOf(blocks: readonly (string | { level: number; heading: string })[]) {
  const headings: { level: number; text: string; start: number; end: number }[] = [];
  let text = '';
  for (const block of blocks) {
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += typeof block === 'string' ? block : block.heading;
    if (typeof block !== 'string') {
      headings.push({ level: block.level, text: block.heading, start, end: text.length });
    }
  }
  return { text, structure: { headings, pages: [] } };
}

test('a chunk knows the sections it stands in, and never spans two', () => {
  const source = documentOf([
    { level: 1, heading: 'Handbook' },
    { level: 2, heading: 'Refunds' },
    'Within 30 days.',
    { level: 2, heading: 'Shipping' },
    'Within a week.',
    { level: 1, heading: 'Contact' },
    'By mail.',
  ]);
  const chunks = chunkDocument(source);
  expect(chunks.map((chunk) => chunk.headingPath)).toEqual([
    ['Handbook', 'Refunds'],
    ['Handbook', 'Shipping'],
    ['Contact'],
  ]);
  expect(chunks[0]?.text).toBe('Handbook\n\nRefunds\n\nWithin 30 days.');
});

test('a long section is cut into chunks of about one length', () => {
  const chunks = chunkDocument(documentOf([paragraph('part', 60)]));
  const lengths = chunks.map((chunk) => chunk.text.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
  expect(Math.min(...lengths)).toBeGreaterThan(600);
});

test('a chunk names the page it starts on', () => {
  const text = `${paragraph('first', 30)}\n\n${paragraph('second', 30)}`;
  const middle = text.indexOf('\n\n');
  const pages = [
    { number: 1, start: 0, end: middle },
    { number: 2, start: middle, end: middle },
    { number: 3, start: middle + 2, end: text.length },
  ];
  const found = chunkDocument({ text, structure: { headings: [], pages } });
  expect(new Set(found.map((chunk) => chunk.page))).toEqual(new Set([1, 3]));
  for (const chunk of found.filter((each) => each.page === 3)) expect(chunk.text).toMatch(/second/);
});

test('a row of a table is a sentence of its own', () => {
  const text =
    'Plan: Pro Price 20 euros a month for each seat of a team\nPlan: Team Price 50 euros';
  const tables = [{ start: 0, end: text.length }];
  const [chunk] = chunkDocument({ text, structure: { headings: [], pages: [], tables } });
  expect(chunk?.sentences).toHaveLength(4);
});

test('whatever the text, chunks and sentences are spans of it, and lose no word', () => {
  const unit = fc.oneof(
    fc.constantFrom('Yes. ', 'No! ', '\n', '\n\n', 'e.g. ', '# T\n', '- a\n', '東京。', '🙂 '),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 200 }), (units) => {
      const text = units.join('');
      const chunks = chunkDocument({ text, structure: { headings: [], pages: [] } });
      let at = 0;
      for (const [i, chunk] of chunks.entries()) {
        expect(chunk.ordinal).toBe(i);
        expect(chunk.text).toBe(text.slice(chunk.start, chunk.end));
        expect(text.slice(at, chunk.start)).not.toMatch(/[\p{L}\p{N}]{2}/u);
        expect(chunk.sentences.at(-1)).toBe(chunk.text.length);
        at = chunk.end;
      }
    }),
  );
});

test('the parts of a chunk hold each of its sentences once', () => {
  for (const chunk of chunkDocument(documentOf([paragraph('part', 60)]))) {
    const parts = chunkParts(chunk.sentences);
    const held = parts.flatMap((part) =>
      Array.from({ length: part.last - part.first + 1 }, (_, i) => part.first + i),
    );
    expect(held).toEqual(Array.from({ length: chunk.sentences.length / 2 }, (_, i) => i));
  }
});
