import { tokenise } from '@platform/shared/text/tokens';

const ASKS = `how|what|what's|when|where|who|whom|whose|which|why
  |wie|was (?:kostet|ist|sind|muss|kann|passiert|bedeutet|brauche)|wann|wo|wer|wem|warum|wieso|welche[rsnm]?|wieviele?
  |comment|combien|quand|où|pourquoi|quel(?:le)?s?|qui|est-ce
  |cómo|como|cuánto|cuánta|cuántos|cuántas|cuándo|dónde|quién|por qué|cuál(?:es)?|qué
  |come (?:posso|si|faccio)|quanto|quando|dove|chi|perché|quale|quali|cosa
  |quanto|onde|quem|por que|qual|quais
  |hoe|wat|wanneer|waar|wie|waarom|welke|hoeveel`.replace(/\s*\n\s*/g, '');
const MAY_ASK = `(?:can|could|will|would|should|may|must)
  |(?:is|are|was|were|has|have|had) (?:there|i|you|we|they|it|he|she|this|that|these|those|the|a|an|my|your|our)
  |(?:do|does|did) (?:i|you|we|they|it|he|she|your|the)
  |kann|können|gibt es|(?:ist|sind) (?:es|das|die|der)|muss ich|darf ich|(?:haben|bieten) sie|habt ihr
  |puis-je|peut-on|peux-tu|pouvez-vous|y a-t-il|avez-vous|faut-il
  |puedo|se puede|hay|tienen|posso|si può|c'è|avete|há|tem|kan ik|kunnen we|is er|zijn er|moet ik`.replace(
  /\s*\n\s*/g,
  '',
);
const OPENS = new RegExp(`^[¿¡\\s]*(?:${ASKS}|${MAY_ASK})(?![\\p{L}'’])`, 'iu');
const ASKS_FOR = new RegExp(`^[¿¡\\s]*(${ASKS})(?![\\p{L}'’])`, 'iu');
/** "or" is missing on purpose: "can I pay monthly or do I have to pay yearly?" is one question. */
const BETWEEN =
  /[?？؟]+\s+(?:(?:and|also|und|et|y|e|en)\s+)?|,?\s+(?:and also|and|und|et|y|e|en)\s+|[.!;]\s+/giu;
const ENDS_ASKING = new RegExp(`(?<![\\p{L}'’])(?:${ASKS})$`, 'iu');
const MAX_PARTS = 3;
const MAX_CHARS = 400;

const says = (text: string): boolean => tokenise(text).some(({ stop }) => !stop);

/** "who is invited and who is not": the second half belongs to a clause of the first. */
function isEmbedded(first: string, second: string): boolean {
  const asked = ASKS_FOR.exec(second)?.[1]?.toLowerCase();
  if (asked === undefined) return false;
  const opening = ASKS_FOR.exec(first)?.[0].length ?? 0;
  return new RegExp(`(?<!\\p{L})${asked}(?!\\p{L})`, 'iu').test(first.slice(opening));
}

/**
 * The questions a message asks one after another: "how much is it and can I cancel?" are two. Each is
 * a stretch of the message; a message that asks one question is one part.
 */
export function splitQuestion(question: string): string[] {
  if (question.length > MAX_CHARS || !OPENS.test(question)) return [question];
  const parts: string[] = [];
  let from = 0;
  for (const match of question.matchAll(BETWEEN)) {
    const first = question.slice(from, match.index).trim();
    const rest = question.slice(match.index + match[0].length);
    if (!OPENS.test(rest) || !OPENS.test(first) || isEmbedded(first, rest)) continue;
    const isSentence = /[?？؟]/u.test(match[0]);
    if (ENDS_ASKING.test(first) || (!isSentence && !says(first))) continue;
    // "and when?" asks on; "and is not" says nothing of its own.
    if (!says(rest) && !ASKS_FOR.test(rest)) continue;
    parts.push(first.replace(/[?？؟\s]+$/u, ''));
    from = match.index + match[0].length;
    if (parts.length === MAX_PARTS - 1) break;
  }
  if (parts.length === 0) return [question];
  return [
    ...parts,
    question
      .slice(from)
      .trim()
      .replace(/[?？؟\s]+$/u, ''),
  ].map((part) => `${part}?`);
}
