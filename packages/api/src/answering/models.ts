import {
  answerQuestion,
  type Draft,
  draftAnswer,
  type ModelChain,
  priceOn,
} from '@platform/ai-core';
import { PlatformError } from '@platform/api-contract/errors';
import type { AssistantSettings, ModelChoice } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import type { KnowledgeService } from '../knowledge/knowledge-service.ts';
import { completeSettings } from '../modules/assistants/assistants.queries.ts';
import type { AnswerStep } from './answer-runner.ts';
import { loadConversationQuestion, type Question } from './question.queries.ts';

export interface ModelService {
  /** The models that are configured here, with prices in micro-dollars per million tokens. */
  choices(): ModelChoice[];
  answer(tenantId: string, question: Question, signal: AbortSignal): AsyncIterable<AnswerStep>;
  /** A whole answer for a colleague; `question` absent answers the visitor's last message. */
  draft(tenantId: string, conversationId: string, question: string | undefined): Promise<Draft>;
}

interface ModelServiceOptions {
  readonly db: Database;
  readonly knowledge: KnowledgeService;
  /** `null` while no model is configured: answers are then made of the documents' own sentences. */
  chain(): ModelChain | null;
}

const maxDraftMs = 120_000;

export function createModelService(options: ModelServiceOptions): ModelService {
  const request = (tenantId: string, question: Question, signal: AbortSignal) => ({
    question: question.text,
    locale: question.locale,
    history: question.history,
    assistant: toEngineSettings(completeSettings(question.settings)),
    workspaceName: question.workspaceName,
    retriever: options.knowledge.retrieverFor(tenantId),
    models: preferred(options.chain(), question.settings.model),
    signal,
  });
  return {
    choices: () => (options.chain()?.models ?? []).map(toChoice),
    answer: (tenantId, question, signal) => answerQuestion(request(tenantId, question, signal)),
    async draft(tenantId, conversationId, asked) {
      const question = await options.db.tenant(tenantId, (tx) =>
        loadConversationQuestion(tx, tenantId, conversationId, asked),
      );
      if (question === null) throw new PlatformError('NOT_FOUND');
      return draftAnswer(request(tenantId, question, AbortSignal.timeout(maxDraftMs)));
    },
  };
}

function toChoice(model: ModelChain['models'][number]): ModelChoice {
  const price = priceOn(model.prices, new Date());
  return {
    id: `${model.provider}/${model.model}`,
    provider: model.provider,
    model: model.model,
    inputMicrosPerMillion: price?.inputMicrosPerMillion ?? null,
    outputMicrosPerMillion: price?.outputMicrosPerMillion ?? null,
  };
}

/** The chosen model first, the others behind it in their order. */
function preferred(chain: ModelChain | null, choice: string): ModelChain | null {
  if (chain === null || choice === 'auto') return chain;
  const isChosen = (model: ModelChain['models'][number]) => toChoice(model).id === choice;
  const [first, ...rest] = [
    ...chain.models.filter(isChosen),
    ...chain.models.filter((model) => !isChosen(model)),
  ];
  return first === undefined ? chain : { ...chain, models: [first, ...rest] };
}

const tones: Readonly<Record<AssistantSettings['tone'], string>> = {
  neutral: '',
  friendly: 'friendly and warm',
  formal: 'formal and polite',
  brief: 'as brief as possible',
};

function toEngineSettings(settings: AssistantSettings) {
  return {
    name: settings.name,
    instructions: settings.instructions,
    tone: tones[settings.tone],
    language: null,
    whenUnsure: '',
    unsupported: settings.unsupported,
    approvedHosts: settings.approvedHosts,
    maxOutputTokens: settings.maxAnswerTokens,
  };
}
