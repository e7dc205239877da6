import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryLog } from '../server/memory-log.ts';
import { createRedisLog } from '../server/redis-log.ts';
import { CuttableProxy } from '../testing/cuttable-proxy.ts';
import { type GatewayFixture, startGateway } from '../testing/gateway-fixture.ts';
import { quietLogger } from '../testing/quiet-logger.ts';
import { hasRedisServer, startRedisServer } from '../testing/redis-server.ts';
import { createRealtimeClient, type RealtimeClient } from './realtime-client.ts';

interface Heard {
  readonly ids: string[];
  readonly resets: number[];
  readonly states: string[];
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function gateway(...args: Parameters<typeof startGateway>): Promise<GatewayFixture> {
  const fixture = await startGateway(...args);
  cleanups.push(() => fixture.close());
  return fixture;
}

function connect(url: string, token: () => string = () => 'alice') {
  const states: string[] = [];
  const client = createRealtimeClient({
    url,
    getToken: token,
    onState: (state, reason) => states.push(reason ? `${state}:${reason}` : state),
  });
  cleanups.push(() => client.close());
  return { client, states };
}

function listen(
  client: RealtimeClient<{ type: string; payload: unknown }>,
  resource: string,
): Heard & { stop(): void } {
  const heard: Heard = { ids: [], resets: [], states: [] };
  const stop = client.subscribe(resource, {
    onMessage: (message) => heard.ids.push(message.id),
    onReset: () => heard.resets.push(heard.ids.length),
    onState: (state) => heard.states.push(state),
  });
  return { ...heard, stop };
}

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

describe.skipIf(!hasRedisServer())('two instances on one Redis', () => {
  test('a reader of one hears a writer of the other through kills of Redis, told to fetch where needed', async () => {
    const redis = await startRedisServer();
    cleanups.push(() => redis.dispose());
    const logs = [1, 2].map(() => createRedisLog({ url: redis.url, logger: quietLogger }));
    for (const log of logs) cleanups.push(() => log.close());
    const [readerLog, writerLog] = logs;
    if (readerLog === undefined || writerLog === undefined) throw new Error('two logs');
    await Promise.all(logs.map((log) => log.ready(5_000)));
    const heard = listen(connect((await gateway({ log: readerLog })).url).client, 'room:1');
    const writer = await gateway({ log: writerLog });
    await expect.poll(() => heard.states, soon).toContain('live');
    for (let kill = 0; kill < 3; kill += 1) {
      await writer.publish('room:1', `before${kill}`);
      await expect.poll(() => heard.ids.at(-1), soon).toBe(`before${kill}`);
      await redis.kill();
      await redis.start();
      await Promise.all(logs.map((log) => log.ready(10_000)));
      await expect.poll(() => heard.resets.length, soon).toBe(kill + 2);
      await expect
        .poll(
          () =>
            writer.publish('room:1', `after${kill}`).then(
              () => true,
              () => false,
            ),
          soon,
        )
        .toBe(true);
      await expect.poll(() => heard.ids.at(-1), soon).toBe(`after${kill}`);
    }
    expect(heard.ids).toEqual(['before0', 'after0', 'before1', 'after1', 'before2', 'after2']);
  }, 60_000);
});
