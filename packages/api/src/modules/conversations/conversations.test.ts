import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  type TestVisitor,
  testDatabases,
  until,
} from '../../testing/index.ts';

const refusedWith = (error: string) => ({ data: { error } });

const clientId = () => newId('event');

describe.each(testDatabases)('conversations on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let stranger: TestMember;
  let visitor: TestVisitor;
  let widgetId: string;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
    stranger = await test.signUp('Other');
    await owner.api.knowledge.addText.mutate({
      title: 'Returns',
      text: '# Returns\n\nYou may return an unused item within 30 days of delivery. Refunds are paid within 5 working days.\n\n# Shipping\n\nOrders above 50 euros ship free. Express shipping costs 9 euros.',
    });
    await until(
      () => owner.api.knowledge.list.query({}),
      (page) => page.counts.ready === 1,
    );
    widgetId = await test.createWidget(owner);
    visitor = await test.visit(widgetId);
  });
  afterAll(() => test.close());

  const ask = async (text: string, conversationId?: string) => {
    const sent = await visitor.api.visitor.send.mutate({
      clientId: clientId(),
      text,
      ...(conversationId === undefined ? {} : { conversationId }),
    });
    return sent.conversation.id;
  };
  const answered = (conversationId: string, count = 1) =>
    until(
      () => visitor.api.visitor.thread.query({ conversationId }),
      (thread) => thread.messages.filter((message) => message.role === 'assistant').length >= count,
    );

  describe('ok', () => {
    it('answers out of the documents with a citation that holds, and tells what it cost', async () => {
      const id = await ask('How many days do I have to return an item?');
      const thread = await answered(id);
      const answer = thread.messages.at(-1);
      expect(answer?.text).toContain('30 days');
      const [citation] = answer?.answer?.citations ?? [];
      const reader = await owner.api.knowledge.get.query({
        documentId: citation?.documentId ?? '',
      });
      expect(reader.text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
      expect(citation?.quote).toContain('30 days');

      const { messages } = await owner.api.conversations.messages.query({ conversationId: id });
      const trace = await owner.api.conversations.trace.query({
        messageId: messages.at(-1)?.id ?? '',
      });
      expect(trace).toMatchObject({ outcome: 'answered', costMicros: 0 });
      expect(trace.passages.some((passage) => passage.used)).toBe(true);
      const excerpt = await visitor.api.visitor.excerpt.query({
        messageId: answer?.id ?? '',
        number: 1,
      });
      expect(excerpt).toMatchObject({ stale: false, quote: citation?.quote });
    });

    it('says that it does not know, and brings a person when asked to', async () => {
      const id = await ask('Who won the chess championship in 1972?');
      const thread = await answered(id);
      expect(thread.messages.at(-1)?.outcome).toBe('not-found');
      const waiting = await visitor.api.visitor.requestPerson.mutate({ conversationId: id });
      expect(waiting.state).toBe('waiting');
      const list = await owner.api.conversations.list.query({ state: 'waiting' });
      expect(list.items.map((item) => item.id)).toContain(id);
      const overview = await owner.api.insights.overview.query({});
      expect(overview.unanswered.map((each) => each.question)).toContain(
        'Who won the chess championship in 1972?',
      );
    });

    it('says so in the language of the page where the words of the question tell none', async () => {
      const { api, token } = await test.visit(widgetId);
      await api.visitor.start.mutate({ widgetId, token, locale: 'de-AT' });
      const text = 'Welcher Verein gewann 1974 den Pokal?';
      const { conversation } = await api.visitor.send.mutate({ clientId: clientId(), text });
      const thread = await until(
        () => api.visitor.thread.query({ conversationId: conversation.id }),
        ({ messages }) => messages.some(({ role }) => role === 'assistant'),
      );
      expect(thread.messages.at(-1)?.text).toContain('Dokumenten von Acme');
    });

    it('falls silent when taken over, and knows what was said when handed back', async () => {
      const id = await ask('What does express shipping cost?');
      await answered(id);
      const taken = await owner.api.conversations.takeOver.mutate({ conversationId: id });
      expect(taken).toMatchObject({ state: 'human', assigneeName: 'Ada Example' });
      await ask('Are you a person?', id);
      await owner.api.conversations.reply.mutate({
        conversationId: id,
        text: 'Yes, Ada here.',
        clientId: clientId(),
      });
      const during = await visitor.api.visitor.thread.query({ conversationId: id });
      expect(during.openAnswer).toBeNull();
      expect(during.conversation.agentName).toBe('Ada Example');
      expect(during.messages.at(-1)).toMatchObject({ role: 'agent', text: 'Yes, Ada here.' });
      await owner.api.conversations.handBack.mutate({ conversationId: id });
      await ask('Do orders above 50 euros ship free?', id);
      const after = await answered(id, 2);
      expect(after.messages.map((message) => message.role)).toEqual([
        'visitor',
        'assistant',
        'system',
        'visitor',
        'agent',
        'system',
        'visitor',
        'assistant',
      ]);
      expect(after.messages.map((message) => message.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('gives somebody who waited their place back when a step is undone', async () => {
      const { api } = owner;
      const [id, later] = [await ask('Who painted the hall?'), await ask('Who built the hall?')];
      for (const conversationId of [id, later]) {
        await visitor.api.visitor.requestPerson.mutate({ conversationId });
      }
      const queue = async () =>
        (await api.insights.overview.query({})).waiting
          .map((each) => each.conversationId)
          .filter((each) => each === id || each === later);
      expect(await queue()).toEqual([id, later]);
      for (const step of ['takeOver', 'resolve', 'handBack'] as const) {
        await api.conversations[step].mutate({ conversationId: id });
        expect(await queue()).toEqual([later]);
        const undone = await api.conversations.putToWait.mutate({ conversationId: id });
        expect(undone.state).toBe('waiting');
        expect(await queue()).toEqual([id, later]);
      }
      const sent = await ask('Is anybody there?', id);
      const thread = await visitor.api.visitor.thread.query({ conversationId: sent });
      expect(thread.openAnswer).toBeNull();
    });

    it('answers each question of somebody who does not wait for the answers', async () => {
      const id = await ask('How many days do I have to return an item?');
      await Promise.all([
        ask('What does express shipping cost?', id),
        ask('Within how many working days are refunds paid?', id),
      ]);
      const thread = await answered(id, 3);
      const words = thread.messages
        .filter((message) => message.role === 'assistant')
        .map((message) => message.text)
        .join(' ');
      expect(words).toContain('30 days');
      expect(words).toContain('9 euros');
      expect(words).toContain('5 working days');
      expect(thread.openAnswer).toBeNull();
    });

    it('stores a message once however often it is sent', async () => {
      const again = { clientId: clientId(), text: 'Is shipping free?' };
      const sent = await Promise.all(
        Array.from({ length: 5 }, () => visitor.api.visitor.send.mutate(again)),
      );
      expect(new Set(sent.map((each) => each.message.id)).size).toBe(1);
      expect(new Set(sent.map((each) => each.conversation.id)).size).toBe(1);
    });

    it('keeps notes to the team', async () => {
      const id = await ask('Is express shipping fast?');
      await owner.api.conversations.note.mutate({
        conversationId: id,
        text: 'A secret between us.',
        clientId: clientId(),
      });
      const seen = await visitor.api.visitor.thread.query({ conversationId: id });
      expect(JSON.stringify(seen)).not.toContain('A secret between us.');
    });

    it('finds by words, state and assignee, page by page, and writes what was done', async () => {
      const found = await owner.api.conversations.list.query({ search: 'express' });
      expect(found.items.length).toBeGreaterThanOrEqual(2);
      const first = await owner.api.conversations.list.query({ limit: 1 });
      const second = await owner.api.conversations.list.query({
        limit: 1,
        cursor: first.nextCursor ?? '',
      });
      expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
      const visitorId = first.items[0]?.visitorId ?? '';
      const other = await test.visit(widgetId);
      const asked = await other.api.visitor.send.mutate({ clientId: clientId(), text: 'Hello?' });
      const ofVisitor = await owner.api.conversations.list.query({ visitorId });
      expect(ofVisitor.items.length).toBeGreaterThanOrEqual(2);
      expect(new Set(ofVisitor.items.map((item) => item.visitorId))).toEqual(new Set([visitorId]));
      expect(ofVisitor.items.map((item) => item.id)).not.toContain(asked.conversation.id);
      const mine = await owner.api.conversations.list.query({ assignee: 'me' });
      expect(mine.items.every((item) => item.assigneeId === owner.userId)).toBe(true);
    });
  });

  describe('invalid', () => {
    it('says what would be right', async () => {
      await expect(
        visitor.api.visitor.send.mutate({ clientId: clientId(), text: '   ' }),
      ).rejects.toMatchObject({
        message: 'text: must not be empty',
        ...refusedWith('INVALID_INPUT'),
      });
    });
    it('does not let the team write over a speaking AI', async () => {
      const id = await ask('Is shipping free above 50 euros?');
      await expect(
        owner.api.conversations.reply.mutate({
          conversationId: id,
          text: 'hello',
          clientId: clientId(),
        }),
      ).rejects.toMatchObject(refusedWith('CONFLICT'));
    });
  });

  it('unauthenticated: asks to sign in', async () => {
    await expect(test.anonymous().conversations.list.query({})).rejects.toMatchObject(
      refusedWith('UNAUTHENTICATED'),
    );
  });

  it('forbidden: a viewer reads and does not write', async () => {
    const viewer = await test.join(owner, 'viewer');
    const page = await viewer.api.conversations.list.query({});
    const conversationId = page.items[0]?.id ?? '';
    await expect(
      viewer.api.conversations.takeOver.mutate({ conversationId }),
    ).rejects.toMatchObject(refusedWith('FORBIDDEN'));
  });

  it('other workspace: nothing is there, and a visitor is nobody in another', async () => {
    const page = await owner.api.conversations.list.query({});
    const conversationId = page.items[0]?.id ?? '';
    await expect(stranger.api.conversations.get.query({ conversationId })).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
    expect((await stranger.api.conversations.list.query({})).items).toEqual([]);
    const other = await test.visit(widgetId);
    await expect(other.api.visitor.thread.query({ conversationId })).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
  });

  it('refuses a page that is not on the list of the widget', async () => {
    await expect(test.visit(widgetId, 'https://evil.example')).rejects.toMatchObject(
      refusedWith('ORIGIN_NOT_ALLOWED'),
    );
    await expect(
      test
        .anonymous({ origin: 'https://evil.example', authorization: `Bearer ${visitor.token}` })
        .visitor.history.query(),
    ).rejects.toMatchObject(refusedWith('ORIGIN_NOT_ALLOWED'));
  });
});
