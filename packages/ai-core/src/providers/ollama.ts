import { z } from 'zod';
import { chatModel, fetchJson, ModelSetupError, type Provider, trimSlash } from './provider.ts';

const LOCAL = 'http://127.0.0.1:11434';
/** An Ollama on this host answers at once, or there is none. */
const PROBE_TIMEOUT_MS = 300;
/** What Ollama gives a prompt unless told otherwise. */
const OLLAMA_CONTEXT_TOKENS = 4_096;

const tags = z.object({
  models: z.array(
    z.object({ name: z.string(), details: z.object({ family: z.string() }).partial().optional() }),
  ),
});
/** Families of models that embed and do not talk. */
const EMBEDDING_FAMILY = /bert|embed/i;

/** An Ollama server: the one under OLLAMA_URL, else one found on this host. */
export const ollama: Provider = {
  name: 'ollama',
  async connect(env, model) {
    const base = trimSlash(env.OLLAMA_URL ?? LOCAL);
    const answer = await fetchJson(
      `${base}/api/tags`,
      {},
      env.OLLAMA_URL === undefined ? PROBE_TIMEOUT_MS : undefined,
    ).catch(() => null);
    const listed = tags.safeParse(answer?.body);
    if (!listed.success) {
      if (env.OLLAMA_URL === undefined) return null;
      throw new ModelSetupError(
        `OLLAMA_URL: no Ollama answers at ${base}. Start it with: ollama serve`,
      );
    }
    const talking = listed.data.models.filter(
      ({ name, details }) => !EMBEDDING_FAMILY.test(`${name} ${details?.family ?? ''}`),
    );
    const name = model ?? talking[0]?.name;
    if (name === undefined) {
      if (env.OLLAMA_URL === undefined) return null;
      throw new ModelSetupError(
        `OLLAMA_URL: the Ollama at ${base} has no model. Get one: ollama pull llama3.2`,
      );
    }
    // Loaded where it is used only: a start without this provider does not wait for it.
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const provider = createOpenAICompatible({
      name: 'ollama',
      baseURL: `${base}/v1`,
      includeUsage: true,
    });
    const entry = {
      provider: 'ollama',
      model: name,
      contextTokens: OLLAMA_CONTEXT_TOKENS,
      prices: [],
    };
    return chatModel(entry, provider(name));
  },
};
