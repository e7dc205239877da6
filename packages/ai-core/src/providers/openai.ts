import { chatModel, checkKey, describeModel, type Provider, trimSlash } from './provider.ts';

/** OpenAI's models through its Responses API. */
export const openai: Provider = {
  name: 'openai',
  async connect(env, model) {
    if (env.OPENAI_API_KEY === undefined) return null;
    const baseURL = trimSlash(env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1');
    await checkKey('OPENAI_API_KEY', `${baseURL}/models`, {
      authorization: `Bearer ${env.OPENAI_API_KEY}`,
    });
    const entry = describeModel('openai', model);
    // Loaded where it is used only: a start without this provider does not wait for it.
    const { createOpenAI } = await import('@ai-sdk/openai');
    const provider = createOpenAI({ apiKey: env.OPENAI_API_KEY, baseURL });
    return chatModel(entry, provider.responses(entry.model));
  },
};
