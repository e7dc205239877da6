import postgres from 'postgres';
import { startEmbeddedServer } from '../embedded/embedded-server.ts';
import type { DatabaseRole } from '../protection.ts';
import type { RoleClients } from './database.ts';

const quiet = { onnotice: () => undefined } as const;

/**
 * Native PostgreSQL, one URL for each role. Statements are not prepared by name, so PgBouncer in
 * transaction mode can stand between.
 */
export function connectPostgres(
  urls: Readonly<Record<DatabaseRole, string>>,
  poolSize: number,
): RoleClients {
  const open = (url: string, max: number) =>
    postgres(url, { ...quiet, max, prepare: false, connect_timeout: 10, idle_timeout: 60 });
  const clients = {
    owner: open(urls.owner, 1),
    identity: open(urls.identity, poolSize),
    app: open(urls.app, poolSize),
    system: open(urls.system, poolSize),
  };
  return {
    kind: 'postgres',
    clients,
    switchRole: false,
    close: async () => {
      await Promise.all(Object.values(clients).map((client) => client.end({ timeout: 5 })));
    },
  };
}

/**
 * The embedded database: one backend, hence one connection whose transactions queue, each under the
 * role it needs. `dataDir` undefined keeps everything in memory.
 */
export async function connectEmbedded(dataDir: string | undefined): Promise<RoleClients> {
  const server = await startEmbeddedServer(dataDir);
  const options = {
    ...quiet,
    max: 1,
    database: 'postgres',
    username: 'postgres',
    idle_timeout: 0,
    max_lifetime: null,
    socket: () => server.connect(),
  };
  const client = postgres(options as postgres.Options<Record<string, never>>);
  return {
    kind: 'embedded',
    clients: { owner: client, identity: client, app: client, system: client },
    switchRole: true,
    close: async () => {
      await client.end({ timeout: 5 });
      await server.close();
    },
  };
}
