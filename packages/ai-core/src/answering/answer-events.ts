import type {
  AnswerOutcome,
  AnswerPart,
  AnswerTrace,
  AnswerTree,
} from '@platform/api-contract/types';
import type { Turn } from '../conversation/follow-up.ts';
import type { ModelChain } from '../models/model-chain.ts';
import type { Retriever } from '../retrieval-port.ts';

/** How an assistant of a workspace answers. */
export interface AssistantSettings {
  name: string;
  /** What the team tells the assistant to do; may be empty. */
  instructions: string;
  /** Such as "friendly and short"; may be empty. */
  tone: string;
  /** BCP 47 tag to answer in; null answers in the language of the question. */
  language: string | null;
  /** Added where the documents do not answer, in the team's own words; may be empty. */
  whenUnsure: string;
  /** What becomes of a sentence that the passages do not support. */
  unsupported: 'remove' | 'mark';
  /** Hosts that links may point to, such as `docs.acme.example`; sub-domains only by `*.acme.example`. */
  approvedHosts: readonly string[];
  /** Longest answer of a model, in tokens. */
  maxOutputTokens: number;
}

export interface AnswerRequest {
  question: string;
  /** BCP 47 tag of the asking page; decides where the words of the question do not tell a language. */
  locale?: string | null;
  /** Earlier turns, oldest first, without the question. */
  history: readonly Turn[];
  assistant: AssistantSettings;
  /** As visitors know it: "I could not find this in <workspaceName>'s documents." */
  workspaceName: string;
  retriever: Retriever;
  /** Null answers without a model. */
  models: ModelChain | null;
  signal: AbortSignal;
  /** Monotonic milliseconds; `performance.now` unless a test gives its own. */
  now?: () => number;
}

export type AnswerEvent =
  /** Search is done; `sourceCount` documents were found to answer from. */
  | { type: 'started'; sourceCount: number }
  | { type: 'part'; part: AnswerPart }
  | {
      type: 'finished';
      /** The parts folded by `applyAnswerPart`. */
      tree: AnswerTree;
      outcome: AnswerOutcome;
      trace: AnswerTrace;
      /** The visitor asked for a person. */
      wantsPerson: boolean;
    };
