/**
 * What a model's cosine is for texts that have nothing to do with one another. Models differ widely:
 * without this number a likeness of 0.6 means nothing. Measured as the mean cosine of questions with
 * the passages found for them among documents on other subjects (`tests/bench/answers`).
 */
const FLOORS: readonly (readonly [modelPrefix: string, floor: number])[] = [
  ['local/bge-small-en-v1.5', 0.45],
];

/** Undefined for a model that was not measured: meaning then orders passages and decides nothing. */
export function similarityFloor(embeddingModel: string): number | undefined {
  return FLOORS.find(([prefix]) => embeddingModel.startsWith(prefix))?.[1];
}
