import { afterEach, describe, expect, test } from 'vitest';

import type { MessageLog } from '../server/log.ts';
import { createMemoryLog } from '../server/memory-log.ts';
import { cleanUp, cleanups, connect, gateway, listen } from '../testing/client-fixture.ts';
import { CuttableProxy } from '../testing/cuttable-proxy.ts';

afterEach(cleanUp);

const soon = { timeout: 8_000, interval: 10 };

test('hears what is published, after being told to fetch once', async () => {
  const { url, publish } = await gateway();
  const { client, states } = connect(url);
  const heard = listen(client, 'room:1');
  await expect.poll(() => heard.states, soon).toEqual(['pending', 'live']);
  await publish('room:1', 'm1', 'm2');
  await publish('room:1', 'm3');
  await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2', 'm3']);
  expect(heard.resets).toEqual([0]);
  expect(states).toEqual(['connecting', 'open']);
});

test('a refused resource is told, and another on the same line works', async () => {
  const { url, publish } = await gateway();
  const { client } = connect(url);
  const [foreign, own] = [listen(client, 'room:9'), listen(client, 'room:1')];
  await expect.poll(() => foreign.states, soon).toEqual(['pending', 'not_found']);
  await expect.poll(() => own.states, soon).toContain('live');
  await publish('room:1', 'm1');
  await expect.poll(() => own.ids, soon).toEqual(['m1']);
});

test('what could not be decided is asked again by itself', async () => {
  let failures = 2;
  const { url, publish } = await gateway({
    authorize: async (_, resource) => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
      return { topic: `t:${resource}` };
    },
  });
  const heard = listen(connect(url).client, 'room:1');
  await expect
    .poll(() => heard.states, soon)
    .toEqual(['pending', 'unavailable', 'unavailable', 'live']);
  await publish('room:1', 'm1');
  await expect.poll(() => heard.ids, soon).toEqual(['m1']);
});

test('an ended subscription hears nothing more, and the others do', async () => {
  const {
    url,
    publish,
    gateway: running,
  } = await gateway({
    rights: new Map([['alice', new Set(['room:1', 'room:2'])]]),
  });
  const { client } = connect(url);
  const [first, second] = [listen(client, 'room:1'), listen(client, 'room:2')];
  await expect.poll(() => second.states, soon).toContain('live');
  first.stop();
  await expect.poll(() => running.stats().subscriptions, soon).toBe(1);
  await publish('room:1', 'unheard');
  await publish('room:2', 'heard');
  await expect.poll(() => second.ids, soon).toEqual(['heard']);
  expect(first.ids).toEqual([]);
});

test('a revoked subscription is over', async () => {
  const { url, rights, gateway: running } = await gateway();
  const heard = listen(connect(url).client, 'room:1');
  await expect.poll(() => heard.states, soon).toContain('live');
  rights.set('alice', new Set());
  await running.revalidate('user:alice');
  await expect.poll(() => heard.states, soon).toEqual(['pending', 'live', 'revoked']);
});

test('signals reach the hook of a live subscription', async () => {
  const heard: unknown[] = [];
  const { url } = await gateway({ signal: async (_, { type }) => void heard.push(type) });
  const { client } = connect(url);
  const room = listen(client, 'room:1');
  await expect.poll(() => room.states, soon).toContain('live');
  client.signal('room:1', 'typing', { on: true });
  await expect.poll(() => heard, soon).toEqual(['typing']);
});

describe('comes back', () => {
  test('after cuts in the middle of a stream, having missed and repeated nothing', async () => {
    const { url, publish } = await gateway();
    const proxy = await CuttableProxy.to(url);
    cleanups.push(() => proxy.close());
    const heard = listen(connect(proxy.url).client, 'room:1');
    await expect.poll(() => heard.states, soon).toContain('live');
    const expected: string[] = [];
    for (let cut = 0; cut < 5; cut += 1) {
      for (let i = 0; i < 20; i += 1) {
        const id = `m${expected.length + 1}`;
        expected.push(id);
        await publish('room:1', id);
      }
      proxy.cut();
      expected.push(`missed${cut}`);
      await publish('room:1', `missed${cut}`);
      await expect.poll(() => heard.ids.length, soon).toBe(expected.length);
    }
    expect(heard.ids).toEqual(expected);
    expect(heard.resets).toEqual([0]);
  }, 30_000);

  test('from a silent line, which no close event tells', async () => {
    const { url, publish } = await gateway({ limits: { pingEveryMs: 400 } });
    const proxy = await CuttableProxy.to(url);
    cleanups.push(() => proxy.close());
    const { client, states } = connect(proxy.url);
    const heard = listen(client, 'room:1');
    await expect.poll(() => heard.states, soon).toContain('live');
    proxy.swallow();
    await publish('room:1', 'm1');
    await expect.poll(() => states, soon).toContain('waiting');
    proxy.letThrough();
    await expect.poll(() => heard.ids, soon).toEqual(['m1']);
    expect(heard.resets).toEqual([0]);
  }, 30_000);

  test('to another log, and is told to fetch; an id that it has seen is not told again', async () => {
    const first = await gateway();
    const proxy = await CuttableProxy.to(first.url);
    cleanups.push(() => proxy.close());
    const heard = listen(connect(proxy.url).client, 'room:1');
    await expect.poll(() => heard.states, soon).toContain('live');
    await first.publish('room:1', 'm1', 'm2');
    await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2']);
    const second = await gateway();
    proxy.target = second.url;
    proxy.cut();
    await expect.poll(() => heard.resets, soon).toEqual([0, 2]);
    await second.publish('room:1', 'm2', 'm3');
    await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2', 'm3']);
  });

  test('to an instance that lags behind the one it left, and is not told anything again', async () => {
    const log = createMemoryLog();
    cleanups.push(() => log.close());
    const heldBack: (() => void)[] = [];
    let lagging = true;
    const late: MessageLog = {
      ...log,
      follow: (topic, follower) =>
        log.follow(topic, {
          onStart: (head) => follower.onStart(head),
          onReset: (head) => follower.onReset(head),
          onEntries(entries) {
            if (lagging) heldBack.push(() => follower.onEntries(entries));
            else follower.onEntries(entries);
          },
        }),
    };
    const rights = new Map([
      ['alice', new Set(['room:1'])],
      ['bob', new Set(['room:1'])],
    ]);
    const [quick, slow] = [await gateway({ log, rights }), await gateway({ log: late, rights })];
    const other = listen(connect(slow.url, () => 'bob').client, 'room:1');
    const proxy = await CuttableProxy.to(quick.url);
    cleanups.push(() => proxy.close());
    const heard = listen(connect(proxy.url).client, 'room:1');
    await expect
      .poll(() => [heard.states.at(-1), other.states.at(-1)], soon)
      .toEqual(['live', 'live']);
    await quick.publish('room:1', 'm1', 'm2', 'm3');
    await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2', 'm3']);
    proxy.target = slow.url;
    proxy.cut();
    await expect.poll(() => heard.states, soon).toEqual(['pending', 'live', 'pending', 'live']);
    lagging = false;
    for (const pass of heldBack) pass();
    await quick.publish('room:1', 'm4');
    await expect.poll(() => other.ids, soon).toEqual(['m1', 'm2', 'm3', 'm4']);
    await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(heard.resets).toEqual([0]);
  });

  test('when an instance drains', async () => {
    const log = createMemoryLog();
    cleanups.push(() => log.close());
    const [first, second] = [await gateway({ log }), await gateway({ log })];
    const proxy = await CuttableProxy.to(first.url);
    cleanups.push(() => proxy.close());
    const heard = listen(connect(proxy.url).client, 'room:1');
    await expect.poll(() => heard.states, soon).toContain('live');
    await second.publish('room:1', 'm1');
    proxy.target = second.url;
    await first.gateway.close(1_000);
    await second.publish('room:1', 'm2');
    await expect.poll(() => heard.ids, soon).toEqual(['m1', 'm2']);
    expect(heard.resets).toEqual([0]);
  });
});

describe('who is asking', () => {
  test('an empty token is none: the cookies of the page speak', async () => {
    const tokens: unknown[] = [];
    const { url } = await gateway({
      authenticate: async ({ token, request }) => {
        tokens.push(token);
        return request === undefined ? null : { actor: { id: 'alice' }, keys: [] };
      },
    });
    const { states } = connect(url, () => '');
    await expect.poll(() => states, soon).toEqual(['connecting', 'open']);
    expect(tokens).toEqual([undefined]);
  });

  test('a token that never was good is not tried again', async () => {
    const { url, gateway: running } = await gateway();
    const { states } = connect(url, () => 'nobody');
    await expect.poll(() => states, soon).toEqual(['connecting', 'stopped:unauthenticated']);
    await expect.poll(() => running.stats().connections, soon).toBe(0);
  });

  test('a fresh token is brought before the old one ends, and when a good session ended', async () => {
    let tokens = 0;
    const { url, publish } = await gateway({
      authenticate: async ({ token }) =>
        token === `t${tokens}`
          ? { actor: { id: 'alice' }, keys: ['user:alice'], expiresAtMs: Date.now() + 1_500 }
          : null,
    });
    const { client, states } = connect(url, () => {
      tokens += 1;
      return `t${tokens}`;
    });
    const heard = listen(client, 'room:1');
    await expect.poll(() => tokens, soon).toBeGreaterThanOrEqual(3);
    await publish('room:1', 'm1');
    await expect.poll(() => heard.ids, soon).toEqual(['m1']);
    expect(states).toEqual(['connecting', 'open', 'open', 'open'].slice(0, states.length));
  });

  test('a token that cannot be had now is asked for again', async () => {
    const { url } = await gateway();
    let failures = 1;
    const { states } = connect(url, () => {
      failures -= 1;
      if (failures >= 0) throw new Error('offline');
      return 'alice';
    });
    await expect.poll(() => states, soon).toEqual(['connecting', 'waiting', 'connecting', 'open']);
  });
});
