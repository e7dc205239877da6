import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startTestPlatform, type TestPlatform, until } from '@platform/api/testing';
import type { SystemTx } from '@platform/db';
import { hasRedisServer, type RedisServer, startRedisServer } from '@platform/realtime/testing';
import { decodeId, type IdKind, newId } from '@platform/shared/ids';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greet } from './support/socket.ts';

let redis: RedisServer | null;
let test: TestPlatform;
beforeAll(async () => {
  redis = hasRedisServer() ? await startRedisServer() : null;
  test = await startTestPlatform('embedded', redis === null ? {} : { REDIS_URL: redis.url });
}, 120_000);
afterAll(async () => {
  await test.close();
  await redis?.dispose();
});

/** Words that nobody writes by chance. */
const canary = (what: string) => `canary-${what}-${newId('event').slice(4)}`;
const customer = 'https://www.customer.example';

/** Everything that is kept anywhere, as text by place. */
async function everything(): Promise<Map<string, string>> {
  const { db, env } = test.platform.services;
  const places = new Map([
    ...(await db.system((tx) => dump('system', tx))),
    ...(await db.identity(null, (tx) => dump('identity', tx))),
  ]);
  for (const file of await filesUnder(path.join(env.DATA_DIR, 'files'))) {
    places.set(`file ${file}`, (await readFile(file)).toString('latin1') + file);
  }
  if (redis !== null) {
    const client = new Redis(redis.url);
    for (const key of await client.keys('*')) {
      const type = await client.type(key);
      const value =
        type === 'stream'
          ? JSON.stringify(await client.xrange(key, '-', '+'))
          : type === 'string'
            ? ((await client.get(key)) ?? '')
            : type;
      places.set(`redis ${key}`, `${key} ${value}`);
    }
    client.disconnect();
  }
  return places;
}

/** Every row that a role can see, as text by table. Two of the roles see everything between them. */
async function dump(role: string, tx: SystemTx): Promise<[string, string][]> {
  const tables = await tx.execute<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
        and has_table_privilege(current_user, c.oid, 'select')`,
  );
  const found: [string, string][] = [];
  for (const { name } of tables) {
    const rows = await tx.execute<{ row: string }>(
      `select row_to_json(t)::text as row from "${name}" t`,
    );
    found.push([`${role} ${name}`, rows.map(({ row }) => row).join('\n')]);
  }
  return found;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Where any of these words still stands. */
async function hits(words: readonly string[]): Promise<string[]> {
  const places = await everything();
  return words.flatMap((word) =>
    [...places].filter(([, text]) => text.includes(word)).map(([place]) => `${word}: ${place}`),
  );
}

const both = (kind: IdKind, id: string) => [id, decodeId(kind, id) ?? ''];

const done = (id: string) =>
  until(
    () => test.anonymous().data.receipt.query({ erasureId: id }),
    ({ receipt }) => receipt?.state === 'done',
    60_000,
  ).then(({ receipt }) => receipt);

async function furnish() {
  const owner = await test.signUp('Acme');
  const secret = { document: canary('document'), title: canary('title') };
  await owner.api.knowledge.addText.mutate({
    title: secret.title,
    text: `# Returns\n\nYou may return an unused item within 30 days. ${secret.document}.`,
  });
  await until(
    () => owner.api.knowledge.list.query({}),
    (page) => page.counts.ready === 1,
  );
  const widgetId = await test.createWidget(owner);
  return { owner, widgetId, secret };
}

async function talk(widgetId: string, owner: Awaited<ReturnType<typeof test.signUp>>) {
  const said = {
    question: canary('question'),
    name: canary('name'),
    email: `${canary('email')}@example.com`,
    reply: canary('reply'),
    note: canary('note'),
    rating: canary('rating'),
  };
  const visitor = await test.visit(widgetId, customer);
  await visitor.api.visitor.identify.mutate({ name: said.name, email: said.email });
  const { conversation } = await visitor.api.visitor.send.mutate({
    clientId: newId('event'),
    text: `How many days do I have to return an item? ${said.question}`,
  });
  const conversationId = conversation.id;
  const { messages } = await until(
    () => visitor.api.visitor.thread.query({ conversationId }),
    (thread) => thread.messages.some(({ role }) => role === 'assistant'),
  );
  const answer = messages.find(({ role }) => role === 'assistant');
  const rating = { messageId: answer?.id ?? '', value: 'down', reason: said.rating } as const;
  await visitor.api.visitor.rate.mutate(rating);
  await owner.api.conversations.takeOver.mutate({ conversationId });
  const words = (text: string) => ({ conversationId, clientId: newId('event'), text });
  await owner.api.conversations.reply.mutate(words(said.reply));
  await owner.api.conversations.note.mutate(words(said.note));
  const details = await owner.api.conversations.get.query({ conversationId });
  return { said, visitor, conversationId, visitorId: details.visitor?.id ?? '' };
}

describe('[A55][ASVS 14.2.7] what is erased is nowhere', () => {
  it('of a visitor: no table, no file, no stream, no archive; others stay', async () => {
    const { owner, widgetId } = await furnish();
    const gone = await talk(widgetId, owner);
    const stays = await talk(widgetId, owner);
    const { visitorId } = gone;
    // An archive made before holds them too, as does the log of who exported what.
    await owner.api.data.exportWorkspace.mutate();
    await owner.api.data.exportVisitor.mutate({ visitorId });
    await until(
      () => owner.api.data.exports.query(),
      ({ exports }) => exports.every(({ state }) => state === 'ready'),
    );
    const words = [...Object.values(gone.said), ...both('visitor', visitorId)];
    expect((await hits(words)).length).toBeGreaterThan(8);
    const { socket, answer } = await greet(test.origin, { token: gone.visitor.token });
    expect(answer.op).toBe('welcome');
    const closed = socket.next('closed');

    const asked = await owner.api.data.eraseVisitor.mutate({ visitorId });
    const receipt = await done(asked.id);
    await closed;
    expect(await hits(words)).toEqual([]);
    expect(await hits(Object.values(stays.said))).not.toEqual([]);
    const cleared = (receipt?.stores ?? []).filter(({ count }) => count > 0);
    expect(cleared.map(({ store }) => store)).toEqual(
      expect.arrayContaining([
        'visitors',
        'conversations',
        'messages',
        'message log',
        'audit_subjects',
        'audit_details',
        'data_exports',
        'files',
      ]),
    );
    expect((await owner.api.audit.verify.query()).state).toBe('intact');
  }, 120_000);

  it('of an account: neither name nor address, in none of their workspaces', async () => {
    const { owner, widgetId } = await furnish();
    const leaver = await test.join(owner, 'agent');
    const { conversationId } = await talk(widgetId, owner);
    await leaver.api.conversations.takeOver.mutate({ conversationId });
    const { assistants } = await leaver.api.assistants.list.query();
    const assistantId = assistants[0]?.id ?? '';
    const preview = await leaver.api.conversations.startPreview.mutate({ assistantId });
    const own = canary('preview');
    await leaver.api.conversations.askPreview.mutate({
      conversationId: preview.id,
      clientId: newId('event'),
      text: own,
    });
    await leaver.api.data.exportMine.mutate();
    await until(
      () => leaver.api.data.exports.query(),
      ({ exports }) => exports.every(({ state }) => state === 'ready'),
    );
    // An address to come, which a mail is on its way to, is theirs as well.
    const next = `${canary('next')}@example.com`;
    await leaver.api.account.requestEmailChange.mutate({ email: next });
    const words = [leaver.email, next, own, ...both('user', leaver.userId)];
    expect((await hits(words)).length).toBeGreaterThan(6);
    const asked = await leaver.api.data.eraseAccount.mutate({ email: leaver.email });
    await done(asked.id);
    expect(await hits(words)).toEqual([]);
    expect((await owner.api.audit.verify.query()).state).toBe('intact');
  }, 120_000);

  it('of a workspace: only what names nobody stays, and the receipt says what', async () => {
    const { owner, widgetId, secret } = await furnish();
    const { said, visitorId } = await talk(widgetId, owner);
    const member = await test.join(owner, 'agent');
    await owner.api.data.exportWorkspace.mutate();
    await until(
      () => owner.api.data.exports.query(),
      ({ exports }) => exports.every(({ state }) => state === 'ready'),
    );
    const asked = await owner.api.data.eraseWorkspace.mutate({ name: 'Acme' });
    // The week is over.
    await test.platform.services.db.system((tx) =>
      tx.execute(`update erasures set due_at = now() where id = '${asked.id}'`),
    );
    const receipt = await done(asked.id);
    const words = [...Object.values(said), ...Object.values(secret), ...both('visitor', visitorId)];
    expect(await hits(words)).toEqual([]);
    const kept = (receipt?.stores ?? []).filter(({ outcome }) => outcome === 'kept');
    expect(kept.map(({ store }) => store).sort()).toEqual([
      'audit_chain',
      'audit_logs',
      'cost_events',
    ]);
    expect(receipt?.chain?.length).toBe(kept.find(({ store }) => store === 'audit_chain')?.count);
    const places = await everything();
    const [, uuid = ''] = both('tenant', owner.tenantId);
    const left = [...places].filter(([, text]) => text.includes(uuid)).map(([place]) => place);
    const outliving = ['system audit_chain', 'system audit_logs', 'system cost_events'];
    expect(left.filter((place) => !outliving.includes(place))).toEqual([]);
    expect(left.length).toBeGreaterThan(1);
    const me = await member.api.auth.me.query();
    expect(me.memberships.map(({ tenantId }) => tenantId)).not.toContain(owner.tenantId);
  }, 120_000);
});
