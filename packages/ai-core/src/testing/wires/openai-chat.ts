import { event, textsOf, type Wire } from './wire.ts';

const chunk = (choices: unknown[], more: object = {}) =>
  event({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'scripted',
    choices,
    ...more,
  });

/** OpenAI's Chat Completions, which most other servers speak too. */
export const openaiChat: Wire = {
  name: 'openai-chat',
  serves: (path) => path.endsWith('/chat/completions'),
  begin: () =>
    chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  text: (piece) => chunk([{ index: 0, delta: { content: piece }, finish_reason: null }]),
  finish: (usage) => {
    const last = chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]);
    const counted = usage
      ? chunk([], {
          usage: {
            prompt_tokens: usage.input,
            completion_tokens: usage.output,
            total_tokens: usage.input + usage.output,
            prompt_tokens_details: { cached_tokens: usage.cachedInput },
          },
        })
      : '';
    return `${last}${counted}data: [DONE]\n\n`;
  },
  error: (status) =>
    JSON.stringify({
      error: { message: `scripted error ${status}`, type: 'server_error', param: null, code: null },
    }),
  promptOf: (body) => textsOf(body).join('\n'),
};
