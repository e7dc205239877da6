import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { quietLogger } from '../testing/quiet-logger.ts';
import { RecordingFollower } from '../testing/recording-follower.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../testing/redis-server.ts';
import { LogUnavailableError, type MessageLog, type OutgoingMessage } from './log.ts';
import { createRedisLog } from './redis-log.ts';

const withRedis = describe.skipIf(!hasRedisServer());

withRedis('two nodes on one Redis', () => {
  let redis: RedisServer;
  let nodes: MessageLog[];
  let one: MessageLog;
  let two: MessageLog;

  beforeEach(async () => {
    redis = await startRedisServer(['--appendonly', 'yes', '--appendfsync', 'always']);
    one = createRedisLog({ url: redis.url, logger: quietLogger });
    two = createRedisLog({ url: redis.url, logger: quietLogger });
    nodes = [one, two];
    await Promise.all(nodes.map((node) => node.ready(5_000)));
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await redis.dispose();
  });

  test('followers of both see the publications of both in the same order', async () => {
    const followers = [new RecordingFollower(), new RecordingFollower()];
    await one.follow('t', followers[0] ?? new RecordingFollower());
    await two.follow('t', followers[1] ?? new RecordingFollower());
    const publications = Array.from({ length: 200 }, (_, i) =>
      (i % 2 === 0 ? one : two).publish([message(`m${i}`)]),
    );
    await Promise.all(publications);
    for (const follower of followers) await follower.until(({ entries }) => entries.length >= 200);
    expect(followers[0]?.ids).toEqual(followers[1]?.ids);
    expect(new Set(followers[0]?.ids).size).toBe(200);
    expect(followers[0]?.offsets).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test('the same message published by both is one message', async () => {
    const follower = new RecordingFollower();
    await one.follow('t', follower);
    await Promise.all([one.publish([message('m1')]), two.publish([message('m1')])]);
    await two.publish([message('m2')]);
    await follower.until(({ entries }) => entries.length >= 2);
    expect(follower.ids).toEqual(['m1', 'm2']);
  });

  test('a node asks Redis only for the topics that are followed on it', async () => {
    const following = await one.follow('mine', new RecordingFollower());
    await two.follow('theirs', new RecordingFollower());
    const client = new Redis(redis.url);
    const channels = () => client.pubsub('CHANNELS', '*');
    expect((await channels()).map(String).sort()).toEqual([
      expect.stringMatching(/:mine$/),
      expect.stringMatching(/:theirs$/),
    ]);
    following.stop();
    await expect.poll(channels).toEqual([expect.stringMatching(/:theirs$/)]);
    client.disconnect();
  });

  test('what is published while a connection is cut arrives when it is back', async () => {
    const follower = new RecordingFollower();
    await one.follow('t', follower);
    await two.publish([message('before')]);
    await follower.until(({ entries }) => entries.length === 1);
    const client = new Redis(redis.url);
    const publishing = (async () => {
      for (let i = 0; i < 100; i += 1) {
        await publishUntilAcknowledged(two, message(`m${i}`));
        if (i % 20 === 10) await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      }
    })();
    await publishing;
    await follower.until(({ entries }) => entries.length >= 101);
    expect(follower.ids).toEqual(['before', ...Array.from({ length: 100 }, (_, i) => `m${i}`)]);
    expect(follower.resets).toEqual([]);
    client.disconnect();
  });

  test('[A56] a server that was killed begins a new epoch, even with its data: followers are told to fetch', async () => {
    const follower = new RecordingFollower();
    await one.follow('t', follower);
    await two.publish([message('m1'), message('m2')]);
    await follower.until(({ entries }) => entries.length === 2);
    const epoch = follower.start?.epoch;

    await redis.kill();
    await expect.poll(() => one.isUp() || two.isUp()).toBe(false);
    await expect(two.publish([message('m3')])).rejects.toThrow(LogUnavailableError);
    await expect(two.follow('t', new RecordingFollower())).rejects.toThrow(LogUnavailableError);
    await redis.start();
    await two.ready(10_000);
    await follower.until(({ resets }) => resets.length > 0);
    expect(follower.resets.at(-1)?.epoch).not.toBe(epoch);

    await publishUntilAcknowledged(two, message('m3'));
    await follower.until(({ entries }) => entries.length === 3);
    expect(follower.ids).toEqual(['m1', 'm2', 'm3']);
    const page = await two.read('t', { epoch: epoch ?? '', offset: 1 }, 10);
    expect(page.lost).toBe(true);
  });

  test('[A57] a server that hangs is noticed; nothing acknowledged is lost and nothing told twice', async () => {
    const follower = new RecordingFollower();
    await one.follow('t', follower);
    await two.publish([message('m1')]);
    redis.pause();
    // Its fate is unknown: the paused server has the bytes and will run them when it goes on.
    await expect(two.publish([message('m2')])).rejects.toThrow(LogUnavailableError);
    await expect.poll(() => one.isUp(), { timeout: 10_000 }).toBe(false);
    redis.resume();
    await two.ready(10_000);
    await one.ready(10_000);
    await publishUntilAcknowledged(two, message('m2'));
    await publishUntilAcknowledged(two, message('m3'));
    await follower.until(({ entries }) => entries.length >= 3);
    expect(follower.ids).toEqual(['m1', 'm2', 'm3']);
    expect(follower.resets).toEqual([]);
  }, 30_000);

  test('a topic that Redis dropped under its followers starts a new epoch', async () => {
    const follower = new RecordingFollower();
    await one.follow('t', follower);
    await one.publish([message('m1')]);
    await follower.until(({ entries }) => entries.length === 1);
    const client = new Redis(redis.url);
    await client.flushall();
    await two.publish([message('m2')]);
    await follower.until(({ resets }) => resets.length === 1);
    // What came before the reset was noticed is for the fetch it asks for; what comes after is told.
    await two.publish([message('m3')]);
    await follower.until(({ ids }) => ids.includes('m3'));
    expect(follower.ids.at(-1)).toBe('m3');
    client.disconnect();
  });

  test('scripts that Redis forgot are loaded again', async () => {
    const client = new Redis(redis.url);
    await client.script('FLUSH');
    await expect(one.publish([message('m1')])).rejects.toThrow(LogUnavailableError);
    await publishUntilAcknowledged(one, message('m1'));
    client.disconnect();
  });
});

withRedis('a Redis that is not there', () => {
  test('is a clear error of the start, and is found when it comes', async () => {
    const redis = await startRedisServer();
    await redis.kill();
    const log = createRedisLog({ url: redis.url, logger: quietLogger });
    await expect(log.ready(300)).rejects.toThrow(/ECONNREFUSED/);
    expect(log.isUp()).toBe(false);
    await redis.start();
    await log.ready(5_000);
    expect(log.isUp()).toBe(true);
    await log.close();
    await redis.dispose();
  });

  test('a wrong password is told as such', async () => {
    const redis = await startRedisServer(['--requirepass', 'right']);
    const url = redis.url.replace('redis://', 'redis://:wrong@');
    const log = createRedisLog({ url, logger: quietLogger });
    await expect(log.ready(1_000)).rejects.toThrow(/WRONGPASS/);
    await log.close();
    await redis.dispose();
  });
});

function message(id: string): OutgoingMessage {
  return { topic: 't', id, type: 'note', payload: { about: id } };
}

/** What a relay does: the same message until the log has it. */
async function publishUntilAcknowledged(log: MessageLog, outgoing: OutgoingMessage): Promise<void> {
  await expect
    .poll(
      () =>
        log.publish([outgoing]).then(
          () => 'acknowledged',
          (error: unknown) => (error instanceof LogUnavailableError ? 'unavailable' : error),
        ),
      { timeout: 10_000, interval: 20 },
    )
    .toBe('acknowledged');
}
