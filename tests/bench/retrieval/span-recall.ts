import { type BenchQuestion, type Span, union } from './questions.ts';

export interface FoundSpan extends Span {
  document: string;
}

/**
 * The share of a question's reference characters that the passages found hold, when they may hold
 * `budget` unique characters together: best first, the last one cut, what was seen before is free.
 */
export function spanRecall(
  question: BenchQuestion,
  found: readonly FoundSpan[],
  budget: number,
): number {
  const seen = new Map<string, Span[]>();
  let left = budget;
  for (const { document, start, end } of found) {
    if (left <= 0) break;
    const known = seen.get(document) ?? [];
    for (const fresh of without({ start, end }, known)) {
      if (left <= 0) break;
      const taken = { start: fresh.start, end: Math.min(fresh.end, fresh.start + left) };
      left -= taken.end - taken.start;
      known.push(taken);
    }
    seen.set(document, union(known));
  }
  const held = seen.get(question.document) ?? [];
  let [covered, all] = [0, 0];
  for (const reference of question.references) {
    all += reference.end - reference.start;
    for (const span of held) {
      covered += Math.max(
        0,
        Math.min(reference.end, span.end) - Math.max(reference.start, span.start),
      );
    }
  }
  return covered / all;
}

/** What of `span` is in none of `known`, which are in order and do not overlap. */
function without(span: Span, known: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let { start } = span;
  for (const each of known) {
    if (each.end <= start || each.start >= span.end) continue;
    if (each.start > start) rest.push({ start, end: each.start });
    start = Math.max(start, each.end);
  }
  if (start < span.end) rest.push({ start, end: span.end });
  return rest;
}
