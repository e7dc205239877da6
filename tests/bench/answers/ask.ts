import { answerQuestion, type Passage, type Retriever } from '@platform/ai-core';
import { answerToText } from '@platform/api-contract/answers';
import type { Citation } from '@platform/api-contract/types';

export interface Asked {
  isAnswered: boolean;
  text: string;
  citations: Citation[];
  /** The best passage, for the naive answer beside ours. */
  topPassage: Passage | null;
  passages: Passage[];
  /** Milliseconds from the question to the first and to the last sentence, search included. */
  firstMs: number;
  totalMs: number;
}

/** Asks the engine as the product does when no model is set up. `hide` takes passages away from it. */
export async function ask(
  retriever: Retriever,
  question: string,
  hide: (passage: Passage) => boolean = () => false,
): Promise<Asked> {
  let passages: Passage[] = [];
  const watched: Retriever = {
    async retrieve(request) {
      const found = await retriever.retrieve(request);
      passages = found.passages.filter((passage) => !hide(passage));
      return { ...found, passages };
    },
  };
  for await (const event of answerQuestion({
    question,
    history: [],
    assistant: {
      name: 'Bench',
      instructions: '',
      tone: '',
      language: null,
      whenUnsure: '',
      unsupported: 'remove',
      approvedHosts: [],
      maxOutputTokens: 500,
    },
    workspaceName: 'Bench',
    retriever: watched,
    models: null,
    signal: new AbortController().signal,
  })) {
    if (event.type !== 'finished') continue;
    if (event.outcome === 'failed') throw new Error(`Failed at: ${question}`);
    return {
      isAnswered: event.outcome === 'answered',
      text: answerToText(event.tree),
      citations: event.tree.citations,
      topPassage: passages[0] ?? null,
      passages,
      firstMs: event.trace.firstSentenceMs ?? event.trace.totalMs,
      totalMs: event.trace.totalMs,
    };
  }
  throw new Error('An answer ended without its last event.');
}
