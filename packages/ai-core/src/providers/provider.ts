import type { Env } from '@platform/shared/env';
import type { LanguageModel } from 'ai';
import { type CatalogueEntry, defaultModel, findModel } from '../models/catalogue.ts';
import type { ChatModel } from '../models/model-chain.ts';

/** A way to reach language models: one file each, listed in `registry.ts`. */
export interface Provider {
  name: string;
  /**
   * The model to use with this environment, or null where the provider is not set up. `model` is the
   * one asked for; without it the provider's own. Throws `ModelSetupError` when a variable is set
   * and does not work.
   */
  connect(env: Env, model: string | undefined): Promise<ChatModel | null>;
}

/** A variable about models is set and does not work; the message names it and says what to do. */
export class ModelSetupError extends Error {
  override name = 'ModelSetupError';
}

/** Assumed of models that the catalogue does not know: small enough for any hosted model of 2026. */
const UNKNOWN_CONTEXT_TOKENS = 32_000;
const CHECK_TIMEOUT_MS = 4_000;

/** The catalogue's entry for a provider's model, or a careful guess for one that it does not know. */
export function describeModel(provider: string, model: string | undefined): CatalogueEntry {
  const known = model === undefined ? defaultModel(provider) : findModel(provider, model);
  if (known) return known;
  if (model === undefined) throw new ModelSetupError(`LLM_MODEL: name a model for ${provider}.`);
  return { provider, model, contextTokens: UNKNOWN_CONTEXT_TOKENS, prices: [] };
}

export function chatModel(entry: CatalogueEntry, languageModel: LanguageModel): ChatModel {
  return { ...entry, languageModel };
}

/** JSON of a URL within some seconds; the status beside it. Throws when nothing answers. */
export async function fetchJson(
  url: string,
  headers: Record<string, string> = {},
  timeoutMs: number = CHECK_TIMEOUT_MS,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, body };
}

/**
 * Asks a vendor's list of models whether a key works. A refused key is an error; a vendor that cannot
 * be reached is not, since it may be back before the first question.
 */
export async function checkKey(
  variable: string,
  url: string,
  headers: Record<string, string>,
): Promise<void> {
  const status = await fetchJson(url, headers).then(
    (answer) => answer.status,
    () => null,
  );
  if (status === 401 || status === 403) {
    throw new ModelSetupError(`${variable}: the key was refused (HTTP ${status}). Check the key.`);
  }
}

export const trimSlash = (url: string): string => url.replace(/\/+$/, '');
