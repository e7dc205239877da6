import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeAudit } from './audit.queries.ts';
import { detailsDigest } from './chain.ts';
import { exportAsJsonLines } from './export-audit.ts';
import { sealEntries } from './seal-audit.queries.ts';
import { verifyChain } from './verify-chain.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : [['native', () => createNativeTestDatabase(adminUrl)] satisfies (typeof databases)[number]]),
];

describe.each(databases)('the chain on %s', (_name, create) => {
  let test: TestDatabase;
  let tenantId: string;
  const actor = { userId: newId('user'), name: 'Ada' };

  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    tenantId = await test.createTenant();
    for (let index = 0; index < 5; index += 1) await write(`thing-${index}`);
    await seal();
  });

  const write = (name: string) =>
    test.database.tenant(tenantId, (tx) =>
      writeAudit(
        tx,
        { tenantId, auditAction: 'thing.changed', actor },
        { target: newId('document'), after: { name } },
      ),
    );
  const seal = () => test.database.system((tx) => sealEntries(tx, 500));
  const verify = () => verifyChain(test.database, tenantId);
  const uuid = () =>
    test.superuser<
      { id: string }[]
    >`select id from tenants order by created_at desc, id desc limit 1`;
  /** What somebody could do who has got past every role and policy. */
  const tamper = async (change: (tenant: string) => Promise<unknown>) => {
    const [row] = await uuid();
    await change(row?.id ?? '');
    return verify();
  };

  it('holds, goes on, and is the same for whoever looks again', async () => {
    const first = await verify();
    expect(first).toMatchObject({ state: 'intact', length: 5, waiting: 0, erased: 0 });
    await write('later');
    expect(await verify()).toMatchObject({ length: 5, waiting: 1, headHash: first.headHash });
    await seal();
    expect(await verify()).toMatchObject({ state: 'intact', length: 6, waiting: 0 });
  });

  it('is sealed once by many at once', async () => {
    for (let index = 0; index < 20; index += 1) await write(`more-${index}`);
    await Promise.all(Array.from({ length: 8 }, () => seal()));
    await seal();
    expect(await verify()).toMatchObject({ state: 'intact', length: 25, waiting: 0 });
  });

  it('[ASVS 16.4.2] breaks where an entry is changed', async () => {
    const found = await tamper(
      (tenant) => test.superuser`
        update audit_logs set action = 'thing.innocent' where tenant_id = ${tenant}
          and id = (select entry_id from audit_chain where tenant_id = ${tenant} and seq = 3)`,
    );
    expect(found.broken).toMatchObject({ sequence: 3, reason: 'entry-changed' });
  });

  it('breaks where an entry is removed, and where its link is too', async () => {
    const found = await tamper(
      (tenant) => test.superuser`
        delete from audit_logs where tenant_id = ${tenant}
          and id = (select entry_id from audit_chain where tenant_id = ${tenant} and seq = 2)`,
    );
    expect(found.broken).toMatchObject({ sequence: 2, reason: 'entry-missing' });
    const without = await tamper(
      (tenant) => test.superuser`delete from audit_chain where tenant_id = ${tenant} and seq = 2`,
    );
    expect(without.broken).toMatchObject({ sequence: 2, reason: 'gap' });
  });

  it('breaks where the details say something else than they did', async () => {
    const found = await tamper(
      (tenant) => test.superuser`
        update audit_details set details = replace(details, 'thing-1', 'thing-9')
          where tenant_id = ${tenant}`,
    );
    expect(found.broken).toMatchObject({ sequence: 2, reason: 'details-changed' });
  });

  it('breaks where a link was made again', async () => {
    const found = await tamper(
      (tenant) => test.superuser`
        update audit_chain set hash = repeat('0', 64) where tenant_id = ${tenant} and seq = 4`,
    );
    expect(found.broken).toMatchObject({ sequence: 4, reason: 'link-changed' });
  });

  it('breaks where an entry was slipped in', async () => {
    const found = await tamper(
      (tenant) => test.superuser`
        insert into audit_logs (tenant_id, id, action, actor_kind, details_digest)
        values (${tenant}, gen_random_uuid(), 'thing.invented', 'system', 'x')`,
    );
    expect(found.broken).toMatchObject({ reason: 'entry-unlinked' });
  });

  it('[A55] holds when people and details are erased', async () => {
    const found = await tamper(async (tenant) => {
      await test.superuser`delete from audit_details where tenant_id = ${tenant}`;
      await test.superuser`delete from audit_subjects where tenant_id = ${tenant}`;
    });
    expect(found).toMatchObject({ state: 'intact', length: 5, erased: 5 });
  });

  it('comes with all that is needed to verify it elsewhere', async () => {
    let text = '';
    for await (const part of exportAsJsonLines(test.database, tenantId)) text += part;
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(lines).toHaveLength(5);
    expect(lines.map(({ previousHash }) => previousHash).slice(1)).toEqual(
      lines.map(({ hash }) => hash).slice(0, -1),
    );
    for (const { entry = '', salt = '', details = '' } of lines) {
      const fields = JSON.parse(entry) as string[];
      expect(fields.at(-1)).toBe(detailsDigest(salt, details));
    }

    const guide = new URL('../../../../../docs/guides/audit-log.md', import.meta.url);
    const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(guide, 'utf8')) ?? [];
    const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-verify-'));
    const run = async (content: string) => {
      await writeFile(path.join(folder, 'verify.mjs'), program);
      await writeFile(path.join(folder, 'audit.jsonl'), content);
      return spawnSync(process.execPath, ['verify.mjs', 'audit.jsonl'], { cwd: folder });
    };
    try {
      const sound = await run(text);
      expect(sound.stdout.toString()).toBe(
        `intact: 5 entries, 0 without details, head ${lines.at(-1)?.hash}\n`,
      );
      const changed = await run(text.replace('thing-3', 'thing-9'));
      expect(changed.stderr.toString()).toBe('broken at 4: the details were changed\n');
      const cut = await run(text.split('\n').toSpliced(1, 1).join('\n'));
      expect(cut.stderr.toString()).toBe('broken at 2: an entry is missing\n');
      expect([sound.status, changed.status, cut.status]).toEqual([0, 1, 1]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('entries of before the chain', () => {
  it('are carried over: people by pseudonym, what they did as it was, and they can be sealed', async () => {
    const test = await createEmbeddedTestDatabase();
    try {
      const tenantId = await test.createTenant();
      const [tenant] = await test.superuser<{ id: string }[]>`select id from tenants`;
      // The table as it was, with one entry of each kind, brought forward by the migration itself.
      const columns = ['actor_id text', 'before jsonb', 'after jsonb', 'address text'];
      for (const column of columns)
        await test.superuser.unsafe(`alter table audit_logs add ${column}`);
      await test.superuser`alter table audit_logs alter details_digest drop not null`;
      // The migration forces the policies of its new tables when it has filled them.
      for (const table of ['audit_subjects', 'audit_details', 'audit_pending']) {
        await test.superuser.unsafe(`alter table ${table} no force row level security`);
      }
      const [user, visitor] = [newId('user'), newId('visitor')];
      const add = (target: string) => test.superuser`
        insert into audit_logs (tenant_id, id, action, actor_kind, actor_id, target, before, after, address)
        values (${tenant?.id ?? ''}, gen_random_uuid(), 'old.action', 'user', ${user}, ${target},
          '{"name":"A"}', '{"name":"B"}', '203.0.113.9')`;
      const conversation = newId('conversation');
      for (const target of [user, visitor, conversation, 'ada@example.com']) await add(target);
      const migration = new URL(
        '../../../../db/migrations/0006_audit_chain_and_personal_data.sql',
        import.meta.url,
      );
      const statements = readFileSync(migration, 'utf8').split('--> statement-breakpoint');
      const from = statements.findIndex((each) => each.includes('Entries of before'));
      const to = statements.findIndex((each) => each.includes('"details_digest" SET NOT NULL'));
      await test.superuser.begin(async (tx) => {
        await tx`set local role parley_owner`;
        for (const statement of statements.slice(from, to + 2)) await tx.unsafe(statement);
      });
      await test.database.system((tx) => sealEntries(tx, 100));
      expect(await verifyChain(test.database, tenantId)).toMatchObject({
        state: 'intact',
        length: 4,
        erased: 0,
      });
      const kept = await test.superuser<{ row: string }[]>`
        select row_to_json(l)::text as row from (
          select action, actor, target_kind, target, details_digest from audit_logs) l`;
      const log = kept.map(({ row }) => row).join('\n');
      for (const personal of [user, visitor, 'ada@example.com', '203.0.113.9']) {
        expect(log).not.toContain(personal);
      }
      expect(log).toContain(conversation);
      const subjects = await test.superuser<{ kind: string; id: string }[]>`
        select kind, subject_id as id from audit_subjects order by kind`;
      expect(subjects.map(({ kind, id }) => [kind, id])).toEqual([
        ['other', 'ada@example.com'],
        ['user', user],
        ['visitor', visitor],
      ]);
      const [details] = await test.superuser<
        { details: string }[]
      >`select details from audit_details`;
      expect(JSON.parse(details?.details ?? '')).toMatchObject({
        before: { name: 'A' },
        after: { name: 'B' },
        address: '203.0.113.9',
      });
    } finally {
      await test.close();
    }
  });
});
