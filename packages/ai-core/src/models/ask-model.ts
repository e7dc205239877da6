import type { AnswerTrace } from '@platform/api-contract/types';
import type { ModelMessage } from 'ai';
import { priceOn } from './catalogue.ts';
import { costMicros, estimateTokens, type TokenUsage } from './cost.ts';
import type { ChatModel } from './model-chain.ts';

type AttemptOutcome = AnswerTrace['attempts'][number]['outcome'];

export interface ModelCall {
  model: ChatModel;
  instructions: string;
  messages: ModelMessage[];
  maxOutputTokens: number;
  stallTimeoutMs: number;
  signal: AbortSignal;
}

export interface ModelReport {
  outcome: AttemptOutcome;
  /** Why it did not go well, without anything that was asked or answered. */
  detail: string | null;
  usage: TokenUsage;
  costMicros: number;
}

const STALLED = Symbol('stalled');

/**
 * Streams a model's text, one piece at a time, and returns how it went; never throws. A call ends
 * `ok` when the model says that it is done; `broke-off` when the stream ends or fails after text came,
 * `failed` when it does before; `stalled` when nothing came for `stallTimeoutMs`; `stopped` on abort.
 */
export async function* askModel(call: ModelCall): AsyncGenerator<string, ModelReport> {
  const { model, signal, stallTimeoutMs } = call;
  // Loaded here, so that a platform without models never loads it.
  const { streamText } = await import('ai');
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(STALLED), stallTimeoutMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(STALLED), stallTimeoutMs);
  };
  let text = '';
  let reported: TokenUsage | null = null;
  let finish: string | null = null;
  let failure: unknown = null;
  let stalled = false;
  try {
    const { stream } = streamText({
      model: model.languageModel,
      instructions: call.instructions,
      messages: call.messages,
      maxOutputTokens: call.maxOutputTokens + (model.thinkingTokens ?? 0),
      // The next model is asked at once instead; a visitor is waiting.
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, stall.signal]),
      // Errors come as parts of the stream; the library would print them otherwise.
      onError: () => undefined,
      ...(model.providerOptions === undefined ? {} : { providerOptions: model.providerOptions }),
    });
    for await (const part of stream) {
      if (part.type === 'text-delta') {
        alive();
        text += part.text;
        if (part.text !== '') yield part.text;
      } else if (part.type === 'reasoning-delta') {
        alive();
      } else if (part.type === 'error') {
        failure = part.error;
      } else if (part.type === 'finish') {
        finish = part.finishReason;
        const { inputTokens, outputTokens, inputTokenDetails } = part.totalUsage;
        if (inputTokens !== undefined && outputTokens !== undefined) {
          const cachedInput = inputTokenDetails.cacheReadTokens ?? 0;
          reported = { input: inputTokens, cachedInput, output: outputTokens, estimated: false };
        }
      }
    }
  } catch (error) {
    failure = error;
  } finally {
    clearTimeout(timer);
    stalled = stall.signal.aborted;
    // Whoever reads may have left: the connection is given up with them.
    stall.abort();
  }
  const usage = reported ?? (await estimate(call, text));
  const outcome = outcomeOf({ stopped: signal.aborted, stalled, failure, finish, text });
  return {
    outcome,
    detail: outcome === 'ok' ? null : detailOf(outcome, failure, finish, stallTimeoutMs),
    usage,
    costMicros: costMicros(usage, priceOn(model.prices, new Date())),
  };
}

function outcomeOf(ended: {
  stopped: boolean;
  stalled: boolean;
  failure: unknown;
  finish: string | null;
  text: string;
}): AttemptOutcome {
  if (ended.stopped) return 'stopped';
  if (ended.stalled) return 'stalled';
  const done = ended.finish === 'stop' || ended.finish === 'length';
  if (ended.failure === null && done && ended.text !== '') return 'ok';
  return ended.text === '' ? 'failed' : 'broke-off';
}

function detailOf(
  outcome: AttemptOutcome,
  failure: unknown,
  finish: string | null,
  stallTimeoutMs: number,
): string {
  if (outcome === 'stopped') return 'stopped';
  if (outcome === 'stalled') return `nothing came for ${stallTimeoutMs} ms`;
  if (failure !== null) return describeFailure(failure);
  return `the stream ended with "${finish ?? 'nothing'}"`;
}

/** An error's status or name. Never its body, which may repeat what was asked. */
function describeFailure(failure: unknown): string {
  if (!(failure instanceof Error)) return 'the provider reported an error';
  const status =
    'statusCode' in failure && typeof failure.statusCode === 'number' ? failure.statusCode : null;
  return status === null ? failure.name : `HTTP ${status}`;
}

async function estimate(call: ModelCall, text: string): Promise<TokenUsage> {
  const asked = call.messages
    .map(({ content }) => (typeof content === 'string' ? content : ''))
    .join('\n');
  return {
    input: await estimateTokens(`${call.instructions}\n${asked}`),
    cachedInput: 0,
    output: await estimateTokens(text),
    estimated: true,
  };
}
