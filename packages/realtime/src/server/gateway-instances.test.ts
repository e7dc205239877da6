import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type GatewayFixture, type Rights, startGateway } from '../testing/gateway-fixture.ts';
import { quietLogger } from '../testing/quiet-logger.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../testing/redis-server.ts';
import { WireReader } from '../testing/wire-reader.ts';
import { revalidationMessage } from './control.ts';
import type { MessageLog } from './log.ts';
import { createRedisLog } from './redis-log.ts';

describe.skipIf(!hasRedisServer())('two instances on one Redis', () => {
  let redis: RedisServer;
  let logs: MessageLog[];
  let instances: GatewayFixture[];
  let readers: WireReader[];
  let rights: Rights;

  beforeEach(async () => {
    redis = await startRedisServer();
    rights = new Map([['alice', new Set(['room:1', 'room:2', 'room:3'])]]);
    logs = [0, 1].map(() => createRedisLog({ url: redis.url, logger: quietLogger }));
    instances = [];
    readers = [];
    for (const log of logs) {
      await log.ready(5_000);
      const instance = await startGateway({ log, rights });
      const reader = await WireReader.hello(instance.url, 'alice');
      await reader.subscribe({ ref: 1, resource: 'room:1' });
      await reader.subscribe({ ref: 2, resource: 'room:2' });
      instances.push(instance);
      readers.push(reader);
    }
  });
  afterEach(async () => {
    for (const reader of readers) reader.close();
    for (const instance of instances) await instance.close();
    for (const log of logs) await log.close();
    await redis.dispose();
  });

  test('[A10] a demotion told to one is enforced on both within five seconds', async () => {
    rights.set('alice', new Set(['room:2']));
    const startedAt = performance.now();
    await instances[0]?.gateway.revalidate('user:alice');
    for (const reader of readers) {
      expect(await reader.next('revoked')).toEqual({ op: 'revoked', topic: 't:room:1' });
    }
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('[A10] a demotion written to the outbox is enforced on both, whoever relays it', async () => {
    rights.set('alice', new Set(['room:2']));
    await logs[1]?.publish([revalidationMessage('user:alice')]);
    for (const reader of readers) expect((await reader.next('revoked')).topic).toBe('t:room:1');
  });

  test('[A10] a demotion while Redis is away is enforced on the other as soon as it is back', async () => {
    await redis.kill();
    await expect.poll(() => logs.some((log) => log.isUp())).toBe(false);
    rights.set('alice', new Set(['room:2']));
    const told = instances[0]?.gateway.revalidate('user:alice');
    expect((await readers[0]?.next('revoked'))?.topic).toBe('t:room:1');
    await redis.start();
    await logs[1]?.ready(5_000);
    const startedAt = performance.now();
    expect((await readers[1]?.next('revoked'))?.topic).toBe('t:room:1');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await told;
  });

  test('[A56] sockets live through an outage of Redis, and new subscriptions are asked to wait', async () => {
    await redis.kill();
    await expect.poll(() => logs.some((log) => log.isUp())).toBe(false);
    const late = await WireReader.hello(instances[0]?.url ?? '', 'alice');
    expect(await late.subscribe({ ref: 1, resource: 'room:3' })).toMatchObject({
      op: 'refused',
      code: 'unavailable',
    });
    await redis.start();
    await logs[0]?.ready(5_000);
    expect((await late.subscribe({ ref: 2, resource: 'room:3' })).op).toBe('subscribed');
    expect((await readers[0]?.next('reset'))?.op).toBe('reset');
    late.close();
  });
});
