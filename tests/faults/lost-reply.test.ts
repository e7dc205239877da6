import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@platform/api/testing';
import { CuttableProxy } from '@platform/realtime/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Instance, stablePort } from './instance.ts';
import { harbourBook, questionAbout } from './slow-model.ts';
import { customerOrigin, TeamMember } from './team-member.ts';
import { apiAt } from './trpc-at.ts';

let home: string;
let instance: Instance;
let wire: CuttableProxy;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'parley-lost-reply-'));
  instance = new Instance({ port: await stablePort(), dataDir: home, variables: {} });
  await instance.start();
  wire = await CuttableProxy.to(instance.origin);
});
afterEach(async () => {
  await wire.close();
  await instance.kill();
  await rm(home, { recursive: true, force: true });
});

it('[A58] a message whose acknowledgement was lost and that is sent again has one effect', async () => {
  const team = await TeamMember.signUp(instance.origin);
  await team.upload('harbour-book.md', harbourBook);
  const widgetId = await team.createWidget();
  const headers = { origin: customerOrigin, authorization: '' };
  const direct = apiAt(instance.origin, () => headers);
  const overWire = apiAt(new URL(wire.url).origin, () => headers);
  const { token } = await direct.visitor.start.mutate({ widgetId });
  headers.authorization = `Bearer ${token}`;
  const message = { clientId: crypto.randomUUID(), text: questionAbout('ropes', 1) };

  wire.swallowReplies();
  const lost = overWire.visitor.send.mutate(message);
  const { conversations } = await until(
    () => direct.visitor.history.query(),
    (history) => history.conversations.length > 0,
  );
  // Committed, and the one who sent it is not told.
  wire.cut();
  await expect(lost).rejects.toThrow();
  wire.letThrough();

  const again = await Promise.all([
    overWire.visitor.send.mutate(message),
    overWire.visitor.send.mutate(message),
  ]);
  const [conversation] = conversations;
  const thread = await until(
    () => direct.visitor.thread.query({ conversationId: conversation?.id ?? '' }),
    ({ messages }) => messages.some(({ role }) => role === 'assistant'),
  );
  expect(thread.messages.map(({ role }) => role)).toEqual(['visitor', 'assistant']);
  expect(thread.openAnswer).toBeNull();
  expect(new Set(again.map((sent) => sent.message.id))).toEqual(new Set([thread.messages[0]?.id]));
  expect((await direct.visitor.history.query()).conversations).toHaveLength(1);
  expect((await team.api.conversations.list.query({})).items).toHaveLength(1);
});
