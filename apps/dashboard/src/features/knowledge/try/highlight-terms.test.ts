import { describe, expect, it } from 'vitest';
import { highlightTerms } from './highlight-terms.ts';

const marked = (passage: string, terms: string[]) =>
  highlightTerms(passage, terms)
    .filter((piece) => piece.matched)
    .map((piece) => piece.text);
const whole = (passage: string, terms: string[]) =>
  highlightTerms(passage, terms)
    .map((piece) => piece.text)
    .join('');

describe('highlightTerms', () => {
  it('marks every form of a matched word, as it is written', () => {
    expect(marked('Refunds: we refunded one refund.', ['refund'])).toEqual([
      'Refunds',
      'refunded',
      'refund',
    ]);
  });
  it('marks nothing where meaning alone found it', () => {
    expect(highlightTerms('Money comes back in a month.', [])).toEqual([
      { text: 'Money comes back in a month.', matched: false },
    ]);
  });
  it('folds accents and case as the index does', () => {
    expect(marked('Das CAFÉ ist offen.', ['cafe'])).toEqual(['CAFÉ']);
  });
  it('loses no word of a short passage', () => {
    expect(whole('One  refund\nand two.', ['refund'])).toBe('One refund and two.');
  });
  it('shows the part around the first match of a long one', () => {
    const text = `${'filler '.repeat(100)}the refund stands here ${'after '.repeat(100)}`;
    const shown = whole(text, ['refund']);
    expect(shown).toContain('the refund stands here');
    expect(shown.startsWith('… ')).toBe(true);
    expect(shown.endsWith(' …')).toBe(true);
    expect(shown.length).toBeLessThan(430);
  });
});
