import type { LanguageModel, streamText } from 'ai';
import type { ModelPrice } from './catalogue.ts';

/** A model that can answer, ready to be called. */
export interface ChatModel {
  /** Name of the registry entry, such as `openai`. */
  provider: string;
  /** As the provider names it. */
  model: string;
  /** How many tokens prompt and answer may have together. */
  contextTokens: number;
  /** Empty where nothing is paid per token (a server of one's own) or no price is known. */
  prices: readonly ModelPrice[];
  /** Thoughts count as output with this model: so many tokens are granted beside the answer's. */
  thinkingTokens?: number;
  languageModel: LanguageModel;
  providerOptions?: NonNullable<Parameters<typeof streamText>[0]['providerOptions']>;
}

/** Models in the order in which they are asked: each next one takes over where one before it failed. */
export interface ModelChain {
  models: readonly [ChatModel, ...ChatModel[]];
  /** A model that sends nothing for this long is left for the next one. */
  stallTimeoutMs: number;
}
