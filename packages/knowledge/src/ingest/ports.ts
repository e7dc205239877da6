import type { DocumentStage, DocumentState } from '@platform/api-contract/types';

/** What embedding needs of a chunk. */
export interface ChunkToEmbed {
  text: string;
  headingPath: string[];
  /** Start and end of each sentence in turn, from the start of the chunk. */
  sentences: number[];
}

export interface EmbeddedChunk {
  embedding: Float32Array;
  /** Vectors of the chunk's parts, a signed byte per number. */
  parts: Uint8Array;
}

/** What an embedding call cost, where it is not done on this machine. */
export interface EmbeddingUsage {
  provider: string;
  inputTokens: number;
  costMicros: number;
  /** True where the provider did not report it. */
  estimated: boolean;
}

/** Makes vectors of chunks. `embed` throws when its model or provider fails; the stage is tried again. */
export interface ChunkEmbedder {
  /** The name vectors are stored under. */
  readonly model: string;
  /** Chunks of one call. */
  readonly batchSize: number;
  embed(
    title: string,
    chunks: readonly ChunkToEmbed[],
    signal: AbortSignal,
  ): Promise<{ vectors: EmbeddedChunk[]; usage: EmbeddingUsage | null }>;
}

/** Told after each commit that changed a document, about four times a second while a stage goes on. */
export interface IngestEvent {
  tenantId: string;
  documentId: string;
  state: DocumentState;
  stage: DocumentStage | null;
  progress: { done: number; total: number } | null;
}
