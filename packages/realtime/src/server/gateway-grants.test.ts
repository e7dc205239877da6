import { afterEach, describe, expect, test } from 'vitest';

import { type GatewayFixture, type Rights, startGateway } from '../testing/gateway-fixture.ts';
import { WireReader } from '../testing/wire-reader.ts';
import { createMemoryLog } from './memory-log.ts';

let fixture: GatewayFixture;
afterEach(async () => {
  await fixture.close();
});

const twoReaders = (): Rights =>
  new Map([
    ['alice', new Set(['room:1', 'room:2'])],
    ['bob', new Set(['room:2'])],
  ]);

describe('who is let in', () => {
  test('an unknown token gets a goodbye without an invitation to come back', async () => {
    fixture = await startGateway();
    const reader = await WireReader.open(fixture.url);
    reader.send({ op: 'hello', v: 1, token: 'nobody' });
    expect(await reader.next('bye')).toEqual({ op: 'bye', reason: 'unauthenticated' });
    expect(await reader.closed).toEqual({ code: 4401, reason: 'unauthenticated' });
  });

  test('the cookies of the upgrade speak where no token does', async () => {
    fixture = await startGateway({
      authenticate: async ({ token, request }) =>
        token === undefined && request?.headers.origin === 'https://shop.example'
          ? { actor: { id: 'alice' }, keys: [] }
          : null,
    });
    const reader = await WireReader.open(fixture.url, { origin: 'https://shop.example' });
    reader.send({ op: 'hello', v: 1 });
    expect(await reader.next('welcome')).toMatchObject({ v: 1 });
    reader.close();
  });

  test('an identity that cannot be looked up now is asked to come back', async () => {
    fixture = await startGateway({
      authenticate: async () => {
        throw new Error('the database is away');
      },
    });
    const reader = await WireReader.open(fixture.url);
    reader.send({ op: 'hello', v: 1, token: 'alice' });
    const bye = await reader.next('bye');
    expect(bye.reason).toBe('unavailable');
    expect(bye.retryAfterMs).toBeGreaterThanOrEqual(0);
  });

  test('a session whose proof has ended is closed, and a fresh token keeps it open', async () => {
    let endsAtMs = Date.now() + 1_000;
    fixture = await startGateway({
      authenticate: async () => ({ actor: { id: 'alice' }, keys: [], expiresAtMs: endsAtMs }),
    });
    const [refreshed, forgotten] = [
      await WireReader.hello(fixture.url, 'alice'),
      await WireReader.hello(fixture.url, 'alice'),
    ];
    expect((await refreshed.next('welcome')).refreshInMs).toBeLessThanOrEqual(900);
    endsAtMs = Date.now() + 60_000;
    refreshed.send({ op: 'auth', token: 'newer' });
    expect(await forgotten.next('bye')).toEqual({ op: 'bye', reason: 'unauthenticated' });
    expect((await refreshed.subscribe({ ref: 1, resource: 'room:1' })).op).toBe('subscribed');
    refreshed.close();
  });
});

describe('what is granted', () => {
  test('[A9] a foreign resource is refused, and its messages never arrive', async () => {
    fixture = await startGateway({ rights: twoReaders() });
    const bob = await WireReader.hello(fixture.url, 'bob');
    expect(await bob.subscribe({ ref: 1, resource: 'room:1' })).toEqual({
      op: 'refused',
      ref: 1,
      code: 'not_found',
    });
    expect((await bob.subscribe({ ref: 2, resource: 'room:2' })).op).toBe('subscribed');
    await fixture.publish('room:1', 'secret');
    await fixture.publish('room:2', 'public');
    await bob.next('message');
    expect(bob.ids).toEqual(['public']);
    bob.close();
  });

  test('[A9] resuming a foreign resource is refused, with a true position and with a topic as its name', async () => {
    fixture = await startGateway({ rights: twoReaders() });
    const [alice, bob] = [
      await WireReader.hello(fixture.url, 'alice'),
      await WireReader.hello(fixture.url, 'bob'),
    ];
    await alice.subscribe({ ref: 1, resource: 'room:1' });
    await fixture.publish('room:1', 'secret');
    const { epoch } = await alice.next('message');
    const from = { epoch, offset: 0 };
    for (const [index, resource] of ['room:1', 't:room:1', '$control', ' room:1'].entries()) {
      expect(await bob.subscribe({ ref: index + 1, resource, from })).toMatchObject({
        op: 'refused',
        code: 'not_found',
      });
    }
    expect(bob.ids).toEqual([]);
    alice.close();
    bob.close();
  });

  test('a resource that resolves to the control topic is refused', async () => {
    fixture = await startGateway({ authorize: async () => ({ topic: '$control' }) });
    const reader = await WireReader.hello(fixture.url, 'alice');
    expect(await reader.subscribe({ ref: 1, resource: 'x' })).toMatchObject({
      code: 'unavailable',
    });
    reader.close();
  });

  test('subscriptions of one socket are bounded, and room is made by unsubscribing', async () => {
    fixture = await startGateway({
      limits: { maxSubscriptions: 2 },
      authorize: async (_actor, resource) => ({ topic: resource }),
    });
    const reader = await WireReader.hello(fixture.url, 'alice');
    await reader.subscribe({ ref: 1, resource: 'a' });
    await reader.subscribe({ ref: 2, resource: 'b' });
    expect(await reader.subscribe({ ref: 3, resource: 'c' })).toMatchObject({ code: 'too_many' });
    reader.send({ op: 'unsubscribe', ref: 1 });
    expect((await reader.subscribe({ ref: 4, resource: 'c' })).op).toBe('subscribed');
    expect(fixture.gateway.stats()).toMatchObject({ subscriptions: 2, topics: 2 });
    reader.close();
  });

  test('an ephemeral signal reaches the hook only for what is subscribed', async () => {
    const heard: unknown[] = [];
    fixture = await startGateway({
      signal: async (actor, signal) => {
        heard.push({ actor, ...signal });
        await fixture.publish('room:1', 'typing');
      },
    });
    const reader = await WireReader.hello(fixture.url, 'alice');
    reader.send({ op: 'signal', ref: 1, type: 'typing' });
    await reader.subscribe({ ref: 1, resource: 'room:1' });
    reader.send({ op: 'signal', ref: 1, type: 'typing', payload: { on: true } });
    await reader.next('message');
    expect(heard).toEqual([
      {
        actor: { id: 'alice' },
        resource: 'room:1',
        topic: 't:room:1',
        type: 'typing',
        payload: { on: true },
      },
    ]);
    reader.close();
  });
});

describe('rights that change', () => {
  test('[A10] what a demoted reader lost is revoked on every instance, and the rest stays', async () => {
    const log = createMemoryLog();
    const rights = twoReaders();
    fixture = await startGateway({ rights, log });
    const other = await startGateway({ rights, log });
    const readers = [
      await WireReader.hello(fixture.url, 'alice'),
      await WireReader.hello(other.url, 'alice'),
    ];
    for (const reader of readers) {
      await reader.subscribe({ ref: 1, resource: 'room:1' });
      await reader.subscribe({ ref: 2, resource: 'room:2' });
    }
    rights.set('alice', new Set(['room:2']));
    await fixture.gateway.revalidate('user:alice');
    for (const reader of readers) {
      expect(await reader.next('revoked')).toEqual({ op: 'revoked', topic: 't:room:1' });
    }
    await fixture.publish('room:1', 'secret');
    await fixture.publish('room:2', 'public');
    for (const reader of readers) {
      await reader.next('message');
      expect(reader.ids).toEqual(['public']);
      reader.close();
    }
    await other.close();
  });

  test('[A21] a session that is over is closed, by its user, its workspace or its own key', async () => {
    for (const key of ['user:alice', 'tenant:1']) {
      fixture = await startGateway({ rights: twoReaders() });
      const alice = await WireReader.hello(fixture.url, 'alice');
      fixture.rights.delete('alice');
      await fixture.gateway.revalidate(key);
      expect(await alice.next('bye')).toEqual({ op: 'bye', reason: 'unauthenticated' });
      if (key === 'user:alice') await fixture.close();
    }
  });

  test('[A10] rights that changed while a subscription was being decided are those that count', async () => {
    const rights = twoReaders();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    let times = 0;
    fixture = await startGateway({
      rights,
      authorize: async ({ id }, resource) => {
        const may = rights.get(id)?.has(resource) === true;
        times += 1;
        if (times === 1) {
          asked.resolve();
          await answer.promise;
        }
        return may ? { topic: resource } : { refused: 'not_found' };
      },
    });
    const alice = await WireReader.hello(fixture.url, 'alice');
    const subscribing = alice.subscribe({ ref: 1, resource: 'room:1' });
    await asked.promise;
    rights.set('alice', new Set());
    await fixture.gateway.revalidate('user:alice');
    answer.resolve();
    expect(await subscribing).toMatchObject({ op: 'refused', code: 'not_found' });
    alice.close();
  });

  test('[A10] a session that ended while it was being looked up does not stay', async () => {
    const rights = twoReaders();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    fixture = await startGateway({
      rights,
      authenticate: async () => {
        asked.resolve();
        await answer.promise;
        return { actor: { id: 'alice' }, keys: ['user:alice'] };
      },
    });
    const alice = await WireReader.open(fixture.url);
    alice.send({ op: 'hello', v: 1, token: 'alice' });
    await asked.promise;
    rights.delete('alice');
    await fixture.gateway.revalidate('user:alice');
    answer.resolve();
    expect((await alice.next('bye')).reason).toBe('unauthenticated');
  });

  test('[A10] rights that cannot be looked up again are not assumed', async () => {
    fixture = await startGateway({
      reload: async () => {
        throw new Error('the database is away');
      },
    });
    const alice = await WireReader.hello(fixture.url, 'alice');
    await fixture.gateway.revalidate('user:alice');
    expect(await alice.next('bye')).toMatchObject({ reason: 'unavailable' });
  });
});
