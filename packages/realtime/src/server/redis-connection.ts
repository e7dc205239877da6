import { Redis } from 'ioredis';

import { LogUnavailableError } from './log.ts';
import type { RealtimeLogger } from './ports.ts';
import { forgetScript, publishScript, readScript } from './redis-scripts.ts';

/** One life of a connection to one life of a Redis server. */
export interface RedisLine {
  /**
   * Names the life of the server process. Whatever a server remembers from before its start may lack
   * the newest entries (an old snapshot, a replica that lagged), so nothing is carried over from one
   * life to the next: the keys of each carry its name, and those of dead ones expire.
   */
  readonly run: string;
  readonly publishSha: string;
  readonly readSha: string;
  readonly forgetSha: string;
}

export interface RedisConnectionOptions {
  readonly url: string;
  readonly logger: RealtimeLogger;
  /** The connection stands: subscriptions have to be made anew. */
  onUp(line: RedisLine): void;
  onMessage(channel: string, message: string): void;
}

export interface RedisConnection {
  readonly redis: Redis;
  /** The line while it stands. Throws `LogUnavailableError` while it does not. */
  line(): RedisLine;
  isUp(): boolean;
  /** Resolves when the line stands; rejects with the reason why it does not after the timeout. */
  ready(timeoutMs: number): Promise<void>;
  /** Drops a line, if it still stands, and makes a new one. */
  restart(line: RedisLine): void;
  close(): void;
}

// A server that does not answer for this long is as good as gone; commands fail and the line is made
// anew. Two seconds are long for a server on the same network and short within the five that a change
// of rights may take.
const commandTimeoutMs = 2_000;
const healthCheckMs = 1_000;

/**
 * One connection for commands and subscriptions both, which RESP3 allows, so that what is subscribed,
 * read and announced comes in one order. Commands are never queued or sent again behind the caller's
 * back: after a cut the caller decides.
 */
export function connectRedis(options: RedisConnectionOptions): RedisConnection {
  const { logger } = options;
  let current: RedisLine | undefined;
  let closed = false;
  let lastError: unknown;
  const waiting = new Set<() => void>();

  const redis = new Redis(options.url, {
    protocol: 3,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    retryStrategy: () => 50 + Math.random() * 450,
  });
  redis.on('error', (error) => {
    lastError = error;
    logger.debug({ err: error }, 'redis connection failed');
  });
  redis.on('close', () => {
    if (current !== undefined) logger.warn({}, 'redis connection lost');
    current = undefined;
  });
  redis.on('message', options.onMessage);
  redis.on('ready', () => {
    open().catch((error: unknown) => {
      lastError = error;
      logger.warn({ err: error }, 'redis connection could not be opened');
      drop();
    });
  });

  async function open(): Promise<void> {
    const [info, publishSha, readSha, forgetSha] = await Promise.all([
      redis.info('server'),
      redis.script('LOAD', publishScript),
      redis.script('LOAD', readScript),
      redis.script('LOAD', forgetScript),
    ]);
    const run = /^run_id:(\w{12})/m.exec(info)?.[1];
    if (run === undefined) throw new Error('INFO of Redis has no run_id.');
    if (closed) return;
    current = {
      run,
      publishSha: String(publishSha),
      readSha: String(readSha),
      forgetSha: String(forgetSha),
    };
    logger.info({ run }, 'redis connection stands');
    options.onUp(current);
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  function drop(): void {
    current = undefined;
    redis.disconnect(true);
  }

  const health = setInterval(() => {
    if (current === undefined) return;
    redis.ping().catch((error: unknown) => {
      logger.warn({ err: error }, 'redis does not answer');
      if (current !== undefined) drop();
    });
  }, healthCheckMs);
  health.unref();

  return {
    redis,
    line() {
      if (current === undefined) throw new LogUnavailableError('Redis is not connected.');
      return current;
    },
    isUp: () => current !== undefined,
    async ready(timeoutMs) {
      if (current !== undefined) return;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(resolve);
          const message = `Redis cannot be used: ${String(lastError ?? 'no answer')}`;
          reject(new LogUnavailableError(message, { cause: lastError }));
        }, timeoutMs);
        waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    restart(line) {
      if (line === current) drop();
    },
    close() {
      closed = true;
      current = undefined;
      clearInterval(health);
      redis.disconnect();
    },
  };
}
