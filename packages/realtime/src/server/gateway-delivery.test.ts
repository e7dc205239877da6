import { afterEach, describe, expect, test } from 'vitest';

import { type GatewayFixture, startGateway } from '../testing/gateway-fixture.ts';
import { WireReader } from '../testing/wire-reader.ts';
import { createMemoryLog } from './memory-log.ts';

let fixture: GatewayFixture;
afterEach(async () => {
  await fixture.close();
});

const open = { authorize: async (_: unknown, resource: string) => ({ topic: `t:${resource}` }) };

test('every reader of a topic gets every message once, in order, whole', async () => {
  fixture = await startGateway(open);
  const readers = await Promise.all(
    Array.from({ length: 20 }, () => WireReader.hello(fixture.url, 'alice')),
  );
  for (const reader of readers) await reader.subscribe({ ref: 1, resource: 'a' });
  for (let i = 0; i < 50; i += 1) await fixture.publish('a', `m${i}`);
  for (const reader of readers) {
    await reader.until(() => reader.messages.length >= 50);
    expect(reader.ids).toEqual(Array.from({ length: 50 }, (_, i) => `m${i}`));
    expect(reader.messages[0]).toEqual({
      op: 'message',
      topic: 't:a',
      epoch: expect.any(String),
      offset: 1,
      id: 'm0',
      type: 'note',
      payload: { about: 'm0' },
    });
    reader.close();
  }
  expect(fixture.gateway.stats().deliveries).toBe(1_000);
});

test('what is published within a tick travels in one WebSocket message', async () => {
  fixture = await startGateway(open);
  const reader = await WireReader.hello(fixture.url, 'alice');
  await reader.subscribe({ ref: 1, resource: 'a' });
  const before = reader.messageCount;
  await Promise.all(Array.from({ length: 100 }, (_, i) => fixture.publish('a', `m${i}`)));
  await reader.until(() => reader.messages.length >= 100);
  expect(reader.messageCount - before).toBe(1);
  reader.close();
});

test('a message of any length arrives whole', async () => {
  fixture = await startGateway(open);
  const reader = await WireReader.hello(fixture.url, 'alice');
  await reader.subscribe({ ref: 1, resource: 'a' });
  // Around the borders between the three ways a WebSocket frame gives its length, in bytes of UTF-8.
  const lengths = [0, 1, 20, 100, 30_000, 32_700, 33_000, 100_000];
  for (const [index, length] of lengths.entries()) {
    const payload = 'ü'.repeat(length);
    await fixture.log.publish([{ topic: 't:a', id: `m${index}`, type: 'n', payload }]);
    await reader.until(() => reader.messages.length > index);
    expect(reader.messages[index]?.payload).toBe(payload);
  }
  reader.close();
});

test('messages of several topics keep their own order on one socket', async () => {
  fixture = await startGateway(open);
  const reader = await WireReader.hello(fixture.url, 'alice');
  for (const [index, resource] of ['a', 'b', 'c'].entries()) {
    await reader.subscribe({ ref: index + 1, resource });
  }
  for (let i = 0; i < 30; i += 1) {
    await Promise.all(['a', 'b', 'c'].map((name) => fixture.publish(name, `${name}${i}`)));
  }
  await reader.until(() => reader.messages.length >= 90);
  for (const name of ['a', 'b', 'c']) {
    const own = reader.messages.filter(({ topic }) => topic === `t:${name}`);
    expect(own.map(({ offset }) => offset)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  }
  reader.close();
});

test('two subscriptions to one topic are one delivery, until both are over', async () => {
  fixture = await startGateway({ authorize: async () => ({ topic: 't:a' }) });
  const reader = await WireReader.hello(fixture.url, 'alice');
  await reader.subscribe({ ref: 1, resource: 'a' });
  await reader.subscribe({ ref: 2, resource: 'alias of a' });
  await fixture.publish('a', 'm1');
  reader.send({ op: 'unsubscribe', ref: 1 });
  await reader.subscribe({ ref: 3, resource: 'a' });
  reader.send({ op: 'unsubscribe', ref: 3 });
  await reader.subscribe({ ref: 4, resource: 'a' });
  await fixture.publish('a', 'm2');
  await reader.until(() => reader.ids.includes('m2'));
  expect(reader.ids).toEqual(['m1', 'm2']);
  reader.close();
});

describe('resuming', () => {
  test('brings what was missed, then what is live, without a gap or a repetition', async () => {
    fixture = await startGateway(open);
    const stays = await WireReader.hello(fixture.url, 'alice');
    await stays.subscribe({ ref: 1, resource: 'a' });
    await fixture.publish('a', 'm1', 'm2', 'm3');
    await stays.until(() => stays.messages.length >= 3);
    const { epoch } = await stays.next('message');

    const comesBack = await WireReader.hello(fixture.url, 'alice');
    const answer = comesBack.subscribe({ ref: 1, resource: 'a', from: { epoch, offset: 1 } });
    const live = Array.from({ length: 20 }, (_, i) => fixture.publish('a', `m${i + 4}`));
    expect(await answer).toMatchObject({ op: 'subscribed', recovered: true });
    await Promise.all(live);
    await comesBack.until(() => comesBack.messages.length >= 22);
    expect(comesBack.ids).toEqual(Array.from({ length: 22 }, (_, i) => `m${i + 2}`));
    for (const reader of [stays, comesBack]) reader.close();
  });

  test('with nothing missed is recovered and silent', async () => {
    fixture = await startGateway(open);
    const reader = await WireReader.hello(fixture.url, 'alice');
    const first = await reader.subscribe({ ref: 1, resource: 'a' });
    if (first.op !== 'subscribed') throw new Error('refused');
    const from = { epoch: first.epoch, offset: first.offset };
    expect(await reader.subscribe({ ref: 2, resource: 'a', from })).toMatchObject({
      recovered: true,
      ...from,
    });
    expect(reader.ids).toEqual([]);
    reader.close();
  });

  test('from another epoch, from what is trimmed, or from too far back is told to fetch', async () => {
    const log = createMemoryLog({ maxLength: 200 });
    fixture = await startGateway({ ...open, log, limits: { maxReplayMessages: 50 } });
    const reader = await WireReader.hello(fixture.url, 'alice');
    await reader.subscribe({ ref: 1, resource: 'a' });
    for (let i = 1; i <= 300; i += 1) await fixture.publish('a', `m${i}`);
    await reader.until(() => reader.messages.length >= 300);
    const { epoch } = await reader.next('message');
    const before = reader.messages.length;
    const places = [
      { epoch: 'another', offset: 299 },
      { epoch, offset: 1 },
      { epoch, offset: 240 },
      { epoch, offset: 301 },
    ];
    for (const [index, from] of places.entries()) {
      expect(await reader.subscribe({ ref: index + 2, resource: 'a', from })).toMatchObject({
        op: 'subscribed',
        recovered: false,
        epoch,
        offset: 300,
      });
    }
    expect(reader.messages.length).toBe(before);
    reader.close();
  });
});

test('a topic that nobody reads any more is let go', async () => {
  fixture = await startGateway(open);
  const reader = await WireReader.hello(fixture.url, 'alice');
  await reader.subscribe({ ref: 1, resource: 'a' });
  expect(fixture.gateway.stats().topics).toBe(1);
  reader.close();
  await expect.poll(() => fixture.gateway.stats()).toMatchObject({ topics: 0, connections: 0 });
});

test('draining sends readers away with different times to come back, within the deadline', async () => {
  fixture = await startGateway(open);
  const readers = await Promise.all(
    Array.from({ length: 30 }, () => WireReader.hello(fixture.url, 'alice')),
  );
  await fixture.gateway.close(2_000);
  const times = new Set<number | undefined>();
  for (const reader of readers) {
    const bye = await reader.next('bye');
    expect(bye.reason).toBe('draining');
    times.add(bye.retryAfterMs);
    expect((await reader.closed).code).toBe(4000);
  }
  expect(times.size).toBeGreaterThan(15);
  await expect(WireReader.open(fixture.url)).rejects.toThrow('503');
});

test('[A59] draining ends by the deadline though a reader never answers', async () => {
  fixture = await startGateway(open);
  const reader = await WireReader.hello(fixture.url, 'alice');
  reader.socket.pause();
  const startedAt = performance.now();
  await fixture.gateway.close(200);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  reader.close();
});
