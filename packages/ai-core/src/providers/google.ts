import { chatModel, checkKey, describeModel, type Provider, trimSlash } from './provider.ts';

/** Google's Gemini models. */
export const google: Provider = {
  name: 'google',
  async connect(env, model) {
    if (env.GOOGLE_API_KEY === undefined) return null;
    const baseURL = trimSlash(
      env.GOOGLE_BASE_URL ?? 'https://generativelanguage.googleapis.com/v1beta',
    );
    await checkKey('GOOGLE_API_KEY', `${baseURL}/models`, { 'x-goog-api-key': env.GOOGLE_API_KEY });
    const entry = describeModel('google', model);
    // Loaded where it is used only: a start without this provider does not wait for it.
    const { createGoogle } = await import('@ai-sdk/google');
    const provider = createGoogle({ apiKey: env.GOOGLE_API_KEY, baseURL });
    return chatModel(entry, provider(entry.model));
  },
};
