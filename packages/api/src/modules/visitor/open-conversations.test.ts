import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPlatform, type TestMember, type TestPlatform } from '../../testing/index.ts';

let test: TestPlatform;
let owner: TestMember;
let widgetId: string;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  widgetId = await test.createWidget(owner);
});
afterAll(() => test.close());

const clientId = (index: number) => `question-${index}`;

it('lets one visitor open twenty conversations at a time, and go on in each', async () => {
  const { api } = await test.visit(widgetId);
  const opened: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    const sent = await api.visitor.send.mutate({ clientId: clientId(index), text: `No. ${index}` });
    opened.push(sent.conversation.id);
  }
  const another = { clientId: clientId(20), text: 'One more' };
  await expect(api.visitor.send.mutate(another)).rejects.toMatchObject({
    data: { error: 'CONFLICT' },
  });
  const [conversationId = ''] = opened;
  await api.visitor.send.mutate({ ...another, conversationId });
  await owner.api.conversations.resolve.mutate({ conversationId });
  await api.visitor.send.mutate({ clientId: clientId(21), text: 'There is room again' });
});

it("takes what would turn the team's lines around out of a visitor's name", async () => {
  const { api } = await test.visit(widgetId);
  await api.visitor.identify.mutate({ name: 'A\u202Eda\u0007' });
  const { conversation } = await api.visitor.send.mutate({ clientId: clientId(30), text: 'Who?' });
  const seen = await owner.api.conversations.get.query({ conversationId: conversation.id });
  expect(seen.visitor?.name).toBe('Ada');
});
