import { type Env, readEnv } from '@platform/shared/env';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askModel, type ModelReport } from '../models/ask-model.ts';
import type { ChatModel } from '../models/model-chain.ts';
import { type ModelServer, startModelServer } from '../testing/model-server.ts';
import { providers } from './registry.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
afterEach(() => {
  server.requests.length = 0;
});

/** The variables that set each provider up against the local server. */
const variables: Record<string, (url: string) => Record<string, string>> = {
  openai: (url) => ({ OPENAI_API_KEY: 'key-1', OPENAI_BASE_URL: `${url}/v1` }),
  anthropic: (url) => ({ ANTHROPIC_API_KEY: 'key-1', ANTHROPIC_BASE_URL: `${url}/v1` }),
  google: (url) => ({ GOOGLE_API_KEY: 'key-1', GOOGLE_BASE_URL: `${url}/v1beta` }),
  'openai-compatible': (url) => ({ LLM_URL: `${url}/v1`, LLM_API_KEY: 'key-1' }),
  ollama: (url) => ({ OLLAMA_URL: url }),
};

async function ask(
  model: ChatModel,
  given: { stallTimeoutMs?: number; signal?: AbortSignal; onPiece?: () => void } = {},
) {
  const pieces: string[] = [];
  const stream = askModel({
    model,
    instructions: 'Rules for the model.',
    messages: [{ role: 'user', content: 'What does it cost?' }],
    maxOutputTokens: 200,
    stallTimeoutMs: given.stallTimeoutMs ?? 5_000,
    signal: given.signal ?? new AbortController().signal,
  });
  let step = await stream.next();
  while (!step.done) {
    pieces.push(step.value);
    given.onPiece?.();
    step = await stream.next();
  }
  const report: ModelReport = step.value;
  return { text: pieces.join(''), pieces, report };
}

describe.each(providers.map((provider) => [provider.name, provider] as const))(
  '%s',
  (name, provider) => {
    const envOf = (): Env => readEnv(variables[name]?.(server.url) ?? {});
    const connect = async (): Promise<ChatModel> => {
      const model = await provider.connect(envOf(), undefined);
      if (!model) throw new Error(`${name} did not connect`);
      return model;
    };
    const answer = ['Plans cost ', '$5 a month. ', 'Billed yearly.'];

    test('streams the whole answer, with the usage that the provider reports', async () => {
      server.answer({ pieces: answer, usage: { input: 1_200, cachedInput: 200, output: 40 } });
      const { text, pieces, report } = await ask(await connect());
      expect(text).toBe('Plans cost $5 a month. Billed yearly.');
      expect(pieces.length).toBeGreaterThan(1);
      expect(report).toMatchObject({
        outcome: 'ok',
        detail: null,
        usage: { input: 1_200, cachedInput: 200, output: 40, estimated: false },
      });
    });

    test('sends rules, question and key', async () => {
      server.answer({ pieces: answer });
      await ask(await connect());
      const [request] = server.requests;
      expect(request?.prompt).toContain('Rules for the model.');
      expect(request?.prompt).toContain('What does it cost?');
      if (name !== 'ollama') expect(JSON.stringify(request?.headers)).toContain('key-1');
    });

    test('bounds the answer, and grants thoughts beside it where they count', async () => {
      server.answer({ pieces: answer });
      const model = await connect();
      await ask(model);
      expect(JSON.stringify(server.requests[0]?.body)).toMatch(
        new RegExp(`"max_?(?:output_?)?tokens":${200 + (model.thinkingTokens ?? 0)}\\b`, 'i'),
      );
    });

    test('a stall ends the call', async () => {
      server.answer({ pieces: ['Plans cost '], ending: 'stall' });
      const { text, report } = await ask(await connect(), { stallTimeoutMs: 1_000 });
      expect(text).toBe('Plans cost ');
      expect(report).toMatchObject({ outcome: 'stalled', detail: 'nothing came for 1000 ms' });
    });

    test.each([429, 500, 503])('HTTP %i is a failure, told by its number', async (status) => {
      server.answer({ status });
      const { text, report } = await ask(await connect());
      expect(text).toBe('');
      expect(report).toMatchObject({ outcome: 'failed', detail: `HTTP ${status}` });
      expect(server.requests).toHaveLength(1);
    });

    test('a connection cut in the middle of a sentence is told from an end', async () => {
      server.answer({ pieces: ['Plans cost $5. It is bil'], ending: 'cut' });
      const { text, report } = await ask(await connect());
      expect(text).toBe('Plans cost $5. It is bil');
      expect(report.outcome).toBe('broke-off');
      expect(report.usage).toMatchObject({ estimated: true });
      expect(report.usage.input).toBeGreaterThan(5);
      expect(report.usage.output).toBeGreaterThan(3);
    });

    test('garbage does not pass for an answer', async () => {
      server.answer({ pieces: [], ending: 'garbage' });
      expect((await ask(await connect())).report.outcome).toBe('failed');
      server.answer({ pieces: ['Plans '], ending: 'garbage' });
      expect((await ask(await connect())).report.outcome).toBe('broke-off');
    });

    test('an empty answer is a failure', async () => {
      server.answer({ pieces: [] });
      expect((await ask(await connect())).report.outcome).toBe('failed');
    });

    test('an abort stops it at once', async () => {
      server.answer({ pieces: ['Plans cost '], ending: 'stall' });
      const stop = new AbortController();
      const { report } = await ask(await connect(), {
        signal: stop.signal,
        onPiece: () => stop.abort(),
      });
      expect(report.outcome).toBe('stopped');
    });
  },
);
