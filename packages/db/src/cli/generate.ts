import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { grants } from '../grants.ts';
import { databaseRoles } from '../protection.ts';

/**
 * Writes the next migration from the schema and completes it with what drizzle-kit cannot say:
 * FORCE ROW LEVEL SECURITY, grants, and the functions that policies call.
 */
const room = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(room, 'migrations');
const statementBreak = '\n--> statement-breakpoint\n';

const functions = [
  `CREATE FUNCTION get_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  select nullif(current_setting('app.current_tenant_id', true), '')::uuid
$$;`,
  `CREATE FUNCTION get_lookup_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  select nullif(current_setting('app.lookup_id', true), '')::uuid
$$;`,
];

function listMigrations(): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.sql'));
  } catch {
    return [];
  }
}

const before = new Set(listMigrations());
const kit = spawnSync('drizzle-kit', ['generate', ...process.argv.slice(2)], {
  cwd: room,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${path.join(room, 'node_modules/.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
  },
});
if (kit.status !== 0) process.exit(kit.status ?? 1);

for (const name of listMigrations().filter((each) => !before.has(each))) {
  const file = path.join(folder, name);
  const generated = readFileSync(file, 'utf8');
  const created = [...generated.matchAll(/CREATE TABLE "([a-z_]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  const protection = created.flatMap((table) => {
    const granted = grants[table];
    if (granted === undefined) throw new Error(`src/grants.ts says nothing of the table ${table}`);
    return [
      `ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;`,
      ...Object.entries(granted).map(
        ([role, rights]: [string, string]) =>
          `GRANT ${rights} ON "${table}" TO ${databaseRoles[role as keyof typeof databaseRoles]};`,
      ),
    ];
  });
  if (created.includes('outbox')) {
    protection.push(
      `GRANT USAGE ON SEQUENCE "outbox_id_seq" TO ${databaseRoles.app}, ${databaseRoles.system};`,
    );
  }
  const first = before.size === 0 ? functions : [];
  const parts = [...first, generated.trim(), ...protection];
  writeFileSync(file, `${parts.join(statementBreak)}\n`);
  console.log(`completed ${path.relative(room, file)}: ${created.length} new tables protected`);
}
