import { type ModelServer, passagesIn, startModelServer } from '@platform/ai-core/testing';
import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type { TeamEvent } from '@platform/api-contract/types';
import { newId } from '@platform/shared/ids';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apology } from '../../answering/apology.ts';
import { findOpenAnswer, type OpenAnswerRow } from '../../answering/open-answers.queries.ts';
import { storeAnswer } from '../../answering/store-answer.ts';
import { teamTopic } from '../../realtime/topics.ts';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  type TestVisitor,
  testDatabases,
  until,
} from '../../testing/index.ts';

/** Four are said before the model holds its breath; a sentence is shown when the next one begins. */
const sentences = [
  'Lanterns at the north pier are lit at dusk by the harbour master.',
  'Oil for them is bought in March from the mill at Overton.',
  'Each lantern burns for nine hours with one filling.',
  'Broken glass is replaced by the smith within two days.',
  'In fog the lanterns stay lit until noon.',
  'Nobody may row past a dark lantern.',
];
const saidBeforeHold = 4;
const shownBeforeHold = saidBeforeHold - 1;

describe.each(testDatabases)('an answer that is ended in its middle, on %s', (database) => {
  let model: ModelServer;
  let test: TestPlatform;
  let owner: TestMember;
  let visitor: TestVisitor;
  let goOn: () => void;

  beforeAll(async () => {
    model = await startModelServer();
    test = await startTestPlatform(database, {
      LLM_URL: `${model.url}/v1`,
      LLM_STALL_TIMEOUT_MS: '60000',
    });
    owner = await test.signUp('Harbour');
    await owner.api.knowledge.addText.mutate({ title: 'Lanterns', text: sentences.join(' ') });
    await until(
      () => owner.api.knowledge.list.query({}),
      (page) => page.counts.ready === 1,
    );
    visitor = await test.visit(await test.createWidget(owner));
  });
  afterAll(async () => {
    await test.close();
    await model.close();
  });

  beforeEach(() => {
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    model.answer(({ prompt }) => ({ pieces: tell(prompt, held) }));
  });
  // A model that still holds would hold the end of the platform as well.
  afterEach(() => goOn());

  async function* tell(prompt: string, held: Promise<void>) {
    const number = passagesIn(prompt).findIndex((text) => text.includes('lit at dusk')) + 1;
    for (const [i, sentence] of sentences.entries()) {
      if (i === saidBeforeHold) await held;
      yield `${sentence.slice(0, -1)} [${number}]. `;
    }
  }

  const thread = (conversationId: string) => visitor.api.visitor.thread.query({ conversationId });

  /** Asks, and waits until the answer stands in its middle. */
  const askUntilHeld = async () => {
    const { conversation } = await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: 'What is the rule about the lanterns at the north pier?',
    });
    const { openAnswer } = await until(
      () => thread(conversation.id),
      (each) => each.openAnswer?.parts.length === shownBeforeHold,
    );
    const shown = openAnswer?.parts.reduce(applyAnswerPart, emptyAnswer) ?? emptyAnswer;
    expect(answerToText(shown)).toBe(sentences.slice(0, shownBeforeHold).join(' '));
    return { conversationId: conversation.id, answerId: openAnswer?.answerId ?? '', shown };
  };

  const openRow = async (conversationId: string): Promise<OpenAnswerRow> => {
    const row = await test.platform.services.db.tenant(owner.tenantId, (tx) =>
      findOpenAnswer(tx, owner.tenantId, conversationId),
    );
    if (row === undefined) throw new Error('No answer is open.');
    return row;
  };

  const endings: readonly {
    name: string;
    end(conversationId: string): Promise<unknown>;
    reason: string;
    rolesAfter: string[];
  }[] = [
    {
      name: 'the visitor stops it',
      end: (conversationId) => visitor.api.visitor.stopAnswer.mutate({ conversationId }),
      reason: 'stopped',
      rolesAfter: [],
    },
    {
      name: 'the team stops it',
      end: (conversationId) => owner.api.conversations.stopAnswer.mutate({ conversationId }),
      reason: 'stopped',
      rolesAfter: [],
    },
    {
      name: 'a person takes over',
      end: (conversationId) => owner.api.conversations.takeOver.mutate({ conversationId }),
      reason: 'taken-over',
      rolesAfter: ['system'],
    },
    {
      name: 'the matter is resolved',
      end: (conversationId) => owner.api.conversations.resolve.mutate({ conversationId }),
      reason: 'taken-over',
      rolesAfter: ['system'],
    },
  ];

  it.each(endings)(
    'keeps what was shown, once, when $name',
    async ({ end, reason, rolesAfter }) => {
      const { conversationId, answerId, shown } = await askUntilHeld();
      const heard: TeamEvent[] = [];
      const ignore = () => undefined;
      const following = await test.platform.services.log.follow(teamTopic(conversationId), {
        onStart: ignore,
        onReset: ignore,
        onEntries: (entries) => heard.push(...entries.map(({ json }) => JSON.parse(json))),
      });

      await end(conversationId);
      const seen = await thread(conversationId);
      expect(seen.openAnswer).toBeNull();
      expect(seen.messages.map(({ role }) => role)).toEqual([
        'visitor',
        'assistant',
        ...rolesAfter,
      ]);
      expect(seen.messages[1]).toMatchObject({
        answerId,
        outcome: 'stopped',
        answer: shown,
        text: answerToText(shown),
      });
      const inbox = await owner.api.conversations.messages.query({ conversationId });
      expect(inbox.messages.filter((each) => each.answerId === answerId)).toHaveLength(1);
      expect(inbox.messages[1]?.sourceCount).toBe(1);

      // The message first, which takes the place of the parts; then that no further part comes.
      await until(
        async () => heard.map(({ type }) => type),
        (types) => types.includes('answer.closed'),
      );
      following.stop();
      const about = heard.flatMap((event) => {
        if (event.type === 'answer.closed') return [event.payload.reason];
        return event.type === 'team.message.created' && event.payload.answerId === answerId
          ? [event.payload.text]
          : [];
      });
      expect(about).toEqual([answerToText(shown), reason]);
    },
  );

  it('a citation of what was shown leads to its passage', async () => {
    const { conversationId } = await askUntilHeld();
    await visitor.api.visitor.stopAnswer.mutate({ conversationId });
    const { messages } = await thread(conversationId);
    const excerpt = await visitor.api.visitor.excerpt.query({
      messageId: messages[1]?.id ?? '',
      number: 1,
    });
    expect(excerpt).toMatchObject({ stale: false, documentTitle: 'Lanterns' });
  });

  it('leaves no message of an answer of which nothing was shown', async () => {
    const silent = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      model.answer(() => {
        resolve();
        return { pieces: after(silent) };
      });
    });
    const { conversation } = await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: 'When are the lanterns lit?',
    });
    await asked;
    await visitor.api.visitor.stopAnswer.mutate({ conversationId: conversation.id });
    const seen = await thread(conversation.id);
    expect(seen.openAnswer).toBeNull();
    expect(seen.messages.map(({ role }) => role)).toEqual(['visitor']);
  });

  it('what a visitor writes to a person is not answered because an answer before it is stopped', async () => {
    const { conversationId } = await askUntilHeld();
    await visitor.api.visitor.requestPerson.mutate({ conversationId });
    await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: 'I would rather tell a person.',
      conversationId,
    });
    await visitor.api.visitor.stopAnswer.mutate({ conversationId });
    const seen = await thread(conversationId);
    expect(seen.openAnswer).toBeNull();
    expect(seen.messages.map(({ role }) => role)).toEqual([
      'visitor',
      'system',
      'visitor',
      'assistant',
    ]);
  });

  describe('is not stored by who comes late', () => {
    const storeLate = (row: OpenAnswerRow) =>
      test.platform.services.db.tenant(owner.tenantId, (tx) => storeAnswer(tx, row, apology()));

    it('when it was closed', async () => {
      const { conversationId } = await askUntilHeld();
      const row = await openRow(conversationId);
      await visitor.api.visitor.stopAnswer.mutate({ conversationId });
      const before = await thread(conversationId);
      expect(await storeLate(row)).toBeNull();
      expect(await thread(conversationId)).toEqual(before);
    });

    it('when the question is being answered anew under another id', async () => {
      const { conversationId } = await askUntilHeld();
      const row = await openRow(conversationId);
      const before = await thread(conversationId);
      expect(await storeLate({ ...row, answerId: newId('answer') })).toBeNull();
      expect(await thread(conversationId)).toEqual(before);
      // The one that holds the row is stored as ever.
      goOn();
      const after = await until(
        () => thread(conversationId),
        (each) => each.openAnswer === null,
      );
      expect(after.messages.map(({ outcome }) => outcome)).toEqual([null, 'answered']);
      expect(after.messages[1]).toMatchObject({
        answerId: row.answerId,
        text: sentences.join(' '),
      });
    });
  });
});

async function* after(signal: Promise<void>) {
  await signal;
  yield 'Too late.';
}
