import type { Plugin } from 'vite';

const aLanguage = /\/panel\/texts\/(?!en\b|index\b)[a-z]{2}\.ts$/;
const opening = /export const texts: Texts = \{/;
const closing = /^\};$/m;
/** A text begins at the first step of indentation; the forms of a plural stand deeper. */
const key = /^ {2}(\w+): /gm;

/**
 * Leaves the keys of the texts out of what visitors download: every language says them in the order of
 * the English ones, which a test holds it to, and that order is how the panel finds them.
 */
export function textsInOrder(): Plugin {
  return {
    name: 'texts-in-order',
    enforce: 'pre',
    transform(code, id) {
      if (!aLanguage.test(id)) return null;
      if (!opening.test(code) || !closing.test(code)) {
        throw new Error(`${id} is not written as the other languages are.`);
      }
      const list = code
        .replace(opening, 'export const texts = [')
        .replace(closing, '];')
        .replaceAll(key, '  ');
      return { code: list, map: null };
    },
  };
}
