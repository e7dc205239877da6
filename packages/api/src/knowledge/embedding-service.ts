import path from 'node:path';
import type { Service } from '@platform/api-contract/types';
import {
  type Embedder,
  fetchLocalModel,
  openLocalEmbedder,
  openRemoteEmbedder,
} from '@platform/knowledge';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';

export interface EmbeddingService {
  /** The embedder that is ready now; `null` searches by words alone. */
  current(): Embedder | null;
  status(): Pick<Service, 'resolved' | 'detail' | 'state'>;
  close(): Promise<void>;
}

interface EmbeddingServiceOptions {
  readonly env: Env;
  readonly logger: Logger;
  /** What a model that is ready needs done once, such as its index. */
  prepare(embedder: Embedder): Promise<void>;
}

type Choice =
  | 'local'
  | 'off'
  | { provider: 'voyage' | 'openai' | 'url'; baseUrl: string; apiKey?: string; model: string };

const retryEveryMs = 10 * 60_000;

/**
 * Which embeddings the environment asks for. What is configured by key or URL must work, or the start
 * fails; the local model is fetched in the background, and search goes by words until it is there.
 */
export async function createEmbeddingService(
  options: EmbeddingServiceOptions,
): Promise<EmbeddingService> {
  const { env, logger } = options;
  const closing = new AbortController();
  const choice = choose(env);
  let embedder: Embedder | null = null;
  let status: ReturnType<EmbeddingService['status']> =
    choice === 'off'
      ? { resolved: 'off', detail: 'search goes by words alone', state: 'ok' }
      : { resolved: 'local bge-small', detail: 'being prepared', state: 'preparing' };

  const use = (opened: Embedder) => {
    embedder = opened;
    status = { resolved: opened.model, detail: opened.provider, state: 'ok' };
    logger.info({ model: opened.model }, 'embeddings are ready');
    options.prepare(opened).catch((error: unknown) => {
      logger.warn(
        { err: error },
        'the index of the model was not made: search compares every vector',
      );
    });
  };

  const prepareLocal = async () => {
    const directory = path.resolve(env.MODELS_DIR ?? path.join(env.DATA_DIR, 'models'));
    try {
      const files = await fetchLocalModel({
        directory,
        mirrorUrl: env.MODELS_MIRROR_URL,
        signal: closing.signal,
        onProgress: ({ receivedBytes, totalBytes }) => {
          const share = totalBytes === null ? '' : ` of ${Math.round(totalBytes / 1e6)}`;
          const detail = `fetching ${Math.round(receivedBytes / 1e6)}${share} MB`;
          status = { resolved: 'local bge-small', detail, state: 'preparing' };
        },
      });
      if (!closing.signal.aborted) use(await openLocalEmbedder(files));
    } catch (error) {
      if (closing.signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      status = { resolved: 'words alone', detail, state: 'degraded' };
      logger.warn({ err: error }, 'local embeddings are not available, searching by words alone');
      setTimeout(() => {
        preparing = prepareLocal();
      }, retryEveryMs).unref();
    }
  };

  let preparing: Promise<void> | null = null;
  if (choice === 'local') preparing = prepareLocal();
  else if (choice !== 'off') use(await openRemoteEmbedder(choice, closing.signal));

  return {
    current: () => embedder,
    status: () => status,
    async close() {
      closing.abort();
      // A process that exits while the model's native code is still loading is aborted by it.
      await preparing;
      await embedder?.close();
    },
  };
}

function choose(env: Env): Choice {
  const voyage: Choice | null =
    env.VOYAGE_API_KEY === undefined
      ? null
      : {
          provider: 'voyage',
          baseUrl: env.VOYAGE_BASE_URL ?? 'https://api.voyageai.com/v1',
          apiKey: env.VOYAGE_API_KEY,
          model: env.EMBEDDINGS_MODEL ?? 'voyage-3.5',
        };
  const openai: Choice | null =
    env.OPENAI_API_KEY === undefined
      ? null
      : {
          provider: 'openai',
          baseUrl: env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
          apiKey: env.OPENAI_API_KEY,
          model: env.EMBEDDINGS_MODEL ?? 'text-embedding-3-small',
        };
  const url: Choice | null =
    env.EMBEDDINGS_URL === undefined
      ? null
      : {
          provider: 'url',
          baseUrl: env.EMBEDDINGS_URL,
          ...(env.EMBEDDINGS_API_KEY === undefined ? {} : { apiKey: env.EMBEDDINGS_API_KEY }),
          model: env.EMBEDDINGS_MODEL ?? 'default',
        };
  switch (env.EMBEDDINGS) {
    case 'off':
    case 'local':
      return env.EMBEDDINGS;
    case 'voyage':
      return voyage ?? 'local';
    case 'openai':
      return openai ?? 'local';
    case 'url':
      return url ?? 'local';
    case 'auto':
      return url ?? voyage ?? openai ?? 'local';
  }
}
