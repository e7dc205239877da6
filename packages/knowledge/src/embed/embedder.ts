/** Vectors of length one, in the order of the texts, and what they took. */
export interface Embedded {
  vectors: Float32Array[];
  /** As the provider counts; 0 for the local model. */
  tokens: number;
  /** Micro-dollars; `null` where the price of the model is not known. */
  costMicros: number | null;
}

/**
 * Turns texts into vectors of one model. Questions and documents are told apart, since many models
 * want them marked. An embedder that fails throws an `EmbedderError`; an aborted call its reason.
 */
export interface Embedder {
  /** `local`, `voyage`, `openai`, `url`. */
  readonly provider: string;
  /** Names the vectors in the database, such as `local/bge-small-en-v1.5`. Two models never meet in a search. */
  readonly model: string;
  readonly dimensions: number;
  embedDocuments(texts: readonly string[], signal: AbortSignal): Promise<Embedded>;
  embedQuery(text: string, signal: AbortSignal): Promise<Embedded>;
  close(): Promise<void>;
}

export class EmbedderError extends Error {
  override name = 'EmbedderError';
  /** Whether the same call can succeed later: a limit, a server error, the network. */
  readonly canRetry: boolean;
  constructor(message: string, options: { canRetry: boolean; cause?: unknown }) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.canRetry = options.canRetry;
  }
}

/** Scales a vector to length one, in place, so that half precision and cosines keep their digits. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const each of vector) sum += each * each;
  if (sum === 0) return vector;
  const length = Math.sqrt(sum);
  for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
