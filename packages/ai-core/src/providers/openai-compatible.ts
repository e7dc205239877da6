import { z } from 'zod';
import {
  chatModel,
  describeModel,
  fetchJson,
  ModelSetupError,
  type Provider,
  trimSlash,
} from './provider.ts';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });

/** Any server that speaks OpenAI's Chat Completions: vLLM, llama.cpp, LM Studio, a gateway. */
export const openaiCompatible: Provider = {
  name: 'openai-compatible',
  async connect(env, model) {
    if (env.LLM_URL === undefined) return null;
    const baseURL = trimSlash(env.LLM_URL);
    const headers =
      env.LLM_API_KEY === undefined ? {} : { authorization: `Bearer ${env.LLM_API_KEY}` };
    const listed = await fetchJson(`${baseURL}/models`, headers).catch(() => {
      throw new ModelSetupError(
        `LLM_URL: nothing answers at ${baseURL}. Start the server, or correct the address (it usually ends in /v1).`,
      );
    });
    if (listed.status === 401 || listed.status === 403) {
      throw new ModelSetupError(`LLM_API_KEY: the server refused the key (HTTP ${listed.status}).`);
    }
    const found = modelList.safeParse(listed.body);
    const name = model ?? (found.success ? found.data.data[0]?.id : undefined);
    if (name === undefined) {
      throw new ModelSetupError(
        `LLM_MODEL: ${baseURL}/models lists no model, so name the one to use.`,
      );
    }
    const entry = describeModel('openai-compatible', name);
    // Loaded where it is used only: a start without this provider does not wait for it.
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const provider = createOpenAICompatible({
      name: 'openai-compatible',
      baseURL,
      includeUsage: true,
      ...(env.LLM_API_KEY === undefined ? {} : { apiKey: env.LLM_API_KEY }),
    });
    return chatModel(entry, provider(entry.model));
  },
};
