import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEnv } from '@platform/shared/env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelSetupError } from '../providers/provider.ts';
import { type ModelServer, startModelServer } from '../testing/model-server.ts';
import { catalogue, priceOn } from './catalogue.ts';
import { costMicros } from './cost.ts';
import { resolveModels } from './resolve-models.ts';

let server: ModelServer;
let refusing: string;
let closeRefusing: () => void;
beforeAll(async () => {
  server = await startModelServer();
  const http = createServer((_, response) => response.writeHead(401).end('{}'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  refusing = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  closeRefusing = () => http.close();
});
afterAll(async () => {
  closeRefusing();
  await server.close();
});

const resolve = (given: Record<string, string>) =>
  resolveModels(readEnv({ OLLAMA_URL: server.url, ...given }));
const namesOf = async (given: Record<string, string>) =>
  (await resolve(given)).chain?.models.map(({ provider, model }) => `${provider} ${model}`);

describe('which models answer', () => {
  test('each provider that is set up, a server of one’s own first', async () => {
    expect(
      await namesOf({
        LLM_URL: `${server.url}/v1`,
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: `${server.url}/v1`,
        GOOGLE_API_KEY: 'k',
        GOOGLE_BASE_URL: `${server.url}/v1beta`,
      }),
    ).toEqual([
      'openai-compatible scripted-model',
      'openai gpt-6-luna',
      'google gemini-3.8-flash',
      'ollama llama3.2:3b',
    ]);
  });

  test('LLM_MODEL is for the provider that has it, else for the first', async () => {
    const both = {
      ANTHROPIC_API_KEY: 'k',
      ANTHROPIC_BASE_URL: `${server.url}/v1`,
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: `${server.url}/v1`,
    };
    expect(await namesOf({ ...both, LLM_MODEL: 'gpt-6-sol' })).toEqual([
      'anthropic claude-haiku-5-5',
      'openai gpt-6-sol',
      'ollama llama3.2:3b',
    ]);
    expect((await namesOf({ ...both, LLM_MODEL: 'something-new' }))?.[0]).toBe(
      'anthropic something-new',
    );
  });

  test('an Ollama’s embedding models do not answer', async () => {
    expect(await namesOf({})).toEqual(['ollama llama3.2:3b']);
  });
});

describe('a variable that is set and does not work is an error that names it', () => {
  test.each([
    ['LLM_URL', { LLM_URL: 'http://127.0.0.1:9/v1' }],
    ['OLLAMA_URL', { OLLAMA_URL: 'http://127.0.0.1:9' }],
  ])('%s that nothing answers', async (variable, given) => {
    await expect(resolve(given)).rejects.toThrow(ModelSetupError);
    await expect(resolve(given)).rejects.toThrow(variable);
  });

  test.each([
    ['OPENAI_API_KEY', () => ({ OPENAI_API_KEY: 'wrong', OPENAI_BASE_URL: refusing })],
    ['ANTHROPIC_API_KEY', () => ({ ANTHROPIC_API_KEY: 'wrong', ANTHROPIC_BASE_URL: refusing })],
    ['GOOGLE_API_KEY', () => ({ GOOGLE_API_KEY: 'wrong', GOOGLE_BASE_URL: refusing })],
    ['LLM_API_KEY', () => ({ LLM_URL: refusing, LLM_API_KEY: 'wrong' })],
  ])('%s that is refused, and the key is not in the message', async (variable, given) => {
    const failure = await resolve(given()).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ModelSetupError);
    expect(String(failure)).toContain(variable);
    expect(String(failure)).not.toContain('wrong');
  });
});

describe('prices', () => {
  test('every model of the catalogue has one, with its source and day, oldest first', () => {
    for (const { prices, contextTokens } of catalogue) {
      expect(contextTokens).toBeGreaterThan(0);
      expect(prices.length).toBeGreaterThan(0);
      expect(prices.map(({ from }) => from)).toEqual(prices.map(({ from }) => from).toSorted());
      for (const { source, readOn } of prices) {
        expect(source).toMatch(/^https:\/\//);
        expect(readOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });

  test('the one that holds on a day is taken', () => {
    const flash = catalogue.find(({ model }) => model === 'gemini-3.8-flash');
    expect(
      priceOn(flash?.prices ?? [], new Date('2026-12-31T23:00:00Z'))?.inputMicrosPerMillion,
    ).toBe(750_000);
    expect(
      priceOn(flash?.prices ?? [], new Date('2027-01-01T00:00:00Z'))?.inputMicrosPerMillion,
    ).toBe(1_500_000);
    expect(priceOn(flash?.prices ?? [], new Date('2020-01-01T00:00:00Z'))).toBeNull();
  });

  test('a cost is whole micro-dollars, rounded up, and nothing without a price', () => {
    const price = catalogue[0]?.prices[0] ?? null;
    expect(costMicros({ input: 1, cachedInput: 0, output: 0, estimated: false }, price)).toBe(1);
    expect(
      costMicros({ input: 1_000_000, cachedInput: 1_000_000, output: 0, estimated: false }, price),
    ).toBe(10_000);
    expect(costMicros({ input: 5, cachedInput: 0, output: 5, estimated: false }, null)).toBe(0);
  });
});
