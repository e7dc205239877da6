import { createHash } from 'node:crypto';
import type { ChunkEmbedder } from '../ports.ts';

export interface WordEmbedder extends ChunkEmbedder {
  /** Chunks embedded so far. */
  readonly embedded: string[];
  /** Runs before each call; may wait or throw, as a service would. */
  before: (signal: AbortSignal) => Promise<void> | void;
}

const width = 16;

/** A small model of its own kind: a vector counts hashed words. The same text has the same vector. */
export function createWordEmbedder(model = 'words-16', batchSize = 8): WordEmbedder {
  const embedder: WordEmbedder = {
    model,
    batchSize,
    embedded: [],
    before: () => undefined,
    async embed(_title, chunks, signal) {
      await embedder.before(signal);
      embedder.embedded.push(...chunks.map(({ text }) => text));
      const vectors = chunks.map(({ text }) => ({
        embedding: vectorOf(text),
        parts: new Uint8Array(width),
      }));
      return { vectors, usage: null };
    },
  };
  return embedder;
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(width);
  for (const word of text.toLowerCase().split(/\W+/)) {
    const slot = (createHash('sha256').update(word).digest()[0] ?? 0) % width;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  return vector;
}
