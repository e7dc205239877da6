import type { Env } from '@platform/shared/env';
import { providers } from '../providers/registry.ts';
import { findModel } from './catalogue.ts';
import type { ChatModel, ModelChain } from './model-chain.ts';

export interface ResolvedModels {
  /** Null where no provider is set up or found: answers are then made without a model. */
  chain: ModelChain | null;
  /** One plain line for the start-up list and the System page. */
  summary: string;
}

/** Which provider LLM_MODEL is for: the one that is known to have it, else the first that is set up. */
function ownerOf(model: string | undefined): string | null {
  if (model === undefined) return null;
  return providers.find(({ name }) => findModel(name, model))?.name ?? null;
}

/**
 * Connects every provider that the environment sets up, in the order of the registry, and looks for an
 * Ollama on this host. Throws `ModelSetupError` when a variable is set and does not work.
 */
export async function resolveModels(env: Env): Promise<ResolvedModels> {
  const owner = ownerOf(env.LLM_MODEL);
  const models: ChatModel[] = [];
  for (const provider of providers) {
    const asked = owner === null ? models.length === 0 : owner === provider.name;
    const model = await provider.connect(env, asked ? env.LLM_MODEL : undefined);
    if (model) models.push(model);
  }
  const [first, ...rest] = models;
  if (!first) return { chain: null, summary: 'none: answers are extracted from the documents' };
  // The first visitor should not wait for it.
  await import('ai');
  const names = models.map(({ provider, model }) => `${provider} ${model}`);
  return {
    chain: { models: [first, ...rest], stallTimeoutMs: env.LLM_STALL_TIMEOUT_MS },
    summary: `${names.join(', then ')}, then extracted from the documents`,
  };
}
