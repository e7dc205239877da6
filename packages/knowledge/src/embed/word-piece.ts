import { z } from 'zod';

const tokenizerFile = z.object({
  model: z.object({ vocab: z.record(z.string(), z.int()) }),
});

const WORD_LIMIT = 100;
/** A word, or one sign of punctuation, or one ideograph: what BERT's tokeniser cuts at before pieces. */
const UNIT =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu;

export interface WordPiece {
  /** The ids of a text with the marks of its beginning and end, cut to `maxTokens`. */
  encode(text: string, maxTokens: number): number[];
}

/**
 * BERT's uncased WordPiece (Devlin et al., 2019) over the vocabulary of a `tokenizer.json`: a word is
 * cut into the longest pieces the vocabulary has, from its beginning. Throws when the file is not one.
 */
export function readWordPiece(json: string): WordPiece {
  const { vocab } = tokenizerFile.parse(JSON.parse(json)).model;
  const ids = new Map(Object.entries(vocab));
  const special = (name: string): number => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`The vocabulary has no ${name}`);
    return id;
  };
  const [begin, end, unknown] = [special('[CLS]'), special('[SEP]'), special('[UNK]')];

  const pieces = (word: string): number[] => {
    const characters = [...word];
    if (characters.length > WORD_LIMIT) return [unknown];
    const found: number[] = [];
    let at = 0;
    while (at < characters.length) {
      let to = characters.length;
      let id: number | undefined;
      for (; to > at && id === undefined; to -= 1) {
        id = ids.get((at > 0 ? '##' : '') + characters.slice(at, to).join(''));
      }
      if (id === undefined) return [unknown];
      found.push(id);
      at = to + 1;
    }
    return found;
  };

  return {
    encode(text, maxTokens) {
      const clean = text
        .replace(/[\0\ufffd\p{Cc}\p{Cf}]/gu, (sign) => (/\s/.test(sign) ? ' ' : ''))
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '');
      const found = [begin];
      for (const [unit] of clean.matchAll(UNIT)) {
        found.push(...pieces(unit));
        if (found.length >= maxTokens) break;
      }
      return [...found.slice(0, maxTokens - 1), end];
    },
  };
}
