import { chatModel, checkKey, describeModel, type Provider, trimSlash } from './provider.ts';

/** Anthropic's models through its Messages API. */
export const anthropic: Provider = {
  name: 'anthropic',
  async connect(env, model) {
    if (env.ANTHROPIC_API_KEY === undefined) return null;
    const baseURL = trimSlash(env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com/v1');
    await checkKey('ANTHROPIC_API_KEY', `${baseURL}/models`, {
      'x-api-key': env.ANTHROPIC_API_KEY,
      'anthropic-version': '2023-06-01',
    });
    const entry = describeModel('anthropic', model);
    // Loaded where it is used only: a start without this provider does not wait for it.
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const provider = createAnthropic({ apiKey: env.ANTHROPIC_API_KEY, baseURL });
    return chatModel(entry, provider.messages(entry.model));
  },
};
