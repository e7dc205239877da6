import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import { answerTrace, answerTree } from '@platform/api-contract/schemas/answers/answer';
import { describe, expect, test } from 'vitest';
import { passageOf, retrieverOf } from '../testing/passage.ts';
import type { AnswerEvent, AnswerRequest } from './answer-events.ts';
import { answerQuestion } from './answer-question.ts';

const passages = [
  passageOf('Monthly plans cost $12. Annual plans cost $120, two months are free.', { score: 3 }),
  passageOf('Parcels to Norway arrive within nine days.', {
    documentId: 'doc_00000000000000000000000002',
    score: 1,
  }),
];

const request = (question: string, given: Partial<AnswerRequest> = {}): AnswerRequest => ({
  question,
  history: [],
  assistant: {
    name: 'Fern',
    instructions: '',
    tone: '',
    language: null,
    whenUnsure: '',
    unsupported: 'remove',
    approvedHosts: [],
    maxOutputTokens: 500,
  },
  workspaceName: 'Acme',
  retriever: retrieverOf(passages),
  models: null,
  signal: new AbortController().signal,
  ...given,
});

async function collect(given: AnswerRequest) {
  const events: AnswerEvent[] = [];
  for await (const event of answerQuestion(given)) events.push(event);
  const finished = events.at(-1);
  if (finished?.type !== 'finished') throw new Error('did not finish');
  return { events, finished, text: answerToText(finished.tree) };
}

test('streams cited sentences that fold into the finished tree', async () => {
  const { events, finished, text } = await collect(request('How much do annual plans cost?'));
  expect(events[0]).toEqual({ type: 'started', sourceCount: 2 });
  const parts = events.flatMap((event) => (event.type === 'part' ? [event.part] : []));
  expect(parts.reduce(applyAnswerPart, emptyAnswer)).toEqual(finished.tree);
  expect(text).toContain('$120');
  expect(finished.outcome).toBe('answered');
  expect(answerTree.safeParse(finished.tree).error).toBeUndefined();
});

test('leaves a whole trace', async () => {
  let clock = 0;
  const { finished } = await collect(
    request('How much do annual plans cost?', { now: () => (clock += 5) }),
  );
  expect(answerTrace.safeParse(finished.trace).error).toBeUndefined();
  expect(finished.trace).toMatchObject({
    provider: 'parley',
    model: 'extractive',
    searchMode: 'words',
    searchQuery: 'How much do annual plans cost?',
    attempts: [{ provider: 'parley', model: 'extractive', outcome: 'ok' }],
    costMicros: 0,
    searchMs: 1,
  });
  expect(finished.trace.passages.map(({ used }) => used)).toEqual([true, false]);
  expect(finished.trace.firstSentenceMs).toBeGreaterThan(0);
  expect(finished.trace.totalMs).toBeGreaterThan(finished.trace.firstSentenceMs ?? Number.NaN);
});

test('says that it does not know, and what the team wants said then', async () => {
  const base = request('Do you have a shop in Tokyo?');
  const { finished, text } = await collect({
    ...base,
    assistant: { ...base.assistant, whenUnsure: 'Write to help@acme.example.' },
  });
  expect(finished.outcome).toBe('not-found');
  expect(text).toBe("I could not find this in Acme's documents. Write to help@acme.example.");
  expect(finished.tree.citations).toEqual([]);
});

test('says so in the language of the question, or in the one that is set', async () => {
  const german = await collect(request('Wie kann ich mein Abonnement kündigen?'));
  expect(german.text).toContain('Dokumenten von Acme');
  const base = request('Where is Atlantis?');
  const set = await collect({ ...base, assistant: { ...base.assistant, language: 'fr-CA' } });
  expect(set.text).toContain('documents de Acme');
});

test('goes by the language of the page where the words tell none', async () => {
  const untold = 'Welcher Verein gewann 1974 den Pokal?';
  expect((await collect(request(untold))).text).toContain("Acme's documents");
  const ofPage = await collect(request(untold, { locale: 'de-AT' }));
  expect(ofPage.text).toContain('Dokumenten von Acme');
  const english = await collect(request('Where is the island of Atlantis?', { locale: 'de' }));
  expect(english.text).toContain("Acme's documents");
  const unspoken = await collect(request(untold, { locale: 'ja' }));
  expect(unspoken.text).toContain("Acme's documents");
});

test('a follow-up is searched with what it continues', async () => {
  const retriever = retrieverOf(passages);
  const { text, finished } = await collect(
    request('and for annual plans?', {
      retriever,
      history: [
        { role: 'visitor', text: 'How much do monthly plans cost?' },
        { role: 'assistant', text: 'Monthly plans cost $12.' },
      ],
    }),
  );
  expect(retriever.queries).toEqual(['and for annual plans? cost']);
  expect(finished.outcome).toBe('answered');
  expect(text).toContain('$120');
});

describe('a question of two parts', () => {
  const billing = passageOf('Open Settings, then Billing, and press Cancel plan to cancel.', {
    documentId: 'doc_00000000000000000000000003',
    score: 2,
  });

  test('is answered part by part, each in its own paragraph', async () => {
    const retriever = retrieverOf([...passages, billing]);
    const { finished, text } = await collect(
      request('How much do annual plans cost and how do I cancel?', { retriever }),
    );
    expect(retriever.queries.slice(1)).toEqual([
      'How much do annual plans cost?',
      'how do I cancel?',
    ]);
    const [first, second] = finished.tree.blocks;
    expect(first?.type === 'paragraph' && first.sentences.length).toBeGreaterThan(0);
    expect(second?.type).toBe('paragraph');
    expect(text.indexOf('$120')).toBeLessThan(text.indexOf('press Cancel plan'));
    expect(text.indexOf('$120')).toBeGreaterThan(-1);
    expect(finished.tree.citations.map(({ number }) => number)).toEqual([1, 2]);
    expect(finished.trace.passages.filter(({ used }) => used)).toHaveLength(2);
  });

  test('says which part the documents leave open', async () => {
    const { finished, text } = await collect(
      request('How much do annual plans cost and can I bring my dog?'),
    );
    expect(finished.outcome).toBe('answered');
    expect(text).toContain('$120');
    expect(text).toContain(
      "I could not find an answer to “can I bring my dog” in Acme's documents.",
    );
  });

  test('is not found as a whole where no part is', async () => {
    const { finished, text } = await collect(
      request('Where do penguins sleep and can I bring my dog?'),
    );
    expect(finished.outcome).toBe('not-found');
    expect(text).toBe("I could not find this in Acme's documents.");
  });
});

describe('small talk', () => {
  test('is answered without a search', async () => {
    const retriever = retrieverOf(passages);
    const { events, finished } = await collect(request('Hello!', { retriever }));
    expect(retriever.queries).toEqual([]);
    expect(finished.outcome).toBe('greeting');
    expect(finished.trace.searchMode).toBe('none');
    expect(events.some(({ type }) => type === 'started')).toBe(false);
  });

  test.each(['hello? anyone?', 'thanks, that helps', 'are you a robot', 'ok', 'who are you'])(
    'that shares words with the documents gets no answer out of them: %s',
    async (message) => {
      const shares = passageOf(
        'Thanks to a robot anyone who says ok or hello gets helps and answers.',
      );
      const { finished, text } = await collect(
        request(message, { retriever: retrieverOf([shares]) }),
      );
      expect(finished.outcome).toBe('greeting');
      expect(finished.tree.citations).toEqual([]);
      expect(text).toContain('Acme');
    },
  );

  test('is answered in its language, or in that of the conversation', async () => {
    expect((await collect(request('Vielen Dank!'))).text).toMatch(/^Gern geschehen/);
    const history = [{ role: 'visitor' as const, text: 'Wie kann ich das Abo kündigen?' }];
    expect((await collect(request('ok', { history }))).text).toMatch(/^Gut\./);
  });

  test('around a question leaves the question', async () => {
    const retriever = retrieverOf(passages);
    const { finished } = await collect(
      request('hello, how much do annual plans cost? thanks!', { retriever }),
    );
    expect(retriever.queries).toEqual(['how much do annual plans cost?']);
    expect(finished.outcome).toBe('answered');
  });

  test('a wish for a person is passed on', async () => {
    expect((await collect(request('can I talk to a human?'))).finished.wantsPerson).toBe(true);
    expect((await collect(request('are you a bot?'))).text).toContain('I am Fern, an AI assistant');
    expect((await collect(request('thanks'))).finished.wantsPerson).toBe(false);
  });
});

test('trouble with search ends in a plain sentence, never in a throw', async () => {
  const { finished, text } = await collect(
    request('How much do annual plans cost?', {
      retriever: { retrieve: () => Promise.reject(new Error('connection refused at 10.0.0.7')) },
    }),
  );
  expect(finished.outcome).toBe('failed');
  expect(text).toContain('Please try again');
  expect(text).not.toContain('10.0.0.7');
  expect(finished.trace.attempts[0]).toMatchObject({ outcome: 'failed' });
});

test('an abort stops at once, even when search does not heed it', async () => {
  const stop = new AbortController();
  const hanging = { retrieve: () => new Promise<never>(() => undefined) };
  const collected = collect(request('How much?', { retriever: hanging, signal: stop.signal }));
  stop.abort();
  const { finished } = await collected;
  expect(finished.trace.attempts).toEqual([
    { provider: 'parley', model: 'extractive', outcome: 'stopped' },
  ]);
  expect(finished.tree.blocks).toEqual([]);
});

test('an abort between sentences keeps what was said', async () => {
  const stop = new AbortController();
  const said: AnswerEvent[] = [];
  const long = passageOf(
    '1. Open the password page.\n2. Reset the password.\n3. Save the password.\n',
  );
  for await (const event of answerQuestion(
    request('How do I reset the password?', {
      retriever: retrieverOf([long]),
      signal: stop.signal,
    }),
  )) {
    said.push(event);
    if (event.type === 'part') stop.abort();
  }
  const last = said.at(-1);
  expect(said.filter(({ type }) => type === 'part')).toHaveLength(1);
  expect(last?.type === 'finished' && last.trace.attempts.at(-1)?.outcome).toBe('stopped');
});
