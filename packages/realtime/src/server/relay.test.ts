import { afterEach, beforeEach, expect, test } from 'vitest';

import { MemoryOutbox } from '../testing/memory-outbox.ts';
import { quietLogger } from '../testing/quiet-logger.ts';
import { RecordingFollower } from '../testing/recording-follower.ts';
import { LogUnavailableError, type MessageLog } from './log.ts';
import { createMemoryLog } from './memory-log.ts';
import { createRelay, type Relay } from './relay.ts';

let log: MessageLog;
let outbox: MemoryOutbox;
let follower: RecordingFollower;
let relay: Relay | undefined;

beforeEach(async () => {
  log = createMemoryLog();
  outbox = new MemoryOutbox();
  follower = new RecordingFollower();
  await log.follow('t', follower);
});
afterEach(async () => {
  await relay?.stop();
  await log.close();
});

const never = 3_600_000;

function start(options: {
  log?: Pick<MessageLog, 'publish'>;
  pollMs?: number;
  batchSize?: number;
}) {
  relay = createRelay({ source: outbox, log, logger: quietLogger, ...options });
  return relay;
}

test('carries rows in the order of their commits, in batches, one at a time', async () => {
  outbox.commit('t', ...ids(1, 95));
  const started = start({ batchSize: 10, pollMs: never });
  await follower.until(({ entries }) => entries.length >= 95);
  expect(follower.ids).toEqual(ids(1, 95));
  await expect.poll(() => started.stats()).toEqual({ published: 95, failures: 0 });
  expect(outbox.waiting).toBe(0);
  expect(outbox.mostAtOnce).toBe(1);
});

test('a wake after a commit is enough, even one that comes while it looks', async () => {
  const started = start({ pollMs: never });
  for (let i = 1; i <= 50; i += 1) {
    outbox.commit('t', `m${i}`);
    started.wake();
    if (i % 5 === 0) await follower.until(({ entries }) => entries.length >= i);
  }
  await follower.until(({ entries }) => entries.length >= 50);
  expect(follower.ids).toEqual(ids(1, 50));
});

test('finds by itself what a process left that died before waking it', async () => {
  start({ pollMs: 10 });
  await expect.poll(() => outbox.claims).toBeGreaterThan(2);
  outbox.commit('t', 'm1');
  await follower.until(({ entries }) => entries.length >= 1);
});

test('an outage of the log loses nothing, reorders nothing and repeats nothing', async () => {
  let outage = 5;
  outbox.commit('t', ...ids(1, 30));
  const started = start({
    pollMs: never,
    batchSize: 7,
    log: {
      publish: async (messages) => {
        outage -= 1;
        // The third failure is the unclear kind: the log has the messages, the reply is lost.
        if (outage === 2) await log.publish(messages);
        if (outage >= 0) throw new LogUnavailableError('cut');
        await log.publish(messages);
      },
    },
  });
  await follower.until(({ entries }) => entries.length >= 30);
  expect(follower.ids).toEqual(ids(1, 30));
  await expect.poll(() => outbox.waiting).toBe(0);
  expect(started.stats().failures).toBe(5);
});

test('[A58] rows that were published but not marked are published again and told once', async () => {
  outbox.failingMarks = 2;
  outbox.commit('t', ...ids(1, 5));
  const started = start({ pollMs: never });
  await expect.poll(() => outbox.waiting, { timeout: 5_000 }).toBe(0);
  outbox.commit('t', 'm6');
  started.wake();
  await follower.until(({ entries }) => entries.length >= 6);
  expect(follower.ids).toEqual(ids(1, 6));
  expect(started.stats().failures).toBe(2);
});

test('stopping waits for the batch under way and takes no other', async () => {
  const publishing = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  outbox.commit('t', ...ids(1, 4));
  const started = start({
    batchSize: 2,
    pollMs: never,
    log: {
      publish: async (messages) => {
        publishing.resolve();
        await goOn.promise;
        await log.publish(messages);
      },
    },
  });
  await publishing.promise;
  const stopped = started.stop();
  goOn.resolve();
  await stopped;
  expect(follower.ids).toEqual(['m1', 'm2']);
  expect(outbox.waiting).toBe(2);
  expect(outbox.claims).toBe(1);
});

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`);
}
