import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  type TestVisitor,
  until,
} from '@platform/api/testing';
import type { Role } from '@platform/api-contract/types';
import { newId } from '@platform/shared/ids';
import type { Ids } from './sample-input.ts';

/** A workspace with one of everything, its team, its visitors, and strangers from another one. */
export interface House {
  readonly test: TestPlatform;
  readonly team: Readonly<Record<Role, TestMember>>;
  readonly stranger: TestMember;
  readonly visitor: TestVisitor;
  /** Another visitor of the same widget. */
  readonly otherVisitor: TestVisitor;
  readonly foreignVisitor: TestVisitor;
  /** Rows of the team's workspace; the conversation is the visitor's, the message its answer. */
  readonly ids: Ids;
  readonly strangersIds: Ids;
  close(): Promise<void>;
}

export const question = 'How many days do I have to return an item?';
const returns = 'You may return an unused item within 30 days of delivery.';

export async function furnishHouse(variables: Record<string, string> = {}): Promise<House> {
  const test = await startTestPlatform('embedded', variables);
  const owner = await test.signUp('Acme');
  const stranger = await test.signUp('Elsewhere');
  const team = {
    owner,
    admin: await test.join(owner, 'admin'),
    agent: await test.join(owner, 'agent'),
    viewer: await test.join(owner, 'viewer'),
  };
  const ours = await furnish(test, owner);
  const theirs = await furnish(test, stranger);
  return {
    test,
    team,
    stranger,
    visitor: ours.visitor,
    otherVisitor: await test.visit(ours.ids.widgetId),
    foreignVisitor: theirs.visitor,
    ids: { ...ours.ids, userId: team.agent.userId },
    strangersIds: theirs.ids,
    close: () => test.close(),
  };
}

async function furnish(test: TestPlatform, owner: TestMember) {
  const document = await owner.api.knowledge.addText.mutate({
    title: `Returns at ${owner.tenantId}`,
    text: `# Returns\n\n${returns} Refunds are paid within 5 working days.`,
  });
  await until(
    () => owner.api.knowledge.list.query({}),
    (page) => page.counts.ready === 1,
    60_000,
  );
  const widgetId = await test.createWidget(owner);
  const { assistantId } = await owner.api.widgets.get.query({ widgetId });
  const visitor = await test.visit(widgetId);
  const { conversationId, messageId } = await askAsVisitor(visitor);
  const paper = await furnishPaper(test, owner, widgetId);
  return {
    visitor,
    ids: {
      ...paper,
      widgetId,
      assistantId,
      conversationId,
      messageId,
      documentId: document.id,
      userId: owner.userId,
    },
  };
}

/** What a team has beside its work: a key, an invitation, sessions, and what it asked for as to data. */
async function furnishPaper(test: TestPlatform, owner: TestMember, widgetId: string) {
  const { apiKey } = await owner.api.keys.create.mutate({
    name: 'Program',
    kind: 'secret',
    scopes: ['workspace.read'],
    expiresInDays: null,
  });
  const { invitation } = await owner.api.team.invite.mutate({
    role: 'viewer',
    email: `${newId('user')}@example.com`,
  });
  const { sessions } = await owner.api.account.sessions.query();
  const { id: exportId } = await owner.api.data.exportMine.mutate();
  const { visitorId } = await test.visit(widgetId);
  const leaving = await test.visit(widgetId);
  const erasure = await owner.api.data.eraseVisitor.mutate({ visitorId: leaving.visitorId });
  return {
    visitorId,
    sessionId: sessions[0]?.id ?? '',
    keyId: apiKey.id,
    invitationId: invitation.id,
    exportId,
    erasureId: erasure.id,
  };
}

/** A conversation with one cited answer in it. */
export async function askAsVisitor(visitor: TestVisitor, text = question) {
  const { conversation } = await visitor.api.visitor.send.mutate({
    clientId: newId('event'),
    text,
  });
  const thread = await until(
    () => visitor.api.visitor.thread.query({ conversationId: conversation.id }),
    ({ messages }) => messages.some((message) => message.role === 'assistant'),
    60_000,
  );
  const answer = thread.messages.find((message) => message.role === 'assistant');
  return { conversationId: conversation.id, messageId: answer?.id ?? '' };
}
