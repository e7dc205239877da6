import { anthropic } from './anthropic.ts';
import { google } from './google.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import type { Provider } from './provider.ts';

/**
 * Every provider, in the order in which they are asked: a server that the operator named first, then
 * the vendors whose keys are set, last an Ollama that happens to be on this host.
 */
export const providers: readonly Provider[] = [openaiCompatible, anthropic, openai, google, ollama];
