import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { quietLogger } from '../testing/quiet-logger.ts';
import { RecordingFollower } from '../testing/recording-follower.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../testing/redis-server.ts';
import type { LogEntry, LogLimits, MessageLog, OutgoingMessage } from './log.ts';
import { LogUnavailableError } from './log.ts';
import { logDrivers } from './log-drivers.ts';

const redisMissing = !hasRedisServer();
let redis: RedisServer | undefined;

beforeAll(async () => {
  if (!redisMissing) redis = await startRedisServer();
});
afterAll(async () => {
  await redis?.dispose();
});

const needsRedis: Record<keyof typeof logDrivers, boolean> = { memory: false, redis: true };

for (const [name, create] of Object.entries(logDrivers)) {
  const skipped = needsRedis[name as keyof typeof logDrivers] && redisMissing;
  describe.skipIf(skipped)(`log driver "${name}"`, () => {
    let log: MessageLog;
    const open = (limits: Partial<LogLimits> = {}) =>
      create({ ...limits, redisUrl: redis?.url, logger: quietLogger });

    beforeEach(async () => {
      log = open();
      await log.ready(5_000);
    });
    afterEach(async () => {
      await log.close();
    });

    test('tells a follower what is appended, in order, counted without gaps', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      await log.publish(messages(topic, 1, 3));
      await log.publish(messages(topic, 4, 100));
      await follower.until(({ entries }) => entries.length >= 100);
      expect(follower.ids).toEqual(ids(1, 100));
      const start = follower.start?.offset ?? Number.NaN;
      expect(follower.offsets).toEqual(Array.from({ length: 100 }, (_, i) => start + 1 + i));
      expect(follower.resets).toEqual([]);
    });

    test('[A55] forgets a topic: nothing of it can be read, followers are told, and it goes on', async () => {
      const [topic, other] = [newTopic(), newTopic()];
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      await log.publish([...messages(topic, 1, 3), ...messages(other, 1, 1)]);
      await follower.until(({ entries }) => entries.length >= 3);
      const start = follower.start ?? { epoch: '', offset: 0 };
      expect(await log.forget([topic, newTopic()])).toBe(3);
      expect(await log.read(topic, start, 10)).toMatchObject({ lost: true });
      await follower.until(({ resets }) => resets.length >= 1);
      await log.publish(messages(topic, 4, 4));
      await follower.until(({ entries }) => entries.length >= 4);
      expect(follower.ids).toEqual(ids(1, 4));
      const late = new RecordingFollower();
      await log.follow(other, late);
      expect(late.start?.offset).toBe(1);
    });

    test('keeps the order of publications that are not awaited', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      const publications = ids(1, 200).map((id) => log.publish([message(topic, id)]));
      await Promise.all(publications);
      await follower.until(({ entries }) => entries.length >= 200);
      expect(follower.ids).toEqual(ids(1, 200));
    });

    test('carries a payload unchanged, whatever is in its text', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      const payload = {
        text: 'a\nb\r\n\u2028 "quoted" \\ \u0000 ü 💬',
        list: [1, null, { deep: true }],
      };
      await log.publish([{ topic, id: 'm1', type: 'note', payload }]);
      await log.publish([{ topic, id: 'm2', type: 'bare', payload: undefined }]);
      await follower.until(({ entries }) => entries.length >= 2);
      expect(follower.entries.map((entry) => JSON.parse(entry.json))).toEqual([
        { id: 'm1', type: 'note', payload },
        { id: 'm2', type: 'bare', payload: null },
      ]);
    });

    test('tells a topic only to those who follow it', async () => {
      const [mine, other] = [newTopic(), newTopic()];
      const follower = new RecordingFollower();
      await log.follow(mine, follower);
      await log.publish([message(other, 'foreign'), message(mine, 'own')]);
      await follower.until(({ entries }) => entries.length >= 1);
      expect(follower.ids).toEqual(['own']);
    });

    test('resumes in the middle: what came after a position is read exactly', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      const start = follower.start ?? { epoch: '', offset: 0 };
      await log.publish(messages(topic, 1, 20));
      const page = await log.read(topic, { ...start, offset: start.offset + 7 }, 100);
      expect(idsOf(page.entries)).toEqual(ids(8, 20));
      const first = await log.read(topic, { ...start, offset: start.offset + 7 }, 5);
      expect(idsOf(first.entries)).toEqual(ids(8, 12));
      const end = await log.read(topic, { ...start, offset: start.offset + 20 }, 100);
      expect(end.entries).toEqual([]);
    });

    test('says that it cannot tell after an unknown epoch, or from beyond its end', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      const { epoch, offset } = follower.start ?? { epoch: '', offset: 0 };
      await log.publish(messages(topic, 1, 3));
      const head = { epoch, offset: offset + 3 };
      expect(await log.read(topic, { epoch: 'gone', offset: 1 }, 10)).toEqual({ lost: true, head });
      expect(await log.read(topic, { epoch, offset: offset + 4 }, 10)).toEqual({
        lost: true,
        head,
      });
    });

    test('says that it cannot tell what it no longer keeps', async () => {
      const small = open({ maxLength: 100 });
      await small.ready(5_000);
      const topic = newTopic();
      const follower = new RecordingFollower();
      await small.follow(topic, follower);
      const start = follower.start ?? { epoch: '', offset: 0 };
      for (let i = 0; i < 10; i += 1)
        await small.publish(messages(topic, i * 100 + 1, i * 100 + 100));
      expect((await small.read(topic, start, 10)).lost).toBe(true);
      const kept = await small.read(topic, { ...start, offset: start.offset + 900 }, 1_000);
      expect(idsOf(kept.entries)).toEqual(ids(901, 1_000));
      await small.close();
    });

    test('appends a message id once, alone or within a batch', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      await log.publish(messages(topic, 1, 5));
      await log.publish(messages(topic, 3, 8));
      await log.publish([message(topic, 'm9'), message(topic, 'm9')]);
      await follower.until(({ entries }) => entries.length >= 9);
      expect(follower.ids).toEqual(ids(1, 9));
      expect(follower.offsets.at(-1)).toBe((follower.start?.offset ?? 0) + 9);
    });

    test('the same id in two topics is two messages', async () => {
      const topics = [newTopic(), newTopic()];
      const followers = topics.map(() => new RecordingFollower());
      await Promise.all(topics.map((topic, i) => log.follow(topic, at(followers, i))));
      await log.publish(topics.map((topic) => message(topic, 'same')));
      for (const follower of followers) await follower.until(({ entries }) => entries.length === 1);
    });

    test('two followers of a topic get the same, each from where it began', async () => {
      const topic = newTopic();
      const [early, late] = [new RecordingFollower(), new RecordingFollower()];
      await log.follow(topic, early);
      await log.publish(messages(topic, 1, 3));
      await early.until(({ entries }) => entries.length === 3);
      await log.follow(topic, late);
      await log.publish(messages(topic, 4, 6));
      await early.until(({ entries }) => entries.length === 6);
      await late.until(({ entries }) => entries.length === 3);
      expect(late.ids).toEqual(ids(4, 6));
      expect(late.start).toEqual({ epoch: early.start?.epoch, offset: early.offsets[2] });
    });

    test('misses nothing that is published while following begins', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      const [first, second] = [messages(topic, 1, 50), messages(topic, 51, 100)];
      await Promise.all([log.publish(first), log.follow(topic, follower), log.publish(second)]);
      const start = follower.start?.offset ?? Number.NaN;
      await follower.until(({ entries }) => start + entries.length >= 100);
      expect(follower.ids).toEqual(ids(start + 1, 100));
    });

    test('a follower that stopped hears nothing more, and others still do', async () => {
      const topic = newTopic();
      const [gone, stays] = [new RecordingFollower(), new RecordingFollower()];
      const following = await log.follow(topic, gone);
      await log.follow(topic, stays);
      following.stop();
      await log.publish(messages(topic, 1, 2));
      await stays.until(({ entries }) => entries.length === 2);
      expect(gone.entries).toEqual([]);
    });

    test('forgets an idle topic, and says so to who resumes', async () => {
      const brief = open({ idleTtlMs: 40 });
      await brief.ready(5_000);
      const topic = newTopic();
      const follower = new RecordingFollower();
      const following = await brief.follow(topic, follower);
      await brief.publish(messages(topic, 1, 2));
      following.stop();
      const start = follower.start ?? { epoch: '', offset: 0 };
      // Reading keeps a Redis topic alive, so it is left alone for some lifetimes between looks.
      await expect
        .poll(async () => (await brief.read(topic, start, 10)).lost, { interval: 200 })
        .toBe(true);
      await brief.close();
    });

    test('keeps a quiet topic as long as somebody follows it', async () => {
      const brief = open({ idleTtlMs: 100 });
      await brief.ready(5_000);
      const [quiet, clock] = [newTopic(), newTopic()];
      const follower = new RecordingFollower();
      await brief.follow(quiet, follower);
      await brief.publish(messages(quiet, 1, 2));
      await follower.until(({ entries }) => entries.length === 2);
      const start = follower.start ?? { epoch: '', offset: 0 };
      // Another topic that nobody follows shows when the time has passed.
      const passing = new RecordingFollower();
      (await brief.follow(clock, passing)).stop();
      const passed = passing.start ?? { epoch: '', offset: 0 };
      await expect
        .poll(async () => (await brief.read(clock, passed, 1)).lost, { interval: 400 })
        .toBe(true);
      expect(idsOf((await brief.read(quiet, start, 10)).entries)).toEqual(ids(1, 2));
      expect(follower.resets).toEqual([]);
      await brief.close();
    });

    test('refuses what JSON cannot carry, and takes what else is published in the same turn', async () => {
      const topic = newTopic();
      const follower = new RecordingFollower();
      await log.follow(topic, follower);
      const bad = log.publish([{ topic, id: 'bad', type: 'note', payload: { n: 1n } }]);
      const good = log.publish([message(topic, 'good')]);
      await expect(bad).rejects.toThrow(TypeError);
      await good;
      await follower.until(({ entries }) => entries.length >= 1);
      expect(follower.ids).toEqual(['good']);
    });

    test('when closed, rejects with the error of the port', async () => {
      await log.close();
      expect(log.isUp()).toBe(false);
      await expect(log.publish([message('t', 'm')])).rejects.toThrow(LogUnavailableError);
      await expect(log.follow('t', new RecordingFollower())).rejects.toThrow(LogUnavailableError);
    });
  });
}

let topicCount = 0;
function newTopic(): string {
  topicCount += 1;
  return `topic:${topicCount}`;
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`);
}

function message(topic: string, id: string): OutgoingMessage {
  return { topic, id, type: 'note', payload: { about: id } };
}

function messages(topic: string, from: number, to: number): OutgoingMessage[] {
  return ids(from, to).map((id) => message(topic, id));
}

function idsOf(entries: readonly LogEntry[] | undefined): unknown[] {
  return (entries ?? []).map((entry) => JSON.parse(entry.json).id);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index}.`);
  return item;
}
