import path from 'node:path';
import type { Env } from '@platform/shared/env';
import type { RoleClients } from '../access/database.ts';
import { lockDataDir } from '../embedded/lock-data-dir.ts';
import { DataDirError } from '../embedded/make-data-dir.ts';
import { openClients } from '../open-database.ts';

/** The words alone where the data cannot be had, or somebody else has them: a trace of calls would say no more. */
export function lockOrEnd(dataDir: string): () => void {
  try {
    return lockDataDir(dataDir);
  } catch (error) {
    if (!(error instanceof DataDirError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Opens the database alone (an embedded one is locked), does the work, and closes it whatever happens. */
export async function withOwnDatabase(
  env: Env,
  work: (clients: RoleClients) => Promise<void>,
): Promise<void> {
  const release =
    env.DATABASE_URL === undefined ? lockOrEnd(path.resolve(env.DATA_DIR)) : () => undefined;
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
