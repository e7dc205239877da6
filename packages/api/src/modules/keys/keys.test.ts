import { hashKey } from '@platform/auth';
import { apiKeys } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
} from '../../testing/index.ts';

const refusedWith = (error: string) => ({ data: { error } });
const readKnowledge: Parameters<Api['keys']['create']['mutate']>[0] = {
  name: 'Importer',
  kind: 'secret',
  scopes: ['knowledge.read', 'conversations.read'],
  expiresInDays: null,
};

describe.each(testDatabases)('API keys on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
  });
  afterAll(() => test.close());

  const asKey = (key: string, headers: Record<string, string> = {}) =>
    test.anonymous({ authorization: `Bearer ${key}`, ...headers });
  const create = (input = readKnowledge) => owner.api.keys.create.mutate(input);
  const rowOf = async (keyId: string) => {
    const rows = await test.platform.services.db.system((tx) =>
      tx.select().from(apiKeys).where(eq(apiKeys.id, keyId)),
    );
    return rows[0];
  };

  it('ok: a key is shown once, kept as a hash, and does what its scopes say', async () => {
    const { key, apiKey } = await create();
    expect(key).toMatch(/^sk_[0-9A-Za-z]{38}$/);
    expect(apiKey).toMatchObject({ name: 'Importer', state: 'active', lastFour: key.slice(-4) });
    const { keys } = await owner.api.keys.list.query();
    expect(JSON.stringify(keys)).not.toContain(key);
    const row = await rowOf(apiKey.id);
    expect(JSON.stringify(row)).not.toContain(key);
    expect(row?.keyHash).toBe(hashKey(key));
    await expect(asKey(key).knowledge.list.query({})).resolves.toHaveProperty('items');
    await expect(asKey(key).widgets.list.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'));
  });

  it('ok: what a key writes is signed by its name', async () => {
    const { key, apiKey } = await create({
      ...readKnowledge,
      name: 'Night shift',
      scopes: ['conversations.read', 'conversations.write'],
    });
    const visitor = await test.visit(await test.createWidget(owner));
    const { conversation } = await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: 'Hello',
    });
    const { api } = { api: asKey(key) };
    const note = await api.conversations.note.mutate({
      conversationId: conversation.id,
      clientId: newId('event'),
      text: 'Seen at night',
    });
    expect(note).toMatchObject({ role: 'note', author: { name: 'Night shift' } });
    const mine = await api.conversations.list.query({ assignee: 'me' });
    expect(mine.items).toEqual([]);
    expect((await api.conversations.counts.query()).mine).toBe(0);
    const resolved = await api.conversations.resolve.mutate({ conversationId: conversation.id });
    expect(resolved.state).toBe('resolved');
    expect((await rowOf(apiKey.id))?.lastUsedAt).toBeInstanceOf(Date);
  });

  it('ok: last use is written at most once a minute', async () => {
    const { key, apiKey } = await create();
    await asKey(key).knowledge.list.query({});
    const first = (await rowOf(apiKey.id))?.lastUsedAt;
    await test.platform.services.revalidate(apiKey.id);
    await asKey(key).knowledge.list.query({});
    expect((await rowOf(apiKey.id))?.lastUsedAt).toEqual(first);
  });

  it('ok: rotated, both work until the overlap ends, and then the new one alone', async () => {
    const before = await create({ ...readKnowledge, expiresInDays: 30 });
    const after = await owner.api.keys.rotate.mutate({ keyId: before.apiKey.id, overlapHours: 24 });
    expect(after.apiKey).toMatchObject({
      name: 'Importer',
      rotatedFromId: before.apiKey.id,
      scopes: before.apiKey.scopes,
    });
    await expect(asKey(before.key).knowledge.list.query({})).resolves.toBeDefined();
    await expect(asKey(after.key).knowledge.list.query({})).resolves.toBeDefined();
    const rotateAgain = owner.api.keys.rotate.mutate({
      keyId: before.apiKey.id,
      overlapHours: 720,
    });
    await expect(rotateAgain).rejects.toMatchObject(refusedWith('CONFLICT'));
    const end = await create();
    const next = await owner.api.keys.rotate.mutate({ keyId: end.apiKey.id, overlapHours: 0 });
    await expect(asKey(end.key).knowledge.list.query({})).rejects.toMatchObject(
      refusedWith('UNAUTHENTICATED'),
    );
    await expect(asKey(next.key).knowledge.list.query({})).resolves.toBeDefined();
  });

  it('ok: revoked, expired and unowned keys open nothing', async () => {
    const revoked = await create();
    await asKey(revoked.key).knowledge.list.query({});
    await owner.api.keys.revoke.mutate({ keyId: revoked.apiKey.id });
    const expired = await create({ ...readKnowledge, expiresInDays: 1 });
    await test.platform.services.db.system((tx) =>
      tx
        .update(apiKeys)
        .set({ expiresAt: new Date(Date.now() - 1) })
        .where(eq(apiKeys.id, expired.apiKey.id)),
    );
    const admin = await test.join(owner, 'admin');
    const unowned = await admin.api.keys.create.mutate(readKnowledge);
    await asKey(unowned.key).knowledge.list.query({});
    await owner.api.team.remove.mutate({ userId: admin.userId });
    for (const { key } of [revoked, expired, unowned]) {
      await expect(asKey(key).knowledge.list.query({})).rejects.toMatchObject(
        refusedWith('UNAUTHENTICATED'),
      );
    }
    const { keys } = await owner.api.keys.list.query();
    const stateOf = (id: string) => keys.find((each) => each.id === id)?.state;
    expect([revoked, expired, unowned].map(({ apiKey }) => stateOf(apiKey.id))).toEqual([
      'revoked',
      'expired',
      'unowned',
    ]);
    // Somebody who stays can take it over, under a new secret.
    const taken = await owner.api.keys.rotate.mutate({
      keyId: unowned.apiKey.id,
      overlapHours: 24,
    });
    await expect(asKey(taken.key).knowledge.list.query({})).resolves.toBeDefined();
  });

  it('ok: a key shrinks with the role of whoever made it', async () => {
    const admin = await test.join(owner, 'admin');
    const { key } = await admin.api.keys.create.mutate({
      ...readKnowledge,
      scopes: ['knowledge.read', 'system.read'],
    });
    await asKey(key).system.status.query();
    await owner.api.team.changeRole.mutate({ userId: admin.userId, role: 'viewer' });
    await expect(asKey(key).system.status.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    await expect(asKey(key).knowledge.list.query({})).resolves.toBeDefined();
  });

  it('invalid: scopes that a publishable key cannot hold, none at all, unknown ones', async () => {
    const wrong = [
      { ...readKnowledge, kind: 'publishable' as const },
      { ...readKnowledge, scopes: [] },
      { ...readKnowledge, scopes: ['keys.manage'] },
      { ...readKnowledge, scopes: ['everything'] },
      { ...readKnowledge, expiresInDays: 0 },
    ];
    for (const input of wrong) {
      await expect(create(input as never)).rejects.toMatchObject(refusedWith('INVALID_INPUT'));
    }
    const { key } = await create({
      ...readKnowledge,
      kind: 'publishable',
      scopes: ['widgets.read'],
    });
    expect(key).toMatch(/^pk_/);
    await expect(asKey(key).widgets.list.query()).resolves.toBeDefined();
  });

  it('unauthenticated: a damaged key, whatever cookie stands beside it', async () => {
    const { key } = await create();
    const { cookie = '' } = owner.headers();
    const slip = `${key.slice(0, 10)}${key[10] === 'a' ? 'b' : 'a'}${key.slice(11)}`;
    for (const each of [slip, key.slice(0, -1), `${key}x`, 'sk_', 'PK_', key.toUpperCase()]) {
      const attempt = asKey(each, { cookie, 'x-workspace': owner.tenantId });
      await expect(attempt.knowledge.list.query({}), each).rejects.toMatchObject(
        refusedWith('UNAUTHENTICATED'),
      );
    }
  });

  it('forbidden: keys make no keys and no members, and do nothing that only people may', async () => {
    const { key } = await create({ ...readKnowledge, scopes: ['conversations.write'] });
    const api = asKey(key);
    await expect(api.keys.list.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    await expect(api.keys.create.mutate(readKnowledge)).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
    const conversationId = newId('conversation');
    await expect(api.conversations.takeOver.mutate({ conversationId })).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
    const agent = await test.join(owner, 'agent');
    await expect(agent.api.keys.create.mutate(readKnowledge)).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
  });

  it('other workspace: its keys are not there, and a key sees no workspace but its own', async () => {
    const stranger = await test.signUp('Elsewhere');
    const { key, apiKey } = await create();
    await expect(stranger.api.keys.revoke.mutate({ keyId: apiKey.id })).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
    await expect(
      stranger.api.keys.rotate.mutate({ keyId: apiKey.id, overlapHours: 1 }),
    ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
    for (const workspace of [stranger.tenantId, newId('tenant'), 'x']) {
      const elsewhere = asKey(key, { 'x-workspace': workspace });
      await expect(elsewhere.knowledge.list.query({})).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
    }
    const named = asKey(key, { 'x-workspace': owner.tenantId });
    await expect(named.knowledge.list.query({})).resolves.toBeDefined();
  });
});
