import { event, textsOf, type Wire } from './wire.ts';

const named = (type: string, data: object = {}) => event({ type, ...data }, type);

/** Anthropic's Messages API. */
export const anthropicMessages: Wire = {
  name: 'anthropic-messages',
  serves: (path) => path.endsWith('/messages'),
  begin: (model) =>
    [
      named('message_start', {
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          // The real count comes with the last event, as it does from the vendor for long prompts.
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      }),
      named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      named('ping'),
    ].join(''),
  text: (piece) =>
    named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }),
  finish: (usage) =>
    [
      named('content_block_stop', { index: 0 }),
      named('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: usage
          ? {
              input_tokens: usage.input - usage.cachedInput,
              cache_read_input_tokens: usage.cachedInput,
              cache_creation_input_tokens: 0,
              output_tokens: usage.output,
            }
          : { output_tokens: 0 },
      }),
      named('message_stop'),
    ].join(''),
  error: (status) =>
    JSON.stringify({
      type: 'error',
      error: {
        type: status === 429 ? 'rate_limit_error' : 'api_error',
        message: `scripted error ${status}`,
      },
    }),
  promptOf: (body) => textsOf(body).join('\n'),
};
