import path from 'node:path';
import {
  createAuthenticator,
  createSealer,
  type RememberingAuthenticator,
  readSealingKeys,
  rememberActors,
  type Sealer,
} from '@platform/auth';
import { createDatabase, type Database, lockDataDir, migrate, openClients } from '@platform/db';
import type { FileStore } from '@platform/knowledge';
import { createMemoryLog, createRedisLog, type MessageLog } from '@platform/realtime/server';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';
import { Redis } from 'ioredis';
import { openFiles } from '../knowledge/open-files.ts';
import { startMail } from '../mail/start-mail.ts';
import { isVerificationRequired } from '../mail/verification-rule.ts';
import { createOrigins, type Origins } from '../origins.ts';
import { keepSecret } from '../secret.ts';

const redisTimeoutMs = 5_000;
const limitsTimeoutMs = 250;

export interface FoundationOptions {
  readonly env: Env;
  readonly logger: Logger;
  /** Told what takes time at start. */
  onProgress?: (message: string) => void;
}

/** What stands by itself: data, log, files, mail, and who is who. */
export interface Foundation {
  readonly env: Env;
  readonly logger: Logger;
  readonly clients: Awaited<ReturnType<typeof openClients>>;
  readonly db: Database;
  readonly log: MessageLog;
  /** For the limits; `null` counts in memory. */
  readonly redis: Redis | null;
  readonly files: FileStore;
  readonly mail: Awaited<ReturnType<typeof startMail>>;
  readonly secret: string;
  readonly sealer: Sealer;
  readonly authenticator: RememberingAuthenticator;
  readonly origins: Origins;
  /** One process with all of the data: nobody else can be writing. */
  readonly alone: boolean;
  serves(...roles: Env['ROLE'][]): boolean;
  progress(message: string): void;
}

/** Ends what was opened, the last first. */
export type Closers = (() => Promise<void> | void)[];

/**
 * Opens everything that variables name and their embedded defaults. What was opened is in `closers`,
 * also where a later part fails.
 */
export async function openFoundation(
  options: FoundationOptions,
  closers: Closers,
): Promise<Foundation> {
  const { env, logger } = options;
  const progress = options.onProgress ?? (() => undefined);
  const serves = (...roles: Env['ROLE'][]) => env.ROLE === 'all' || roles.includes(env.ROLE);
  const embedded = env.DATABASE_URL === undefined;
  if (embedded) closers.push(lockDataDir(path.resolve(env.DATA_DIR)));
  progress(embedded ? 'Opening the embedded database' : 'Connecting to PostgreSQL');
  const clients = await openClients(env);
  closers.push(() => clients.close());
  const migrations = await blame('DATABASE_URL_OWNER', () => migrate(clients));
  logger.info({ migrations, kind: clients.kind }, 'database is up to date');
  const db = createDatabase(clients);

  const log =
    env.REDIS_URL === undefined
      ? createMemoryLog()
      : createRedisLog({ url: env.REDIS_URL, logger });
  closers.push(() => log.close());
  await blame('REDIS_URL', () => log.ready(redisTimeoutMs));
  const redis =
    env.REDIS_URL === undefined
      ? null
      : new Redis(env.REDIS_URL, {
          maxRetriesPerRequest: 1,
          enableOfflineQueue: false,
          // A server that hangs must not hang every request: the limits then count in memory.
          commandTimeout: limitsTimeoutMs,
        });
  redis?.on('error', (error) => logger.debug({ err: error }, 'redis of the limits'));
  if (redis !== null) closers.push(() => redis.disconnect());

  const secret = env.APP_SECRET ?? keepSecret(path.resolve(env.DATA_DIR));
  const sealer = createSealer(readSealingKeys(env.ENCRYPTION_KEYS, secret));
  const authenticator = rememberActors(
    createAuthenticator({
      db,
      secret,
      emailVerificationRequired: isVerificationRequired(env),
    }),
  );
  const origins = createOrigins(env);
  const files = await openFiles(env);
  const place = env.S3_ENDPOINT === undefined ? 'DATA_DIR' : 'S3_ENDPOINT and its keys';
  await blame(place, () => files.check());
  const mail = await blame('SMTP_URL', () =>
    startMail({
      env,
      db,
      logger,
      sealer,
      sends: serves('worker'),
      publicOrigin: () => origins.public(),
    }),
  );
  closers.push(() => mail.close());
  return {
    env,
    logger,
    clients,
    db,
    log,
    redis,
    files,
    mail,
    secret,
    sealer,
    authenticator,
    origins,
    alone: embedded,
    serves,
    progress,
  };
}

/** What was set and does not work is named by the variable it was set with. */
async function blame<Result>(variable: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${variable}: ${reason}`, { cause });
  }
}
