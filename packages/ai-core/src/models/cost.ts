import type { ModelPrice } from './catalogue.ts';

/** Tokens of one call. `cachedInput` are among `input`. */
export interface TokenUsage {
  input: number;
  cachedInput: number;
  output: number;
  /** Counted by us, because the provider did not say. */
  estimated: boolean;
}

/** What a call cost, in whole micro-dollars, rounded up: a price is never shown too low. */
export function costMicros(usage: TokenUsage, price: ModelPrice | null): number {
  if (!price) return 0;
  const fresh = Math.max(0, usage.input - usage.cachedInput);
  const total =
    fresh * price.inputMicrosPerMillion +
    usage.cachedInput * price.cachedInputMicrosPerMillion +
    usage.output * price.outputMicrosPerMillion;
  return Math.ceil(total / 1_000_000);
}

/**
 * Tokens of a text as OpenAI's models since 2024 count them; other vendors' counts differ by some
 * tenths. The vocabulary is large, so it is loaded at the first use.
 */
export async function estimateTokens(text: string): Promise<number> {
  if (text === '') return 0;
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return countTokens(text);
}
