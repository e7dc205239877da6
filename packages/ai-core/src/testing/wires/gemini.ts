import { event, textsOf, type Wire } from './wire.ts';

const candidate = (text: string, more: object = {}) => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...more }],
  modelVersion: 'scripted',
  responseId: 'r-1',
});

/** Google's `streamGenerateContent?alt=sse`. */
export const gemini: Wire = {
  name: 'gemini',
  serves: (path) => path.includes(':streamGenerateContent'),
  begin: () => '',
  text: (piece) => event(candidate(piece)),
  finish: (usage) =>
    event({
      ...candidate('', { finishReason: 'STOP' }),
      ...(usage && {
        usageMetadata: {
          promptTokenCount: usage.input,
          cachedContentTokenCount: usage.cachedInput,
          candidatesTokenCount: usage.output,
          totalTokenCount: usage.input + usage.output,
        },
      }),
    }),
  error: (status) =>
    JSON.stringify({
      error: {
        code: status,
        message: `scripted error ${status}`,
        status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL',
      },
    }),
  promptOf: (body) => textsOf(body).join('\n'),
};
