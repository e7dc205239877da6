import path from 'node:path';
import type { Env } from '@platform/shared/env';
import { connectEmbedded, connectPostgres } from './access/connect.ts';
import type { RoleClients } from './access/database.ts';

/** Opens what the environment names: native PostgreSQL, or PGlite under the data directory. */
export async function openClients(env: Env): Promise<RoleClients> {
  const { DATABASE_URL: app, DATABASE_URL_OWNER: owner } = env;
  const { DATABASE_URL_IDENTITY: identity, DATABASE_URL_SYSTEM: system } = env;
  if (app === undefined || owner === undefined || identity === undefined || system === undefined) {
    return connectEmbedded(path.join(path.resolve(env.DATA_DIR), 'database'));
  }
  return connectPostgres({ app, owner, identity, system }, env.DATABASE_POOL_SIZE);
}
