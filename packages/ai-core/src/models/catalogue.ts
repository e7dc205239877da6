import type { streamText } from 'ai';

type ProviderOptions = NonNullable<Parameters<typeof streamText>[0]['providerOptions']>;

/** Prices from a day on, in micro-dollars per million tokens. */
export interface ModelPrice {
  /** First day they hold, ISO date. */
  from: string;
  inputMicrosPerMillion: number;
  cachedInputMicrosPerMillion: number;
  outputMicrosPerMillion: number;
  /** Where they stand, and the day on which it was read. */
  source: string;
  readOn: string;
}

export interface CatalogueEntry {
  provider: string;
  model: string;
  /** How many tokens prompt and answer may have together. */
  contextTokens: number;
  /** Oldest first. Long prompts cost more with some models; ours stay far below those bounds. */
  prices: readonly ModelPrice[];
  /** Thoughts count as output with this model: so many tokens are granted beside the answer's. */
  thinkingTokens?: number;
  /** What makes the model begin to answer soon: out of given passages there is little to ponder. */
  providerOptions?: ProviderOptions;
}

const dollars = (amount: number): number => Math.round(amount * 1_000_000);

function price(
  from: string,
  [input, cached, output]: [number, number, number],
  source: string,
): ModelPrice {
  return {
    from,
    inputMicrosPerMillion: dollars(input),
    cachedInputMicrosPerMillion: dollars(cached),
    outputMicrosPerMillion: dollars(output),
    source,
    readOn: '2026-11-20',
  };
}

const openai = 'https://developers.openai.com/api/docs/pricing';
const anthropic = 'https://platform.claude.com/docs/en/about-claude/pricing';
const google = 'https://ai.google.dev/gemini-api/docs/pricing';

// Not stored at the provider: what visitors write is theirs and the workspace's.
const openaiOptions: ProviderOptions = { openai: { store: false, reasoningEffort: 'none' } };
const anthropicOptions: ProviderOptions = { anthropic: { thinking: { type: 'disabled' } } };
const googleOptions: ProviderOptions = { google: { thinkingConfig: { thinkingLevel: 'low' } } };

/** The models we know; the first of a provider is its default. Others work too, with an unknown price. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    provider: 'openai',
    model: 'gpt-6-luna',
    contextTokens: 1_050_000,
    prices: [price('2026-09-22', [0.1, 0.01, 0.5], openai)],
    providerOptions: openaiOptions,
  },
  {
    provider: 'openai',
    model: 'gpt-6-sol',
    contextTokens: 1_050_000,
    prices: [price('2026-09-22', [2, 0.2, 10], openai)],
    providerOptions: openaiOptions,
  },
  {
    provider: 'openai',
    model: 'gpt-5.6-luna',
    contextTokens: 1_050_000,
    prices: [price('2026-07-30', [0.2, 0.02, 1.2], openai)],
    providerOptions: openaiOptions,
  },
  {
    provider: 'openai',
    model: 'gpt-5.6-terra',
    contextTokens: 1_050_000,
    prices: [price('2026-07-30', [2, 0.2, 12], openai)],
    providerOptions: openaiOptions,
  },
  {
    provider: 'anthropic',
    model: 'claude-haiku-5-5',
    contextTokens: 1_000_000,
    prices: [price('2026-10-07', [0.1, 0.01, 0.5], anthropic)],
    providerOptions: anthropicOptions,
  },
  {
    provider: 'anthropic',
    model: 'claude-sonnet-5-5',
    contextTokens: 1_000_000,
    prices: [
      price('2026-09-28', [2, 0.2, 10], anthropic),
      price('2026-10-07', [2, 0.1, 10], anthropic),
    ],
    providerOptions: anthropicOptions,
  },
  {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    contextTokens: 200_000,
    prices: [price('2025-10-15', [1, 0.1, 5], anthropic)],
  },
  {
    provider: 'google',
    model: 'gemini-3.8-flash',
    contextTokens: 1_048_576,
    prices: [
      price('2026-09-02', [0.75, 0.075, 3.75], google),
      price('2027-01-01', [1.5, 0.15, 7.5], google),
    ],
    thinkingTokens: 2_000,
    providerOptions: googleOptions,
  },
];

export function findModel(provider: string, model: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.provider === provider && entry.model === model);
}

export function defaultModel(provider: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.provider === provider);
}

/** The price that holds on a day, or null where none is known. */
export function priceOn(prices: readonly ModelPrice[], day: Date): ModelPrice | null {
  const date = day.toISOString().slice(0, 10);
  return prices.findLast(({ from }) => from <= date) ?? null;
}
