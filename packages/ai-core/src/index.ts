export type { AnswerEvent, AnswerRequest, AssistantSettings } from './answering/answer-events.ts';
export { answerQuestion } from './answering/answer-question.ts';
export { type Draft, draftAnswer } from './answering/draft-answer.ts';
export type { Turn } from './conversation/follow-up.ts';
export { type Extract, extractAnswer } from './extractive/extract-answer.ts';
export type { ModelPrice } from './models/catalogue.ts';
export type { ChatModel, ModelChain } from './models/model-chain.ts';
export type { Passage, QueryTermWeight, Retrieval, Retriever, TextSpan } from './retrieval-port.ts';
export { suggestQuestions } from './suggest-questions.ts';
