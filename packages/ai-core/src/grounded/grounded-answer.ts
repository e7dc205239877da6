import { answerToText } from '@platform/api-contract/answers';
import type { AnswerPart } from '@platform/api-contract/types';
import type { AnswerRequest } from '../answering/answer-events.ts';
import type { AnswerRun } from '../answering/answer-run.ts';
import { askModel, type ModelReport } from '../models/ask-model.ts';
import type { ChatModel, ModelChain } from '../models/model-chain.ts';
import type { Passage } from '../retrieval-port.ts';
import { buildPrompt, type Prompt } from './prompt.ts';
import { type SentenceChecker, sentenceChecker } from './sentence-checker.ts';
import { sentenceStream } from './sentence-stream.ts';

export interface GroundedResult {
  /** A model finished; without it all of them failed and the answer may be unfinished. */
  complete: boolean;
  /** A model said that the passages do not answer. */
  notFound: boolean;
  /** Sentences said with proof. */
  supported: number;
  /** Sentences left out or marked because nothing bears them. */
  unproven: number;
  stopped: boolean;
}

/**
 * Asks the models of a chain in turn and yields each sentence that is checked. Where one fails, stalls
 * or breaks off, the next continues after the last whole sentence; the visitor sees one answer.
 */
export async function* groundedParts(
  request: AnswerRequest,
  chain: ModelChain,
  passages: readonly Passage[],
  run: AnswerRun,
): AsyncGenerator<AnswerPart, GroundedResult> {
  const checker = sentenceChecker(request.assistant, request.workspaceName);
  const result = (ended: { complete: boolean; stopped: boolean }): GroundedResult => ({
    ...ended,
    notFound: checker.notFound,
    supported: checker.supported,
    unproven: checker.removed,
  });
  for (const model of chain.models) {
    const prompt = buildPrompt({
      question: request.question,
      history: request.history,
      assistant: request.assistant,
      workspaceName: request.workspaceName,
      passages,
      saidSoFar: answerToText(run.tree),
      contextTokens: model.contextTokens,
    });
    const before = checker.removed;
    const report = yield* joined(oneModel(request, chain, model, prompt, checker), run);
    run.removed(checker.removed - before);
    run.attempted({
      provider: model.provider,
      model: model.model,
      outcome: report.outcome,
      ...(report.detail === null ? {} : { detail: report.detail }),
    });
    run.spent({
      promptChars: prompt.chars,
      inputTokens: report.usage.input,
      outputTokens: report.usage.output,
      tokensEstimated: report.usage.estimated,
      costMicros: report.costMicros,
    });
    if (report.outcome === 'ok') return result({ complete: true, stopped: false });
    if (report.outcome === 'stopped') return result({ complete: false, stopped: true });
  }
  return result({ complete: false, stopped: false });
}

/** A model that takes over in the middle of a paragraph goes on in it. */
async function* joined(
  parts: AsyncGenerator<AnswerPart, ModelReport>,
  run: AnswerRun,
): AsyncGenerator<AnswerPart, ModelReport> {
  let midParagraph = run.tree.blocks.at(-1)?.type === 'paragraph';
  let step = await parts.next();
  while (!step.done) {
    const part = step.value;
    yield midParagraph && part.placement === 'paragraph'
      ? { ...part, placement: 'continue' }
      : part;
    midParagraph = false;
    step = await parts.next();
  }
  return step.value;
}

async function* oneModel(
  request: AnswerRequest,
  chain: ModelChain,
  model: ChatModel,
  prompt: Prompt,
  checker: SentenceChecker,
): AsyncGenerator<AnswerPart, ModelReport> {
  const sentences = sentenceStream();
  const deltas = askModel({
    model,
    instructions: prompt.instructions,
    messages: prompt.messages,
    maxOutputTokens: request.assistant.maxOutputTokens,
    stallTimeoutMs: chain.stallTimeoutMs,
    signal: request.signal,
  });
  let step = await deltas.next();
  while (!step.done) {
    for (const raw of sentences.push(step.value)) yield* checker.check(raw, prompt.passages);
    step = await deltas.next();
  }
  if (step.value.outcome !== 'stopped') {
    const rest = sentences.end({ whole: step.value.outcome === 'ok' });
    for (const raw of rest) yield* checker.check(raw, prompt.passages);
  }
  return step.value;
}
