import type { FinishedAnswer } from './store-answer.ts';

/** What a visitor reads when answering their question broke every time: plain, and with a way on. */
export function apology(): FinishedAnswer {
  const text = 'Sorry, I could not finish this answer. Your question was kept; a person can help.';
  return {
    tree: {
      blocks: [
        {
          type: 'paragraph',
          sentences: [{ inlines: [{ type: 'text', text }], citations: [], support: 'not-needed' }],
        },
      ],
      citations: [],
    },
    outcome: 'failed',
    wantsPerson: true,
    trace: {
      outcome: 'failed',
      provider: 'none',
      model: 'none',
      searchMode: 'none',
      searchQuery: '',
      passages: [],
      attempts: [],
      promptChars: 0,
      inputTokens: 0,
      outputTokens: 0,
      tokensEstimated: false,
      costMicros: 0,
      sentencesRemoved: 0,
      searchMs: 0,
      firstSentenceMs: null,
      totalMs: 0,
    },
  };
}
