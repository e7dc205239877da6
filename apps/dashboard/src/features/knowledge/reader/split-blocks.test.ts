import { describe, expect, it } from 'vitest';
import { groupBlocks, markIn, splitBlocks } from './split-blocks.ts';

const plain = { headings: [], pages: [], passages: [] };
const words = (source: { text: string }, blocks: { start: number; end: number }[]) =>
  blocks.map((each) => source.text.slice(each.start, each.end));

describe('splitBlocks', () => {
  it('makes paragraphs of the text between empty lines', () => {
    const source = { ...plain, text: 'One.\nStill one.\n\n  \nTwo.\n\n' };
    expect(words(source, splitBlocks(source))).toEqual(['One.\nStill one.', 'Two.']);
  });

  it('keeps headings apart from the text around them', () => {
    const text = 'Before.\nRefunds\nWithin 30 days.';
    const source = { ...plain, text, headings: [{ level: 2, text: 'Refunds', start: 8, end: 15 }] };
    const blocks = splitBlocks(source);
    expect(words(source, blocks).map((each) => each.trim())).toEqual([
      'Before.',
      'Refunds',
      'Within 30 days.',
    ]);
    expect(blocks.map((each) => each.level)).toEqual([null, 2, null]);
  });

  it('loses no character of a paragraph that is cut', () => {
    const text = 'word '.repeat(2_000) + 'x'.repeat(6_000) + '😀'.repeat(2_000);
    const source = { ...plain, text };
    const blocks = splitBlocks(source);
    expect(words(source, blocks).join('')).toBe(text);
    expect(Math.max(...blocks.map((each) => each.end - each.start))).toBeLessThanOrEqual(2_401);
    expect(blocks.map((each) => each.continues)).toEqual(blocks.map((_, index) => index > 0));
    // No half of a pair stands alone at an edge.
    expect(words(source, blocks).every((each) => each.isWellFormed())).toBe(true);
  });

  it('gives pages and passages to the block they begin in', () => {
    const text = 'Page one.\n\nPage two.\n\nEnd.';
    const source = {
      text,
      headings: [],
      pages: [
        { number: 1, start: 0, end: 10 },
        { number: 2, start: 11, end: 26 },
      ],
      passages: [
        { id: 'chk_a', start: 0, end: 20, headingPath: [] },
        { id: 'chk_b', start: 13, end: 26, headingPath: [] },
        { id: 'chk_c', start: 15, end: 26, headingPath: [] },
      ],
    };
    const blocks = splitBlocks(source);
    expect(blocks.map((each) => each.page)).toEqual([1, 2, null]);
    expect(blocks.map((each) => each.passages)).toEqual([[0], [1, 2], []]);
  });
});

it('puts each passage and page of one long table beside its own line', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `row ${index}: some words`);
  const text = lines.join('\n');
  const rowAt = (index: number) => text.indexOf(`row ${index}:`);
  const source = {
    text,
    headings: [],
    pages: [
      { number: 1, start: 0, end: rowAt(20) },
      { number: 2, start: rowAt(20), end: text.length },
    ],
    passages: [
      { id: 'chk_a', start: 0, end: rowAt(10), headingPath: [] },
      { id: 'chk_b', start: rowAt(10), end: text.length, headingPath: [] },
      { id: 'chk_c', start: rowAt(12) + 4, end: text.length, headingPath: [] },
    ],
  };
  const blocks = splitBlocks(source);
  expect(words(source, blocks).join('')).toBe(text);
  expect(blocks.map((each) => [each.start, each.page, each.passages, each.continues])).toEqual([
    [0, 1, [0], false],
    // A passage that begins inside a line does not break that line.
    [rowAt(10), null, [1, 2], true],
    [rowAt(20), 2, [], true],
  ]);
});

describe('groupBlocks', () => {
  it('holds every block once and in order', () => {
    const source = {
      ...plain,
      text: `${'A paragraph of some length. '.repeat(20)}\n\n`.repeat(60),
    };
    const blocks = splitBlocks(source);
    const groups = groupBlocks(blocks);
    expect(groups.flat()).toEqual(blocks);
    expect(groups.length).toBeGreaterThan(3);
  });
});

describe('markIn', () => {
  const each = { start: 10, end: 20 };
  it.each([
    [
      { start: 0, end: 12 },
      { start: 10, end: 12 },
    ],
    [
      { start: 5, end: 50 },
      { start: 10, end: 20 },
    ],
    [
      { start: 18, end: 30 },
      { start: 18, end: 20 },
    ],
    [{ start: 20, end: 30 }, null],
    [null, null],
  ])('%j marks %j', (span, marked) => {
    expect(markIn(each, span)).toEqual(marked);
  });
});
