import { event, textsOf, type Wire } from './wire.ts';

const named = (type: string, data: object) => event({ type, sequence_number: 0, ...data }, type);
const response = (model: string, status: string, more: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_790_000_000,
  status,
  model,
  output: [],
  incomplete_details: null,
  error: null,
  ...more,
});
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const message = (status: string, text: string) => ({
  id: 'msg_1',
  type: 'message',
  status,
  role: 'assistant',
  content: status === 'completed' ? [{ type: 'output_text', text, annotations: [] }] : [],
});

/** OpenAI's Responses API. */
export const openaiResponses: Wire = {
  name: 'openai-responses',
  serves: (path) => path.endsWith('/responses'),
  begin: (model) =>
    [
      named('response.created', { response: response(model, 'in_progress') }),
      named('response.in_progress', { response: response(model, 'in_progress') }),
      named('response.output_item.added', { output_index: 0, item: message('in_progress', '') }),
      named('response.content_part.added', {
        ...place,
        part: { type: 'output_text', text: '', annotations: [] },
      }),
    ].join(''),
  text: (piece) => named('response.output_text.delta', { ...place, delta: piece, logprobs: [] }),
  finish: (usage, text) =>
    [
      named('response.output_text.done', { ...place, text, logprobs: [] }),
      named('response.content_part.done', {
        ...place,
        part: { type: 'output_text', text, annotations: [] },
      }),
      named('response.output_item.done', { output_index: 0, item: message('completed', text) }),
      named('response.completed', {
        response: response('scripted', 'completed', {
          output: [message('completed', text)],
          usage: usage && {
            input_tokens: usage.input,
            input_tokens_details: { cached_tokens: usage.cachedInput },
            output_tokens: usage.output,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: usage.input + usage.output,
          },
        }),
      }),
    ].join(''),
  error: (status) =>
    JSON.stringify({
      error: { message: `scripted error ${status}`, type: 'server_error', param: null, code: null },
    }),
  promptOf: (body) => textsOf(body).join('\n'),
};
