import { describe, expect, it } from 'vitest';
import { texts as ar } from './ar.ts';
import { texts as de } from './de.ts';
import { en, type Text } from './en.ts';
import { texts as es } from './es.ts';
import { texts as fr } from './fr.ts';
import { translator } from './index.ts';

const holes = (text: Text) =>
  [
    ...new Set(
      formsOf(text)
        .join()
        .match(/\{\w+\}/g),
    ),
  ].sort();
const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));

describe.each(Object.entries({ ar, de, es, fr }))('the texts in %s', (locale, texts) => {
  it('are all there, in the order of the English ones, by which the panel finds them', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    const t = translator(Object.values(texts) as never, locale);
    expect(t('notSent', { reason: 'x' })).toBe(texts.notSent.toString().replace('{reason}', 'x'));
  });

  it('leave no hole empty that the English ones fill, and open none', () => {
    for (const [key, text] of Object.entries(texts) as [keyof typeof en, Text][]) {
      expect(holes(text), key).toEqual(holes(en[key]));
    }
  });

  it('have a form for each number', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const [key, text] of Object.entries(texts) as [string, Text][]) {
      if (typeof text === 'string') continue;
      // Large round numbers ("many" in Spanish and French) are said as the others are.
      const needed = pluralCategories.filter((each) => each !== 'zero' && each !== 'many');
      expect(Object.keys(text), key).toEqual(expect.arrayContaining(needed));
    }
  });

  it('are in that language: what is as in English is spelt the same there', () => {
    const alike = Object.entries(texts)
      .filter(([key, text]) => JSON.stringify(text) === JSON.stringify(en[key as keyof typeof en]))
      .map(([key]) => key);
    expect(alike).toEqual(locale === 'fr' ? ['sources', 'page'] : []);
  });
});
