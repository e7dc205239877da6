import { z } from 'zod';
import { type Embedded, type Embedder, EmbedderError, toUnitLength } from './embedder.ts';

export interface RemoteEmbedderOptions {
  provider: 'voyage' | 'openai' | 'url';
  /** With its version path, such as `https://api.openai.com/v1`; `/embeddings` is added. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** As the server names it. */
  model: string;
  /** Of one request; default 30 s. */
  timeoutMs?: number | undefined;
  /** Before the first retry; doubles with each. Default 500 ms. */
  retryDelayMs?: number | undefined;
}

/**
 * Micro-dollars for a million tokens, read on 2026-11-20. OpenAI:
 * developers.openai.com/api/docs/models/text-embedding-3-large. Voyage: vercel.com/ai-gateway/models for
 * voyage-3-large, the announcement of May 2025 for voyage-3.5.
 */
const PRICES: Readonly<Record<string, number>> = {
  'openai/text-embedding-3-small': 20_000,
  'openai/text-embedding-3-large': 130_000,
  'voyage/voyage-3.5': 60_000,
  'voyage/voyage-3.5-lite': 20_000,
  'voyage/voyage-3-large': 180_000,
};

/** Below the limits of all vendors: 1,000 texts (Voyage), and about 100,000 tokens. */
const MAX_TEXTS = 96;
const MAX_CHARACTERS = 120_000;
const ATTEMPTS = 5;
const MAX_RETRY_DELAY_MS = 20_000;

const embeddingsResponse = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ total_tokens: z.number().optional() }).optional(),
});

/**
 * An embedder behind the embeddings route that OpenAI made and Voyage and most servers share. Asks for
 * one vector first, so that a wrong key, address or model is an `EmbedderError` now and not at the
 * first upload. Limits, server errors and the network are tried again with growing, jittered delays.
 */
export async function openRemoteEmbedder(
  options: RemoteEmbedderOptions,
  signal: AbortSignal,
): Promise<Embedder> {
  const embed = async (
    texts: readonly string[],
    purpose: 'document' | 'query',
    abort: AbortSignal,
  ): Promise<Embedded> => {
    const vectors: Float32Array[] = [];
    let tokens = 0;
    for (const batch of batches(texts)) {
      const answer = await request(options, batch, purpose, abort);
      vectors.push(...answer.vectors);
      tokens += answer.tokens;
    }
    const price = PRICES[`${options.provider}/${options.model}`];
    const costMicros = price === undefined ? null : Math.ceil((tokens * price) / 1_000_000);
    return { vectors, tokens, costMicros };
  };
  const probe = await embed(['ready'], 'query', signal);
  const dimensions = probe.vectors[0]?.length ?? 0;
  return {
    provider: options.provider,
    model: `${options.provider}/${options.model}`,
    dimensions,
    embedDocuments: (texts, abort) => embed(texts, 'document', abort),
    embedQuery: (text, abort) => embed([text], 'query', abort),
    close: async () => undefined,
  };
}

function* batches(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (
      batch.length === MAX_TEXTS ||
      (batch.length > 0 && characters + text.length > MAX_CHARACTERS)
    ) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}

async function request(
  options: RemoteEmbedderOptions,
  texts: readonly string[],
  purpose: 'document' | 'query',
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; tokens: number }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await requestOnce(options, texts, purpose, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof RetryableError)) throw error;
      if (attempt === ATTEMPTS) throw error.final;
      const growing = (options.retryDelayMs ?? 500) * 2 ** (attempt - 1) * (0.5 + Math.random());
      await pause(Math.min(error.waitMs ?? growing, MAX_RETRY_DELAY_MS), signal);
    }
  }
}

class RetryableError extends Error {
  readonly final: EmbedderError;
  readonly waitMs: number | null;
  constructor(message: string, waitMs: number | null, cause?: unknown) {
    super(message);
    this.final = new EmbedderError(message, { canRetry: true, cause });
    this.waitMs = waitMs;
  }
}

async function requestOnce(
  options: RemoteEmbedderOptions,
  texts: readonly string[],
  purpose: 'document' | 'query',
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; tokens: number }> {
  const url = `${options.baseUrl.replace(/\/+$/, '')}/embeddings`;
  const who = `The embeddings server ${new URL(url).host}`;
  const body = {
    model: options.model,
    input: texts,
    // Voyage marks questions by a field of its own; other servers refuse fields they do not know.
    ...(options.provider === 'voyage' ? { input_type: purpose } : { encoding_format: 'float' }),
  };
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, timeout]),
    });
    text = await response.text();
  } catch (cause) {
    const why = timeout.aborted ? 'did not answer in time' : 'cannot be reached';
    throw new RetryableError(`${who} ${why}.`, null, cause);
  }
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
    throw new RetryableError(`${who} answered ${response.status}.`, waitMs);
  }
  if (!response.ok) {
    throw new EmbedderError(`${who} answered ${response.status}: ${text.slice(0, 300)}`, {
      canRetry: false,
    });
  }
  return readVectors(text, texts.length, who);
}

function readVectors(
  text: string,
  expected: number,
  who: string,
): { vectors: Float32Array[]; tokens: number } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EmbedderError(`${who} did not answer JSON.`, { canRetry: false, cause });
  }
  const parsed = embeddingsResponse.safeParse(json);
  if (!parsed.success || parsed.data.data.length !== expected) {
    throw new EmbedderError(`${who} did not answer ${expected} embeddings.`, { canRetry: false });
  }
  const vectors = [...parsed.data.data]
    .sort((a, b) => a.index - b.index)
    .map((each) => toUnitLength(Float32Array.from(each.embedding)));
  return { vectors, tokens: parsed.data.usage?.total_tokens ?? 0 };
}

/** Waits, or throws the signal's reason at once when it is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
