import { rmSync } from 'node:fs';
import path from 'node:path';
import { readEnv } from '@platform/shared/env';
import { migrate } from '../migrate/migrate.ts';
import { lockOrEnd, withOwnDatabase } from './with-own-database.ts';

/**
 * `pnpm db:reset`: deletes everything of the embedded defaults (database, files, demo account) and
 * makes an empty, migrated database. A database named by DATABASE_URL is never touched.
 */
const env = readEnv();
const dataDir = path.resolve(env.DATA_DIR);
if (env.DATABASE_URL === undefined) {
  const release = lockOrEnd(dataDir);
  for (const name of ['database', 'files', 'demo-account.json']) {
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  release();
  await withOwnDatabase(env, async (clients) => {
    await migrate(clients);
  });
  console.log(`Reset ${dataDir}. The next start makes a new demo workspace.`);
} else {
  console.error('DATABASE_URL is set: drop and create that database with its own tools.');
  process.exitCode = 1;
}
