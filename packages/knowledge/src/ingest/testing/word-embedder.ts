import { createHash } from 'node:crypto';
import { type Embedder, toUnitLength } from '../../embed/embedder.ts';

export interface WordEmbedder extends Embedder {
  /** Texts embedded so far. */
  readonly embedded: string[];
  /** Runs before each call; may wait or throw, as a service would. */
  before: (signal: AbortSignal) => Promise<void> | void;
}

const dimensions = 16;

/** A small model of its own kind: a vector counts hashed words. The same text has the same vector. */
export function createWordEmbedder(model = 'words-16', tokensPerText = 0): WordEmbedder {
  const embedder: WordEmbedder = {
    provider: 'test',
    model,
    dimensions,
    embedded: [],
    before: () => undefined,
    async embedDocuments(texts, signal) {
      await embedder.before(signal);
      signal.throwIfAborted();
      embedder.embedded.push(...texts);
      const tokens = texts.length * tokensPerText;
      return { vectors: texts.map(vectorOf), tokens, costMicros: tokens * 2 };
    },
    async embedQuery(text) {
      return { vectors: [vectorOf(text)], tokens: tokensPerText, costMicros: tokensPerText * 2 };
    },
    close: async () => undefined,
  };
  return embedder;
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().split(/\W+/)) {
    const slot = (createHash('sha256').update(word).digest()[0] ?? 0) % dimensions;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  return toUnitLength(vector);
}
