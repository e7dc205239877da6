import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createNativeTestDatabase } from '@platform/db/testing';
import { hasRedisServer, type RedisServer, startRedisServer } from '@platform/realtime/testing';
import { Instance, type InstanceOptions, stablePort } from './instance.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? '';

/** Whether instances can share a native PostgreSQL and a Redis here; tests that need it skip by name. */
export const hasServers = adminUrl !== '' && hasRedisServer();

/** A PostgreSQL database and a Redis of their own, for any number of instances. */
export interface Cluster {
  readonly redis: RedisServer;
  /** A new instance on a port and in a directory of its own, which is not started yet. */
  instance(
    given?: Pick<InstanceOptions, 'role'> & { variables?: Record<string, string> },
  ): Promise<Instance>;
  /** Ends every instance, then what they shared. */
  close(): Promise<void>;
}

export async function openCluster(shared: Record<string, string> = {}): Promise<Cluster> {
  const home = await mkdtemp(path.join(tmpdir(), 'parley-cluster-'));
  const [database, redis] = await Promise.all([
    createNativeTestDatabase(adminUrl),
    startRedisServer(),
  ]);
  const { urls } = database;
  if (urls === undefined) throw new Error('The native database has no addresses.');
  const instances: Instance[] = [];
  return {
    redis,
    async instance(given = {}) {
      const instance = new Instance({
        port: await stablePort(),
        // One place for files, as one bucket would be.
        dataDir: home,
        role: given.role ?? 'all',
        variables: {
          DATABASE_URL: urls.app,
          DATABASE_URL_OWNER: urls.owner,
          DATABASE_URL_IDENTITY: urls.identity,
          DATABASE_URL_SYSTEM: urls.system,
          DATABASE_POOL_SIZE: '4',
          REDIS_URL: redis.url,
          APP_SECRET: 'a secret that all instances of a test share',
          ...shared,
          ...given.variables,
        },
      });
      instances.push(instance);
      return instance;
    },
    async close() {
      // A hung Redis is let go first, so that nobody waits for it.
      redis.resume();
      await Promise.all(instances.map((each) => each.kill()));
      await Promise.all([database.close(), redis.dispose()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}
