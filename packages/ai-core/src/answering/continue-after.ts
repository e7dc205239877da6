import { answerToText } from '@platform/api-contract/answers';
import type { AnswerPart, AnswerTree } from '@platform/api-contract/types';
import { tokenise } from '@platform/shared/text/tokens';

/** Said already when this share of its words is in what was said. */
const SAID = 0.75;

/**
 * Parts made on their own, fitted behind an answer that was begun: what it says already is left out,
 * and citations are numbered on.
 */
export function continueAfter(tree: AnswerTree, parts: readonly AnswerPart[]): AnswerPart[] {
  if (tree.blocks.length === 0) return [...parts];
  const said = new Set(tokenise(answerToText(tree)).map(({ term }) => term));
  const offset = tree.citations.length;
  const waiting = new Map<number, AnswerPart['newCitations'][number]>();
  const numbers = new Map<number, number>();
  const fitted: AnswerPart[] = [];
  for (const part of parts) {
    for (const citation of part.newCitations) waiting.set(citation.number, citation);
    const text = part.sentence.inlines.map((inline) => inline.text).join('');
    const terms = tokenise(text).filter(({ stop }) => !stop);
    const known = terms.filter(({ term }) => said.has(term)).length;
    if (terms.length > 0 && known / terms.length >= SAID) continue;
    const newCitations = part.sentence.citations.flatMap((number) => {
      const citation = waiting.get(number);
      if (!citation || numbers.has(number)) return [];
      numbers.set(number, offset + numbers.size + 1);
      return [{ ...citation, number: numbers.get(number) ?? 0 }];
    });
    fitted.push({
      placement:
        fitted.length === 0 && part.placement === 'continue' ? 'paragraph' : part.placement,
      sentence: {
        ...part.sentence,
        citations: part.sentence.citations.map((number) => numbers.get(number) ?? number),
      },
      newCitations,
    });
  }
  return fitted;
}
