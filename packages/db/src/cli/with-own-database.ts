import path from 'node:path';
import type { Env } from '@platform/shared/env';
import type { RoleClients } from '../access/database.ts';
import { lockDataDir } from '../embedded/lock-data-dir.ts';
import { openClients } from '../open-database.ts';

/** Opens the database alone (an embedded one is locked), does the work, and closes it whatever happens. */
export async function withOwnDatabase(
  env: Env,
  work: (clients: RoleClients) => Promise<void>,
): Promise<void> {
  const release =
    env.DATABASE_URL === undefined ? lockDataDir(path.resolve(env.DATA_DIR)) : () => undefined;
  try {
    const clients = await openClients(env);
    try {
      await work(clients);
    } finally {
      await clients.close();
    }
  } finally {
    release();
  }
}
