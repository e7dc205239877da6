import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '../protocol.ts';
import {
  defaultLogLimits,
  type LogLimits,
  type LogPage,
  LogUnavailableError,
  type MessageLog,
  type OutgoingMessage,
  serializeMessage,
} from './log.ts';
import type { RealtimeLogger } from './ports.ts';
import { connectRedis, type RedisLine } from './redis-connection.ts';
import { parseAnnouncement, parseStreamReply } from './redis-replies.ts';
import { RedisTopic } from './redis-topic.ts';

export interface RedisLogOptions extends Partial<LogLimits> {
  /** `redis:` or `rediss:`: one primary (no Redis Cluster), version 6 or newer. */
  readonly url: string;
  readonly logger: RealtimeLogger;
  /** Keeps several installations on one server apart. */
  readonly keyPrefix?: string;
}

/**
 * The log on Redis Streams, for any number of processes. One script appends to a topic's stream and
 * announces the same messages on the channel of that name, so that in the usual way a reader is pushed
 * what it needs without asking; the stream is read where somebody begins, comes back or sees a gap.
 * Blocking reads over all streams would name every followed topic again for each message.
 */
export function createRedisLog(options: RedisLogOptions): MessageLog {
  const { logger, keyPrefix = 'rt' } = options;
  const limits: LogLimits = { ...defaultLogLimits, ...options };
  const topics = new Map<string, RedisTopic>();
  const batches = new Map<string, { pairs: string[]; sent: Promise<void> }>();

  const connection = connectRedis({
    url: options.url,
    logger,
    onUp(line) {
      for (const [name, topic] of topics) {
        sync(line, name, topic).catch((error: unknown) => {
          logger.warn({ err: error }, 'redis topic could not be read again');
        });
      }
    },
    onMessage(channel, text) {
      // What a given-up connection still delivers is read again on the next one.
      if (!connection.isUp()) return;
      const line = connection.line();
      const name = channel.slice(streamKey(line, '').length);
      const topic = topics.get(name);
      if (topic === undefined || topic.announce(parseAnnouncement(text))) return;
      sync(line, name, topic).catch((error: unknown) => {
        logger.warn({ err: error }, 'redis topic could not be read on');
      });
    },
  });
  const { redis } = connection;

  const streamKey = (line: RedisLine, name: string) => `${keyPrefix}:${line.run}:${name}`;

  /** Runs commands on a line; what fails there is answered with the one error of the port. */
  async function onLine<Result>(line: RedisLine, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      // Scripts that are gone, or a primary that no longer is one: only a new line can help.
      if (error instanceof Error && /^(NOSCRIPT|READONLY)/.test(error.message)) {
        connection.restart(line);
      }
      throw new LogUnavailableError('Redis did not answer.', { cause: error });
    }
  }

  function readStream(line: RedisLine, name: string, from: Position, limit: number) {
    return onLine(line, async (): Promise<LogPage> => {
      const key = streamKey(line, name);
      const { epoch, offset } = from;
      const args = [epoch, offset + 1, limit, limits.idleTtlMs];
      return parseStreamReply(await redis.evalsha(line.readSha, 1, key, ...args), from);
    });
  }

  /** Subscribes, then reads: whatever comes after the reading is announced. */
  async function sync(line: RedisLine, name: string, topic: RedisTopic): Promise<void> {
    try {
      // Both are sent at once, in this order, and answered in it.
      const subscribed = onLine(line, () => redis.subscribe(streamKey(line, name)));
      const reading = topic.catchUp((from, limit) => readStream(line, name, from, limit));
      await Promise.all([subscribed, reading]);
    } catch (error) {
      connection.restart(line);
      throw error;
    }
  }

  /** What is published to a topic within a turn of the event loop goes to Redis as one script call. */
  function enqueue(name: string, messages: readonly OutgoingMessage[]): Promise<void> {
    const pairs = messages.flatMap((message) => [message.id, serializeMessage(message)]);
    const waiting = batches.get(name);
    if (waiting !== undefined) {
      waiting.pairs.push(...pairs);
      return waiting.sent;
    }
    const sent = nextTurn().then(() => send(name));
    batches.set(name, { pairs, sent });
    return sent;
  }

  async function send(name: string): Promise<void> {
    const pairs = batches.get(name)?.pairs ?? [];
    batches.delete(name);
    const line = connection.line();
    const { maxLength, idleTtlMs, dedupeWindowMs } = limits;
    const args = [maxLength, idleTtlMs, dedupeWindowMs, ...pairs];
    await onLine(line, () => redis.evalsha(line.publishSha, 1, streamKey(line, name), ...args));
  }

  function forgetIfUnused(name: string, topic: RedisTopic): void {
    if (topic.followers.size > 0 || topic.opening > 0 || topics.get(name) !== topic) return;
    topics.delete(name);
    if (!connection.isUp()) return;
    redis.unsubscribe(streamKey(connection.line(), name)).catch((error: unknown) => {
      logger.debug({ err: error }, 'redis channel could not be left');
    });
  }

  // Streams expire when nobody publishes; those that are followed here are kept, so that a quiet
  // conversation does not cost its readers a fetch.
  const keeping = setInterval(() => {
    if (!connection.isUp()) return;
    const line = connection.line();
    for (const name of topics.keys()) {
      redis.pexpire(streamKey(line, name), limits.idleTtlMs).catch((error: unknown) => {
        logger.debug({ err: error }, 'redis topic could not be kept');
      });
    }
  }, limits.idleTtlMs / 4);
  keeping.unref();

  return {
    async publish(messages) {
      const groups = Map.groupBy(messages, (message) => message.topic);
      await Promise.all([...groups].map(([name, group]) => enqueue(name, group)));
    },

    async follow(name, follower) {
      const line = connection.line();
      const topic = topics.get(name) ?? new RedisTopic();
      topics.set(name, topic);
      topic.opening += 1;
      try {
        topic.opened ??= sync(line, name, topic);
        if (topic.position === undefined) await topic.opened;
        if (topic.position === undefined) throw new LogUnavailableError('Redis was cut.');
        follower.onStart(topic.position);
        topic.followers.add(follower);
      } finally {
        topic.opening -= 1;
        forgetIfUnused(name, topic);
      }
      return {
        stop() {
          topic.followers.delete(follower);
          forgetIfUnused(name, topic);
        },
      };
    },

    async read(name, from, limit) {
      return readStream(connection.line(), name, from, limit);
    },

    async forget(names) {
      const line = connection.line();
      let dropped = 0;
      for (const name of names) {
        const key = streamKey(line, name);
        const forgetting = () => redis.evalsha(line.forgetSha, 1, key, limits.idleTtlMs);
        dropped += Number(await onLine(line, forgetting));
      }
      return dropped;
    },

    isUp: () => connection.isUp(),
    ready: (timeoutMs) => connection.ready(timeoutMs),

    async close() {
      clearInterval(keeping);
      for (const topic of topics.values()) topic.followers.clear();
      topics.clear();
      connection.close();
    },
  };
}
