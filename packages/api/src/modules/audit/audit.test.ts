import { PlatformError } from '@platform/api-contract/errors';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
  until,
} from '../../testing/index.ts';
import { csvCell } from './export-audit.ts';

const refusedWith = (error: string) => ({ data: { error } });

describe.each(testDatabases)('the audit log on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let viewer: TestMember;
  let stranger: TestMember;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
    stranger = await test.signUp('Other');
    viewer = await test.join(owner, 'viewer');
    for (const name of ['Acme One', 'Acme Two', 'Acme Three']) {
      await owner.api.workspaces.update.mutate({ name });
    }
  });
  afterAll(() => test.close());

  const sealed = (who = owner) =>
    until(
      () => who.api.audit.verify.query(),
      ({ waiting, state }) => waiting === 0 || state === 'broken',
    );
  const flush = () => test.platform.services.refusals.flush();
  const get = (path: string, who = owner) => fetch(test.origin + path, { headers: who.headers() });

  describe('ok', () => {
    it('[ASVS 16.2.1] says who did what to what, from where, and what was before', async () => {
      const { items } = await owner.api.audit.list.query({ action: 'workspace.updated', limit: 2 });
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({
        severity: 'notice',
        actor: { kind: 'user', id: owner.userId, name: 'Ada Example', erased: false },
        target: { kind: 'tenant', id: owner.tenantId },
        details: { before: { name: 'Acme Two' }, after: { name: 'Acme Three' }, count: 1 },
      });
      expect(items[0]?.details?.address).toMatch(/127\.0\.0\.1|::1/);
    });

    it('pages by what was seen last, also while entries come', async () => {
      const first = await owner.api.audit.list.query({ action: 'workspace.', limit: 2 });
      await owner.api.workspaces.update.mutate({ name: 'Acme Four' });
      const { nextCursor: cursor } = first;
      const next = await owner.api.audit.list.query({
        action: 'workspace.',
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(next.items.map(({ details }) => details?.after)).toContainEqual({ name: 'Acme One' });
      const ids = [...first.items, ...next.items].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('is narrowed to who, to what, severity and time', async () => {
      const by = (filter: Parameters<typeof owner.api.audit.list.query>[0]) =>
        owner.api.audit.list.query(filter).then(({ items }) => items);
      const all = await by({});
      expect(await by({ actor: owner.userId })).not.toEqual([]);
      expect(await by({ actor: newId('user') })).toEqual([]);
      const { pseudonym } = all[0]?.actor ?? { pseudonym: null };
      expect(await by({ actor: pseudonym ?? '' })).toHaveLength(
        (await by({ actor: owner.userId })).length,
      );
      expect((await by({ target: owner.userId })).map(({ action }) => action)).toContain(
        'user.signed-up',
      );
      expect(await by({ severity: 'critical' })).toEqual([]);
      expect(await by({ to: all.at(-1)?.createdAt })).toEqual([]);
      expect(await by({ from: all.at(-1)?.createdAt })).toHaveLength(all.length);
      expect(await by({ action: 'work%' })).toEqual([]);
      const facets = await owner.api.audit.facets.query();
      expect(facets.actions).toEqual(['user.signed-up', 'workspace.updated']);
      expect(facets.actors).toContainEqual({ id: owner.userId, name: 'Ada Example' });
    });

    it('is chained: intact up to its last entry, and its head goes on from the one before', async () => {
      const before = await sealed();
      expect(before).toMatchObject({ state: 'intact', broken: null, erased: 0 });
      await owner.api.workspaces.update.mutate({ name: 'Acme Five' });
      const after = await until(
        () => owner.api.audit.verify.query(),
        ({ length }) => length > before.length,
      );
      expect(after).toMatchObject({ state: 'intact', length: before.length + 1 });
      expect(after.headHash).not.toBe(before.headHash);
    });

    it('comes as a table in which nothing is computed, and as lines with their chain', async () => {
      await owner.api.workspaces.update.mutate({ name: '=HYPERLINK("https://evil.example")' });
      const csv = await get('/export/audit.csv?action=workspace.updated');
      expect(csv.status).toBe(200);
      expect(csv.headers.get('content-disposition')).toMatch(/^attachment; .*audit-.*\.csv/);
      expect(csv.headers.get('cache-control')).toBe('private, no-store');
      const text = await csv.text();
      expect(text.split('\r\n')[0]).toContain('sequence,time,action');
      expect(text).toContain('Acme Five');
      await sealed();
      const lines = (await (await get('/export/audit.jsonl')).text()).trim().split('\n');
      const parsed = lines.map((line) => JSON.parse(line) as { sequence: number });
      expect(parsed.map(({ sequence }) => sequence)).toEqual(parsed.map((_, index) => index + 1));
      const { items } = await owner.api.audit.list.query({ action: 'audit.exported' });
      expect(items.map(({ details }) => details?.after)).toEqual([
        { format: 'jsonl' },
        { format: 'csv', filter: { action: 'workspace.updated' } },
      ]);
    });
  });

  describe('refusals', () => {
    it('[ASVS 16.3.2] of a member are written down, joined, and never more than a few', async () => {
      for (let times = 0; times < 12; times += 1) {
        await expect(viewer.api.audit.list.query({})).rejects.toMatchObject(
          refusedWith('FORBIDDEN'),
        );
      }
      await flush();
      const { items } = await owner.api.audit.list.query({ action: 'refused.forbidden' });
      expect(items.map(({ details }) => details?.count)).toEqual([11, 1]);
      expect(items[0]).toMatchObject({
        severity: 'warning',
        actor: { kind: 'user', id: viewer.userId },
        details: { after: { procedure: 'audit.list' } },
      });
    });

    it('[ASVS 16.3.3] of a script that tries everything are joined over the workspace', async () => {
      for (let each = 0; each < 90; each += 1) {
        test.platform.services.refusals.note(
          { path: `made.up${each}`, permission: 'workspace.read' },
          {
            id: 'r',
            address: '127.0.0.1',
            userAgent: undefined,
            workspace: viewer.tenantId,
          } as never,
          {
            kind: 'user',
            userId: viewer.userId,
            name: 'A viewer',
            memberships: [{ tenantId: viewer.tenantId }],
          } as never,
          new PlatformError('FORBIDDEN'),
        );
      }
      await flush();
      const { items } = await owner.api.audit.list.query({ action: 'refused.many' });
      expect(items).toHaveLength(1);
      expect(items[0]?.details?.count).toBeGreaterThan(25);
    });

    it('of strangers leave nothing', async () => {
      const count = async () => (await owner.api.audit.list.query({ limit: 100 })).items.length;
      const before = await count();
      const there = { ...stranger.headers(), 'x-workspace': owner.tenantId };
      await expect(test.anonymous(there).audit.list.query({})).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
      await expect(test.anonymous().audit.list.query({})).rejects.toMatchObject(
        refusedWith('UNAUTHENTICATED'),
      );
      await flush();
      expect(await count()).toBe(before);
    });

    it('[ASVS 16.3.1] to sign in are told to the workspaces of the account, with where they came from', async () => {
      const wrong = { email: owner.email, password: 'not the right words' };
      await expect(test.anonymous().auth.signIn.mutate(wrong)).rejects.toMatchObject(
        refusedWith('WRONG_CREDENTIALS'),
      );
      await expect(
        test.anonymous().auth.signIn.mutate({ ...wrong, email: 'nobody@example.com' }),
      ).rejects.toMatchObject(refusedWith('WRONG_CREDENTIALS'));
      await flush();
      const { items } = await owner.api.audit.list.query({ action: 'refused.wrong-credentials' });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        actor: { kind: 'anonymous', id: null },
        target: { kind: 'user', id: owner.userId },
        details: { address: expect.stringMatching(/127\.0\.0\.1|::1/) },
      });
    });
  });

  describe('forbidden', () => {
    it.each(['/export/audit.csv', '/export/audit.jsonl'])('%s for a viewer', async (path) => {
      expect((await get(path, viewer)).status).toBe(403);
    });
    it('to read for a viewer, and absent for a stranger', async () => {
      await expect(viewer.api.audit.verify.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'));
      const { items } = await stranger.api.audit.list.query({});
      expect(items.map(({ actor }) => actor.id)).toEqual(items.map(() => stranger.userId));
    });
  });

  describe('other workspace', () => {
    it('has a chain of its own that begins at one', async () => {
      const chain = await sealed(stranger);
      const { items } = await stranger.api.audit.list.query({});
      expect(chain).toMatchObject({ state: 'intact', length: items.length });
    });
  });
});

describe('[A53][ASVS 1.2.10] a cell of a table', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '＠A',
    '\u200b=1',
    '=cmd|"/c calc"!A0',
  ])('%j is text', (text) => {
    const cell = csvCell(text);
    const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(inner).toBe(`'${text}`);
  });
  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    [null, ''],
    [-3, '-3'],
    ['2026-11-20', '2026-11-20'],
  ])('%j is %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});
