import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { RoleClients } from '../access/database.ts';
import { databaseRoles } from '../protection.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
const rolesFile = fileURLToPath(new URL('./roles.sql', import.meta.url));

/** Creates the four roles and the vector extension; needs a superuser. Safe to run again. */
export async function createRoles(superuser: RoleClients['clients']['owner']): Promise<void> {
  await superuser.unsafe(await readFile(rolesFile, 'utf8')).simple();
}

/**
 * Brings the schema forward as role owner and returns how many migrations were applied. All of them
 * run in one transaction under a lock that ends with it, so several processes may start at once.
 * (Drizzle's own migrator opens its transaction itself, where no lock or role can be taken.)
 */
export async function migrate(source: RoleClients): Promise<number> {
  if (source.kind === 'embedded') await createRoles(source.clients.owner);
  const files = readMigrationFiles({ migrationsFolder });
  return source.clients.owner.begin(async (tx) => {
    if (source.switchRole) await tx`select set_config('role', ${databaseRoles.owner}, true)`;
    await tx`select pg_advisory_xact_lock(hashtext('parley migrations'))`;
    await tx`create table if not exists schema_migrations (
      created bigint primary key, hash text not null, applied_at timestamptz not null default now())`;
    const applied = await tx<{ created: string }[]>`select created from schema_migrations`;
    const known = new Set(applied.map((row) => Number(row.created)));
    const missing = files.filter((file) => !known.has(file.folderMillis));
    for (const file of missing) {
      for (const statement of file.sql) await tx.unsafe(statement);
      await tx`insert into schema_migrations (created, hash) values (${file.folderMillis}, ${file.hash})`;
    }
    return missing.length;
  });
}
