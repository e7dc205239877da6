import { answerToText } from '@platform/api-contract/answers';
import type { AnswerOutcome, AnswerTrace, AnswerTree } from '@platform/api-contract/types';
import type { AnswerRequest } from './answer-events.ts';
import { answerQuestion } from './answer-question.ts';

export interface Draft {
  answer: AnswerTree;
  text: string;
  outcome: AnswerOutcome;
  trace: AnswerTrace;
}

/** The whole answer at once, for a colleague who asks the AI for a draft. */
export async function draftAnswer(request: AnswerRequest): Promise<Draft> {
  for await (const event of answerQuestion(request)) {
    if (event.type !== 'finished') continue;
    const { tree, outcome, trace } = event;
    return { answer: tree, text: answerToText(tree), outcome, trace };
  }
  throw new Error('An answer ended without its last event.');
}
