import { newId } from '@platform/shared/ids';
import postgres from 'postgres';
import { connectEmbedded, connectPostgres } from '../access/connect.ts';
import { createDatabase, type Database, type RoleClients } from '../access/database.ts';
import { createRoles, migrate } from '../migrate/migrate.ts';
import { type DatabaseRole, databaseRoles } from '../protection.ts';
import { tenants } from '../schema/index.ts';
import { temporaryDatabase } from './template.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly source: RoleClients;
  /** A superuser's client, to look behind the policies; undefined where the queue is the only way. */
  readonly superuser: postgres.Sql;
  /** One per role, for a process of its own; undefined for the embedded database. */
  readonly urls?: Readonly<Record<DatabaseRole, string>>;
  createTenant(name?: string): Promise<string>;
  close(): Promise<void>;
}

/** A fresh, migrated database: PGlite, with the roles of a real one. */
export async function createEmbeddedTestDatabase(): Promise<TestDatabase> {
  const { directory, remove } = await temporaryDatabase();
  const source = await connectEmbedded(directory);
  return describe(source, source.clients.owner, async () => {
    await source.close();
    await remove();
  });
}

/**
 * A fresh, migrated database on the native server that `TEST_DATABASE_ADMIN_URL` names (a superuser
 * there), with one login per role; dropped at close.
 */
export async function createNativeTestDatabase(
  adminUrl: string,
  poolSize = 5,
): Promise<TestDatabase> {
  const name = `parley_test_${newId('tenant').slice(4)}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const own = (user?: string) => {
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    if (user !== undefined) {
      url.username = user;
      url.password = 'test';
    }
    return url.toString();
  };
  const superuser = postgres(own(), { max: 2, onnotice: () => undefined });
  // Roles belong to the whole server; files that start together must not create them at once.
  await superuser.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('parley test roles'))`;
    await createRoles(tx as unknown as postgres.Sql);
    for (const role of Object.values(databaseRoles)) {
      await tx.unsafe(`alter role ${role} login password 'test'`);
    }
  });
  const urls = {
    owner: own(databaseRoles.owner),
    identity: own(databaseRoles.identity),
    app: own(databaseRoles.app),
    system: own(databaseRoles.system),
  };
  const source = connectPostgres(urls, poolSize);
  await migrate(source);
  const close = async () => {
    await source.close();
    await superuser.end({ timeout: 5 });
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end({ timeout: 5 });
  };
  return { ...describe(source, superuser, close), urls };
}

function describe(
  source: RoleClients,
  superuser: postgres.Sql,
  close: () => Promise<void>,
): TestDatabase {
  const database = createDatabase(source);
  return {
    database,
    source,
    superuser,
    close,
    async createTenant(name = 'Acme') {
      const id = newId('tenant');
      await database.system((tx) => tx.insert(tenants).values({ id, name }));
      return id;
    },
  };
}

export { type InterleaveResult, interleave } from './interleave.ts';
export { copyTemplate } from './template.ts';
