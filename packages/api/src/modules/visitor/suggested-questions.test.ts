import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customerOrigin,
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
  until,
} from '../../testing/index.ts';

const guide = `# Lighthouse guide

## Lamp hours

The lamp burns from dusk until noon.

## Reset your lantern

Turn the lantern upside down to reset it.

## Can I visit at night?

You can visit at night with a keeper.`;

describe.each(testDatabases)('questions a widget suggests, on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let widgetId: string;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Lighthouse');
    await owner.api.knowledge.addText.mutate({ title: 'Guide', text: guide });
    await until(
      () => owner.api.knowledge.list.query({}),
      (page) => page.counts.ready === 1,
    );
    widgetId = await test.createWidget(owner);
  });
  afterAll(() => test.close());

  const suggested = async (): Promise<string[]> => {
    const client = test.anonymous({ origin: customerOrigin });
    return (await client.visitor.start.mutate({ widgetId })).suggestedQuestions;
  };

  /** A visitor of their own asks, and has the answer. */
  const ask = async (text: string) => {
    const { api } = await test.visit(widgetId);
    const { conversation } = await api.visitor.send.mutate({ clientId: newId('event'), text });
    const { messages } = await until(
      () => api.visitor.thread.query({ conversationId: conversation.id }),
      (thread) => thread.messages.some(({ role }) => role === 'assistant'),
    );
    return { api, answer: messages.find(({ role }) => role === 'assistant') };
  };

  it('are made of headings before anyone asked', async () => {
    expect(await suggested()).toEqual([
      'Can I visit at night?',
      'How do I reset my lantern?',
      'What are the lamp hours?',
    ]);
  });

  it('are those that three visitors asked and had answered, in whichever spelling', async () => {
    await ask('when does the lamp burn');
    await ask('When does the lamp burn?');
    expect(await suggested()).not.toContain('When does the lamp burn?');
    await ask('When does the lamp burn??');
    expect((await suggested())[0]).toBe('When does the lamp burn?');
  });

  it('are not those whose answer was rated down, none that found nothing, no small talk', async () => {
    for (let i = 0; i < 3; i += 1) {
      await ask('Do you sell umbrellas?');
      await ask('hello? anyone?');
      const { api, answer } = await ask('How do I turn the lantern upside down?');
      await api.visitor.rate.mutate({ messageId: answer?.id ?? '', value: 'down' });
    }
    expect(await suggested()).toEqual([
      'When does the lamp burn?',
      'Can I visit at night?',
      'How do I reset my lantern?',
    ]);
  });
});
