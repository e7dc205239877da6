import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseRoles } from './protection.ts';
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from './testing/index.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : [
        ['native', () => createNativeTestDatabase(adminUrl)] as [
          string,
          () => Promise<TestDatabase>,
        ],
      ]),
];

/** Tables that belong to no workspace; none of them is within reach of the request role. */
const outsideWorkspaces = [
  'users',
  'accounts',
  'auth_sessions',
  'verification_tokens',
  'second_factors',
  'recovery_codes',
  'known_devices',
  'attempt_counters',
  'leases',
  'erasures',
  'schema_migrations',
];

/** Queues that requests may put something into, and look into never. */
const letterBoxes = ['mail_messages'];

describe.each(databases)('the live catalogue on %s', (_name, create) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.close());

  const tables = () =>
    test.superuser<{ name: string; enabled: boolean; forced: boolean; hasTenant: boolean }[]>`
      select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
          and not a.attisdropped) as "hasTenant"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')`;

  it('forces row-level security on every table of ours', async () => {
    const found = await tables();
    expect(found.length).toBeGreaterThan(15);
    const open = found.filter(
      (table) => table.name !== 'schema_migrations' && !(table.enabled && table.forced),
    );
    expect(open).toEqual([]);
  });

  it('knows every table either by its workspace or as one of none', async () => {
    const strange = (await tables()).filter(
      (table) =>
        !table.hasTenant &&
        table.name !== 'tenants' &&
        !outsideWorkspaces.includes(table.name) &&
        !letterBoxes.includes(table.name),
    );
    expect(strange).toEqual([]);
  });

  it('gives every table of a workspace the policy that compares the workspace', async () => {
    const policies = await test.superuser<{ table: string; qual: string; check: string | null }[]>`
      select tablename as table, qual, with_check as check from pg_policies
      where schemaname = 'public' and ${databaseRoles.app} = any(roles)`;
    const ofTenant = (await tables()).filter((table) => table.hasTenant);
    for (const { name } of ofTenant) {
      const own = policies.filter((policy) => policy.table === name);
      expect(own, name).toHaveLength(1);
      expect(own[0]?.qual, name).toContain('get_current_tenant_id()');
      expect(own[0]?.check, name).toContain('get_current_tenant_id()');
    }
  });

  it('closes tables of no workspace to the request role', async () => {
    const reachable = await test.superuser`
      select table_name from information_schema.role_table_grants
      where grantee = ${databaseRoles.app} and table_name in ${test.superuser(outsideWorkspaces)}`;
    expect([...reachable]).toEqual([]);
  });

  it('lets requests put something into a queue and see nothing of it', async () => {
    const rights = await test.superuser`
      select distinct privilege_type from information_schema.role_table_grants
      where grantee in (${databaseRoles.app}, ${databaseRoles.identity})
        and table_name in ${test.superuser(letterBoxes)}`;
    expect(rights.map((right) => right.privilege_type)).toEqual(['INSERT']);
  });

  it('puts the workspace first in every primary key, and into every reference between its tables', async () => {
    const wrong = await test.superuser`
      select c.conname, c.conrelid::regclass::text as table from pg_constraint c
      join pg_class r on r.oid = c.conrelid
      where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'f')
        and exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'tenant_id')
        and (c.contype = 'p' or exists (
          select from pg_attribute a where a.attrelid = c.confrelid and a.attname = 'tenant_id'))
        and not exists (select from pg_attribute a where a.attrelid = c.conrelid
          and a.attnum = c.conkey[1] and a.attname = 'tenant_id')`;
    expect([...wrong]).toEqual([]);
  });

  it('[ASVS 13.2.2][ASVS 8.4.1] lets none of the four roles past the policies', async () => {
    const powerful = await test.superuser`
      select rolname from pg_roles where rolname in ${test.superuser(Object.values(databaseRoles))}
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`;
    expect([...powerful]).toEqual([]);
  });

  const rightsOn = async (table: string, rights: readonly string[]) => {
    const found = await test.superuser<{ grantee: string; right: string }[]>`
      select grantee, privilege_type as right from information_schema.role_table_grants
      where table_name = ${table} and grantee <> ${databaseRoles.owner} and grantee like 'parley%'
        and privilege_type in ${test.superuser([...rights])} order by 1, 2`;
    return found.map(({ grantee, right }) => `${grantee} ${right}`);
  };

  it.each(['audit_logs', 'audit_chain', 'cost_events'])(
    'lets nobody change or delete what %s says',
    async (table) => {
      expect(await rightsOn(table, ['UPDATE', 'DELETE', 'TRUNCATE'])).toEqual([]);
    },
  );

  it.each(['audit_details', 'audit_subjects', 'audit_pending'])(
    'lets nobody change %s, and no request delete from it',
    async (table) => {
      expect(await rightsOn(table, ['UPDATE', 'DELETE', 'TRUNCATE'])).toEqual([
        `${databaseRoles.system} DELETE`,
      ]);
    },
  );

  it('[ASVS 16.4.2] lets no request link the chain of the audit log, or unlink an entry that waits', async () => {
    expect(await rightsOn('audit_chain', ['INSERT'])).toEqual([`${databaseRoles.system} INSERT`]);
    expect(await rightsOn('audit_pending', ['UPDATE', 'DELETE'])).toEqual([
      `${databaseRoles.system} DELETE`,
    ]);
  });
});
