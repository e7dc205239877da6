import { until } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { auditLogs } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, type Listed, procedures, request } from './support/call.ts';
import { askAsVisitor, furnishHouse, type House, question } from './support/house.ts';
import { absentIds, type Ids, idFieldsOf, sampleInput } from './support/sample-input.ts';
import { openSession, password } from './support/session.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

type Entry = typeof auditLogs.$inferSelect;

/** The entries of every workspace that were not there before. */
async function entriesOf(act: () => Promise<Answer>): Promise<{ answer: Answer; added: Entry[] }> {
  const read = () =>
    house.test.platform.services.db.system((tx) => tx.select().from(auditLogs)) as Promise<Entry[]>;
  const before = new Set((await read()).map(({ id }) => id));
  const answer = await act();
  return { answer, added: (await read()).filter(({ id }) => !before.has(id)) };
}

const form = (name: string, content: string) => {
  const body = new FormData();
  body.append('file', new Blob([content]), name);
  return body;
};
const upload = (name: string, content: string, headers = house.team.owner.headers()) =>
  request(house.test.origin, routes.uploadDocuments.path, {
    method: 'POST',
    headers,
    body: form(name, content),
  });

/** Brings about what the procedure is for: the row in the state in which there is something to do. */
async function prepare({ path }: Listed): Promise<Ids> {
  const { api } = house.team.owner;
  const { ids } = house;
  const fresh = async () => (await askAsVisitor(house.visitor)).conversationId;
  switch (path) {
    case 'knowledge.remove': {
      const text = `Spare ${newId('event')}`;
      const document = await api.knowledge.addText.mutate({ title: 'Spare', text });
      return { ...ids, documentId: document.id };
    }
    case 'knowledge.retry': {
      await upload('broken.pdf', `%PDF-1.7 ${newId('event')}`);
      const { items } = await until(
        () => api.knowledge.list.query({ state: 'failed' }),
        (page) => page.items.length > 0,
      );
      return { ...ids, documentId: items[0]?.id ?? '' };
    }
    case 'assistants.remove':
      return {
        ...ids,
        assistantId: (await api.assistants.create.mutate({ name: 'Spare' })).id,
      };
    case 'widgets.remove':
      return { ...ids, widgetId: await house.test.createWidget(house.team.owner) };
    case 'conversations.takeOver':
    case 'conversations.putToWait':
    case 'conversations.resolve':
      return { ...ids, conversationId: await fresh() };
    case 'conversations.handBack': {
      const conversationId = await fresh();
      await api.conversations.takeOver.mutate({ conversationId });
      return { ...ids, conversationId };
    }
    case 'conversations.reopen': {
      const conversationId = await fresh();
      await api.conversations.resolve.mutate({ conversationId });
      return { ...ids, conversationId };
    }
    case 'conversations.askPreview': {
      const { assistantId } = ids;
      const { id } = await api.conversations.startPreview.mutate({ assistantId });
      return { ...ids, conversationId: id };
    }
    case 'conversations.reply':
      await api.conversations.takeOver.mutate({ conversationId: ids.conversationId });
      return ids;
    default:
      return ids;
  }
}

const inputOf = (procedure: Listed, ids: Ids) => {
  const input = sampleInput(procedure.input, ids);
  if (procedure.path === 'auth.signIn') return { email: house.team.owner.email, password };
  if (procedure.path !== 'auth.signUp') return input;
  return { ...Object(input), email: `${newId('user')}@example.com`, password };
};

async function headersFor({ path }: Listed) {
  if (path.startsWith('visitor.')) return { authorization: `Bearer ${house.visitor.token}` };
  if (path === 'auth.signUp' || path === 'auth.signIn') return { origin: house.test.origin };
  if (path === 'auth.signOut') return openSession(house.test.origin, house.team.owner);
  // Belongs to two workspaces from then on, which the owner must not.
  if (path === 'workspaces.create') return house.stranger.headers();
  return house.team.owner.headers();
}

/** The workspace that must have the entry: the caller's, or the one the call has made. */
function workspaceOf({ path }: Listed, answer: Answer): string {
  const { data } = (JSON.parse(answer.text) as { result: { data: Record<string, unknown> } })
    .result;
  if (path === 'workspaces.create') return String(data.tenantId);
  if (path !== 'auth.signUp') return house.team.owner.tenantId;
  const [membership] = data.memberships as { tenantId: string }[];
  return membership?.tenantId ?? '';
}

const mutations = procedures
  .filter(({ kind }) => kind === 'mutation')
  .map((procedure) => [procedure.path, procedure] as const);
const audited = mutations.filter(([, { audit }]) => audit !== undefined);
const silent = mutations.filter(([, { audit }]) => audit === undefined);

const secretsIn = (entry: Entry, headers: Readonly<Record<string, string>>) => {
  const written = JSON.stringify(entry);
  const { cookie = '', 'x-csrf-token': csrf = '' } = headers;
  const secrets = [password, question, cookie.split('=')[1] ?? '', csrf, house.visitor.token];
  return secrets.filter((secret) => secret !== '' && written.includes(secret));
};

describe('what the contract promises to write down', () => {
  it.each(audited)(
    '[A52] %s leaves one entry, where it belongs, without secrets',
    async (_path, procedure) => {
      const ids = await prepare(procedure);
      const headers = await headersFor(procedure);
      const { answer, added } = await entriesOf(() =>
        call(house.test.origin, procedure, inputOf(procedure, ids), headers),
      );
      expect(answer.status, answer.text).toBe(200);
      expect(added.map(({ action }) => action)).toEqual([procedure.audit]);
      const [entry] = added;
      expect(entry).toMatchObject({
        tenantId: workspaceOf(procedure, answer),
        actorKind: 'user',
        requestId: answer.headers.get('x-request-id'),
        address: expect.stringMatching(/127\.0\.0\.1|::1/),
      });
      expect(entry?.actorId).toMatch(/^usr_/);
      if (entry !== undefined) expect(secretsIn(entry, headers)).toEqual([]);
    },
  );

  it('an upload leaves one entry for each file it takes, and none for one it knows', async () => {
    const content = `# Words\n\n${newId('event')} ${question}`;
    const first = await entriesOf(() => upload('words.md', content));
    expect(first.added).toMatchObject([
      { action: routes.uploadDocuments.audit, tenantId: house.team.owner.tenantId },
    ]);
    expect(JSON.stringify(first.added)).not.toContain(question);
    expect((await entriesOf(() => upload('again.md', content))).added).toEqual([]);
  });

  it.each(silent)('%s, which promises none, leaves none', async (_path, procedure) => {
    const ids = await prepare(procedure);
    const headers = await headersFor(procedure);
    const { answer, added } = await entriesOf(() =>
      call(house.test.origin, procedure, inputOf(procedure, ids), headers),
    );
    expect(answer.status, answer.text).toBe(200);
    expect(added).toEqual([]);
  });
});

describe('what did not happen is not written down', () => {
  it.each(audited)('%s, refused', async (_path, procedure) => {
    const { origin } = house.test;
    const sound = sampleInput(procedure.input, house.ids);
    const attempts: (() => Promise<Answer>)[] = [
      () => call(origin, procedure, [sound], house.team.owner.headers()),
      () => call(origin, procedure, sound, { origin: 'https://evil.example' }),
    ];
    if (procedure.permission.includes('.')) {
      const viewer = house.team.viewer.headers();
      const intruder = { ...house.stranger.headers(), 'x-workspace': house.team.owner.tenantId };
      attempts.push(
        () => call(origin, procedure, sound, viewer),
        () => call(origin, procedure, sound, intruder),
      );
    }
    if (idFieldsOf(procedure.input).length > 0) {
      const absent = sampleInput(procedure.input, absentIds());
      attempts.push(() => call(origin, procedure, absent, house.team.owner.headers()));
    }
    for (const attempt of attempts) {
      const { answer, added } = await entriesOf(attempt);
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
      expect(added).toEqual([]);
    }
  });

  it('a sign-in with a wrong password, and a file that is refused at the door', async () => {
    const signIn = { path: 'auth.signIn', kind: 'mutation' } as const;
    const wrong = { email: house.team.owner.email, password: `${password}!` };
    const failed = await entriesOf(() => call(house.test.origin, signIn, wrong));
    expect(failed.answer.error).toBe('WRONG_CREDENTIALS');
    expect(failed.added).toEqual([]);
    const refused = await entriesOf(() => upload('a.md', 'a', house.team.agent.headers()));
    expect(refused.answer.error).toBe('FORBIDDEN');
    expect(refused.added).toEqual([]);
  });
});
