import { expect, test } from 'vitest';
import { contentTerms, tokenise } from './tokens.ts';

const terms = (text: string): string[] => tokenise(text).map((token) => token.term);

test('words are folded: case, accents, typographic apostrophes, possessives', () => {
  expect(terms('Senjō CAFÉ’s Naïve')).toEqual(terms('senjo cafe naive'));
});

test('a number keeps its decimals and loses its separators', () => {
  expect(terms('$1,299.50 and 3.5 %')).toEqual(['1299.50', 'and', '3.5']);
});

test('places are offsets into the text', () => {
  const text = 'Él dice: “¡hola!” 東京タワー';
  for (const token of tokenise(text)) expect(text.slice(token.start, token.end)).not.toMatch(/\s/);
  expect(text.slice(tokenise(text)[2]?.start, tokenise(text)[2]?.end)).toBe('hola');
});

test('scripts without spaces are cut into pairs, so a part of a run is found', () => {
  expect(terms('東京タワー')).toContain(terms('タワ')[0]);
  expect(terms('東京 tower')).toEqual(['東京', 'tower']);
});

test('a question of stop words alone keeps them', () => {
  expect(contentTerms('Who are you?')).toEqual(['who', 'are', 'you']);
  expect(contentTerms('What does the refund cost?')).toEqual(['refund', 'cost']);
});
