import { createHash, randomUUID } from 'node:crypto';
import type { DataExport, DataExportFile } from '@platform/api-contract/types';
import { conversations, dataExports, messages, visitors } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { eq, getTableColumns, getTableName } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
  until,
} from '../../testing/index.ts';
import { notExported, tablesOfWorkspaces, workspaceDatasets } from './exports/datasets.queries.ts';

const refusedWith = (error: string) => ({ data: { error } });
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');

describe.each(testDatabases)('data on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let agent: TestMember;
  let stranger: TestMember;
  let widgetId: string;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
    agent = await test.join(owner, 'agent');
    stranger = await test.signUp('Other');
    await owner.api.knowledge.addText.mutate({
      title: 'Returns',
      text: '# Returns\n\nYou may return an unused item within 30 days of delivery.',
    });
    await until(
      () => owner.api.knowledge.list.query({}),
      (page) => page.counts.ready === 1,
    );
    widgetId = await test.createWidget(owner);
  });
  afterAll(() => test.close());

  const talk = async (said = 'How many days do I have to return an item?') => {
    const visitor = await test.visit(widgetId);
    const { conversation } = await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: said,
    });
    await until(
      () => visitor.api.visitor.thread.query({ conversationId: conversation.id }),
      (thread) => thread.messages.some(({ role }) => role === 'assistant'),
    );
    const details = await owner.api.conversations.get.query({ conversationId: conversation.id });
    return { visitor, conversationId: conversation.id, visitorId: details.visitor?.id ?? '' };
  };
  const ready = (made: DataExport, who = owner) =>
    until(
      () => who.api.data.exports.query(),
      ({ exports }) => exports.some(({ id, state }) => id === made.id && state === 'ready'),
    ).then(({ exports }) => exports.find(({ id }) => id === made.id) as DataExport);
  const download = (made: DataExport, who = owner) =>
    fetch(`${test.origin}/export/data/${made.id}`, { headers: who.headers() });
  const open = async (made: DataExport, who = owner) => {
    const answer = await download(made, who);
    expect(answer.status).toBe(200);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const files = unzipSync(bytes);
    const manifest = JSON.parse(text(files['manifest.json'])) as { files: DataExportFile[] };
    return { answer, bytes, files, manifest };
  };
  const done = (id: string) =>
    until(
      () => test.anonymous().data.receipt.query({ erasureId: id }),
      ({ receipt }) => receipt?.state === 'done',
    ).then(({ receipt }) => receipt);

  describe('an export', () => {
    it('of a workspace holds its data and its files, each as the manifest says', async () => {
      await talk();
      const made = await owner.api.data.exportWorkspace.mutate();
      expect(made).toMatchObject({ kind: 'workspace', state: 'queued' });
      const finished = await ready(made);
      const { answer, bytes, files, manifest } = await open(made);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;.*workspace-export/);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(finished).toMatchObject({
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const days = (Date.parse(finished.expiresAt ?? '') - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(6.9);
      expect(days).toBeLessThanOrEqual(7);
      const listed = Object.fromEntries(manifest.files.map((file) => [file.path, file]));
      expect(Object.keys(files).sort()).toEqual([...Object.keys(listed), 'manifest.json'].sort());
      for (const [path, file] of Object.entries(listed)) {
        const content = files[path] ?? new Uint8Array();
        expect(file.sizeBytes, path).toBe(content.length);
        expect(file.sha256, path).toBe(createHash('sha256').update(content).digest('hex'));
        if (file.rows !== null) {
          expect(text(content).split('\n').filter(Boolean), path).toHaveLength(file.rows);
        }
      }
      expect(text(files['messages.jsonl'])).toContain('How many days do I have');
      expect(text(files['members.jsonl'])).toContain(owner.email);
      const original = Object.keys(files).find((path) => path.startsWith('files/doc_'));
      expect(text(files[original ?? ''])).toContain('within 30 days');
      expect(listed['audit.jsonl']?.rows).toBeGreaterThan(0);
    });

    it('[A52] holds no secret: no hash, no token, nothing sealed', async () => {
      const { files } = await open(await ready(await owner.api.data.exportWorkspace.mutate()));
      const all = Object.values(files).map(text).join('\n');
      for (const secret of ['argon2', 'passwordHash', 'tokenHash', 'keyHash', 'sealed']) {
        expect(all).not.toContain(secret);
      }
      const cookie = owner.headers().cookie?.split('=')[1] ?? '';
      expect(cookie.length).toBeGreaterThan(20);
      expect(all).not.toContain(cookie);
      for (const { path, table, omit = [] } of workspaceDatasets) {
        const shown = Object.keys(getTableColumns(table)).filter((name) => !omit.includes(name));
        expect(
          shown.filter((name) => /hash|secret|sealed|token$|password/i.test(name)),
          path,
        ).toEqual([]);
      }
    });

    it('knows every table of a workspace: each is exported, or says why not', () => {
      const exported = workspaceDatasets.map(({ table }) => getTableName(table));
      const known = [...exported, ...Object.keys(notExported)];
      expect(tablesOfWorkspaces().filter((name) => !known.includes(name))).toEqual([]);
    });

    it('of oneself holds the profile, sessions, and what one wrote', async () => {
      const { conversationId } = await talk();
      await agent.api.conversations.takeOver.mutate({ conversationId });
      const reply = { conversationId, clientId: newId('event'), text: 'It was me who wrote this.' };
      await agent.api.conversations.reply.mutate(reply);
      const { files } = await open(
        await ready(await agent.api.data.exportMine.mutate(), agent),
        agent,
      );
      expect(text(files['profile.jsonl'])).toContain(agent.email);
      expect(text(files['sessions.jsonl'])).toContain('ses_');
      expect(text(files[`${owner.tenantId}/messages.jsonl`])).toContain(
        'It was me who wrote this.',
      );
      expect(Object.values(files).map(text).join('')).not.toContain(owner.email);
    });

    it('of a visitor holds their conversations and nobody else’s', async () => {
      const { visitorId } = await talk('What about my parcel 4711?');
      await talk('Somebody else asks this.');
      const { files } = await open(
        await ready(await owner.api.data.exportVisitor.mutate({ visitorId })),
      );
      expect(text(files['messages.jsonl'])).toContain('4711');
      expect(text(files['messages.jsonl'])).not.toContain('Somebody else');
      expect(text(files['visitor.jsonl'])).toContain(visitorId);
    });

    it('is for who asked for it alone', async () => {
      const admin = await test.join(owner, 'admin');
      const made = await ready(await owner.api.data.exportWorkspace.mutate());
      for (const who of [admin, agent, stranger]) {
        expect((await download(made, who)).status).toBe(404);
        await expect(who.api.data.removeExport.mutate({ exportId: made.id })).rejects.toMatchObject(
          refusedWith('NOT_FOUND'),
        );
      }
      expect((await admin.api.data.exports.query()).exports).toEqual([]);
      await owner.api.data.removeExport.mutate({ exportId: made.id });
      expect((await download(made)).status).toBe(404);
    });

    it('left by a process that died is made by the next one', async () => {
      const id = newId('export');
      const { db, dataJobs } = test.platform.services;
      // Its lease ran out a while ago, and half of it was written.
      await db.system((tx) =>
        tx.insert(dataExports).values({
          tenantId: owner.tenantId,
          id,
          kind: 'workspace',
          requestedBy: owner.userId,
          state: 'running',
          attempts: 1,
          progressDone: 3,
          progressTotal: 9,
          leaseToken: randomUUID(),
          leaseUntil: new Date(Date.now() - 1_000),
        }),
      );
      dataJobs.wakeExports();
      const { exports } = await owner.api.data.exports.query();
      const finished = await ready(exports.find((each) => each.id === id) as DataExport);
      expect(finished.progress.done).toBe(finished.progress.total);
      await open(finished);
    });

    it('that broke off three times has failed, and says so', async () => {
      const id = newId('export');
      const { db, dataJobs } = test.platform.services;
      await db.system((tx) =>
        tx.insert(dataExports).values({
          tenantId: owner.tenantId,
          id,
          kind: 'person',
          requestedBy: owner.userId,
          state: 'queued',
          attempts: 3,
        }),
      );
      dataJobs.wakeExports();
      const { exports } = await until(
        () => owner.api.data.exports.query(),
        (list) => list.exports.some((each) => each.id === id && each.state === 'failed'),
      );
      expect(exports.find((each) => each.id === id)?.failure).toContain('three times');
    });

    it('is gone when its time is over', async () => {
      const made = await ready(await owner.api.data.exportMine.mutate());
      const { db, knowledge, dataJobs } = test.platform.services;
      const [row] = await db.system((tx) =>
        tx
          .update(dataExports)
          .set({ expiresAt: new Date(Date.now() - 1_000) })
          .where(eq(dataExports.id, made.id))
          .returning({ key: dataExports.storageKey }),
      );
      expect((await download(made)).status).toBe(404);
      dataJobs.wakeExports();
      await until(
        () => owner.api.data.exports.query(),
        ({ exports }) => exports.every(({ id }) => id !== made.id),
      );
      await expect(knowledge.files.read(row?.key ?? '')).rejects.toThrow('No file');
    });

    it('is refused to who may not', async () => {
      await expect(agent.api.data.exportWorkspace.mutate()).rejects.toMatchObject(
        refusedWith('FORBIDDEN'),
      );
      const { visitorId } = await talk();
      await expect(stranger.api.data.exportVisitor.mutate({ visitorId })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
    });
  });

  describe('erasing a visitor', () => {
    it('[A55] leaves a receipt and a chain that verifies, and closes the visitor’s door', async () => {
      const { visitor, visitorId, conversationId } = await talk();
      await visitor.api.visitor.identify.mutate({
        name: 'Grace Hopper',
        email: 'grace@navy.example',
      });
      const asked = await owner.api.data.eraseVisitor.mutate({ visitorId });
      const receipt = await done(asked.id);
      const counts = Object.fromEntries(
        (receipt?.stores ?? []).map(({ store, count }) => [store, count]),
      );
      expect(counts).toMatchObject({ visitors: 1, conversations: 1, messages: 2, citations: 1 });
      expect(counts.audit_subjects).toBe(1);
      expect(counts['message log']).toBeGreaterThan(0);
      expect(JSON.stringify(receipt)).not.toContain(visitorId);
      await expect(owner.api.conversations.get.query({ conversationId })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
      await expect(visitor.api.visitor.history.query()).resolves.toMatchObject({
        conversations: [],
      });
      const verified = await until(
        () => owner.api.audit.verify.query(),
        ({ waiting }) => waiting === 0,
      );
      expect(verified.state).toBe('intact');
      expect(verified.erased).toBeGreaterThan(0);
      const { items } = await owner.api.audit.list.query({
        action: 'data.visitor-erasure-requested',
      });
      expect(items[0]?.target).toMatchObject({ kind: 'visitor', id: null, erased: true });
      expect(items[0]?.details).toBeNull();
    });

    it('is refused to who may not, and of another workspace’s visitor', async () => {
      const { visitorId } = await talk();
      await expect(agent.api.data.eraseVisitor.mutate({ visitorId })).rejects.toMatchObject(
        refusedWith('FORBIDDEN'),
      );
      await expect(stranger.api.data.eraseVisitor.mutate({ visitorId })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
    });
  });

  describe('erasing an account', () => {
    it('takes the name off what stays, ends the session, and needs the address typed', async () => {
      const leaver = await test.join(owner, 'agent');
      const { conversationId } = await talk();
      await leaver.api.conversations.takeOver.mutate({ conversationId });
      const words = { conversationId, clientId: newId('event'), text: 'Glad to help.' };
      await leaver.api.conversations.reply.mutate(words);
      await expect(
        leaver.api.data.eraseAccount.mutate({ email: 'ada@example.com' }),
      ).rejects.toMatchObject(refusedWith('CONFLICT'));
      const asked = await leaver.api.data.eraseAccount.mutate({ email: leaver.email });
      const receipt = await done(asked.id);
      expect(receipt?.stores).toContainEqual({ store: 'users', outcome: 'cleared', count: 1 });
      expect((await leaver.api.auth.me.query()).user).toBeNull();
      const thread = await owner.api.conversations.messages.query({ conversationId });
      const reply = thread.messages.find((message) => message.text === 'Glad to help.');
      expect(reply?.author?.name).toBe('Former member');
      const { members } = await owner.api.workspaces.members.query();
      expect(members.map(({ userId }) => userId)).not.toContain(leaver.userId);
    });

    it('is refused to the last owner of others’ workspace', async () => {
      await expect(
        owner.api.data.eraseAccount.mutate({ email: owner.email }),
      ).rejects.toMatchObject(refusedWith('CONFLICT'));
    });
  });

  describe('erasing a workspace', () => {
    it('wants its name, waits a week, and can be called off', async () => {
      const admin = await test.join(owner, 'admin');
      await expect(admin.api.data.eraseWorkspace.mutate({ name: 'Acme' })).rejects.toMatchObject(
        refusedWith('FORBIDDEN'),
      );
      await expect(owner.api.data.eraseWorkspace.mutate({ name: 'acme' })).rejects.toMatchObject(
        refusedWith('CONFLICT'),
      );
      const asked = await owner.api.data.eraseWorkspace.mutate({ name: 'Acme' });
      expect(asked.state).toBe('scheduled');
      const days = (Date.parse(asked.dueAt) - Date.now()) / 86_400_000;
      expect(Math.round(days)).toBe(7);
      await expect(owner.api.data.eraseWorkspace.mutate({ name: 'Acme' })).rejects.toMatchObject(
        refusedWith('CONFLICT'),
      );
      await expect(
        stranger.api.data.cancelErasure.mutate({ erasureId: asked.id }),
      ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
      const cancelled = await owner.api.data.cancelErasure.mutate({ erasureId: asked.id });
      expect(cancelled.state).toBe('cancelled');
      const { erasures } = await owner.api.data.erasures.query();
      expect(erasures[0]).toMatchObject({ id: asked.id, state: 'cancelled' });
    });
  });

  describe('retention', () => {
    it('[ASVS 14.2.7] shows before it is saved what it would delete, and then deletes just that', async () => {
      const old = await talk('An old question about returns of an item?');
      const young = await talk('A young question about returns of an item?');
      const { services } = test.platform;
      const longAgo = new Date(Date.now() - 100 * 86_400_000);
      await services.db.system(async (tx) => {
        await tx
          .update(conversations)
          .set({ lastMessageAt: longAgo })
          .where(eq(conversations.id, old.conversationId));
        await tx
          .update(visitors)
          .set({ lastSeenAt: longAgo })
          .where(eq(visitors.id, old.visitorId));
        await tx
          .update(messages)
          .set({ createdAt: longAgo })
          .where(eq(messages.conversationId, old.conversationId));
      });
      const rules = [
        { kind: 'conversations', days: 90 },
        { kind: 'visitors', days: 90 },
      ] as const;
      const preview = await owner.api.data.previewRetention.query({ rules: [...rules] });
      const of = (kind: string) => preview.kinds.find((each) => each.kind === kind);
      expect(of('conversations')).toMatchObject({ days: 90, due: 1 });
      // Their last conversation is still there.
      expect(of('visitors')).toMatchObject({ due: 0 });
      expect(of('answerTraces')).toMatchObject({ days: null, due: 0 });
      expect((await owner.api.data.retention.query()).kinds.map(({ days }) => days)).toEqual(
        preview.kinds.map(() => null),
      );
      await owner.api.data.setRetention.mutate({ rules: [...rules] });
      await until(
        () => owner.api.audit.list.query({ action: 'data.retention-enforced' }),
        ({ items }) => items.length > 0,
      );
      await expect(
        owner.api.conversations.get.query({ conversationId: old.conversationId }),
      ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
      await owner.api.conversations.get.query({ conversationId: young.conversationId });
      const { items } = await owner.api.audit.list.query({ action: 'data.retention-enforced' });
      expect(items[0]?.details?.after).toEqual({ conversations: 1, visitors: 1 });
      const changed = await owner.api.audit.list.query({ action: 'data.retention-changed' });
      expect(changed.items[0]?.details).toMatchObject({
        before: {},
        after: { conversations: 90, visitors: 90 },
      });
      await owner.api.data.setRetention.mutate({ rules: [] });
    });

    it('is refused to who may not, and with a kind named twice', async () => {
      await expect(agent.api.data.setRetention.mutate({ rules: [] })).rejects.toMatchObject(
        refusedWith('FORBIDDEN'),
      );
      const twice = [
        { kind: 'exports', days: 3 },
        { kind: 'exports', days: 5 },
      ] as const;
      await expect(owner.api.data.setRetention.mutate({ rules: [...twice] })).rejects.toMatchObject(
        refusedWith('INVALID_INPUT'),
      );
    });
  });
});
