import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { type GatewayFixture, startGateway } from '../testing/gateway-fixture.ts';
import { WireReader } from '../testing/wire-reader.ts';

let fixture: GatewayFixture;
afterEach(async () => {
  await fixture.close();
});

const hello = { op: 'hello', v: 1, token: 'alice' };

/** Things that are not a message of the protocol, whatever came before them. */
const malformed: readonly (readonly [string, unknown])[] = [
  ['no JSON', '[{"op":'],
  ['nothing', ''],
  ['no array', { op: 'ping' }],
  ['an empty array', []],
  ['an array of arrays', [[{ op: 'ping' }]]],
  ['null', null],
  ['a null frame', [null]],
  ['an unknown op', [{ op: 'publish', topic: 't:room:1' }]],
  ['an op of the prototype', [{ op: 'constructor' }]],
  ['a frame with more than it has', [{ op: 'ping', topic: 'x' }]],
  ['an object for a scalar', [{ op: 'subscribe', ref: { $gt: 0 }, resource: 'room:1' }]],
  ['an array for a scalar', [{ op: 'subscribe', ref: 1, resource: ['room:1'] }]],
  ['a ref that is no integer', [{ op: 'subscribe', ref: 1.5, resource: 'room:1' }]],
  ['a ref beyond the integers', [{ op: 'subscribe', ref: 1e300, resource: 'room:1' }]],
  [
    'a negative offset',
    [{ op: 'subscribe', ref: 1, resource: 'r', from: { epoch: 'e', offset: -1 } }],
  ],
  ['a resource that is too long', [{ op: 'subscribe', ref: 1, resource: 'r'.repeat(257) }]],
  ['a second hello', [hello]],
];

describe('[A12] a malformed message ends its own socket and nothing else', () => {
  test.each(malformed)('%s', async (_, message) => {
    fixture = await startGateway();
    const [victim, offender] = [
      await WireReader.hello(fixture.url, 'alice'),
      await WireReader.hello(fixture.url, 'alice'),
    ];
    await victim.subscribe({ ref: 1, resource: 'room:1' });
    offender.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    expect(await offender.next('bye')).toEqual({ op: 'bye', reason: 'malformed' });
    expect((await offender.closed).code).toBe(4400);
    await fixture.publish('room:1', 'still here');
    expect((await victim.next('message')).id).toBe('still here');
    victim.close();
  });

  test('a repeated ref', async () => {
    fixture = await startGateway();
    const reader = await WireReader.hello(fixture.url, 'alice');
    await reader.subscribe({ ref: 1, resource: 'room:1' });
    reader.send({ op: 'subscribe', ref: 1, resource: 'room:1' });
    expect((await reader.next('bye')).reason).toBe('malformed');
  });

  test('a frame before the hello', async () => {
    fixture = await startGateway();
    const reader = await WireReader.open(fixture.url);
    reader.send({ op: 'subscribe', ref: 1, resource: 'room:1' });
    expect((await reader.next('bye')).reason).toBe('malformed');
  });

  test('another version of the protocol', async () => {
    fixture = await startGateway();
    const reader = await WireReader.open(fixture.url);
    reader.send({ op: 'hello', v: 2, token: 'alice' });
    expect(await reader.next('bye')).toEqual({ op: 'bye', reason: 'unsupported_version' });
  });

  test('a binary message', async () => {
    fixture = await startGateway();
    const reader = await WireReader.hello(fixture.url, 'alice');
    reader.socket.send(Buffer.from(JSON.stringify([{ op: 'ping' }])));
    expect((await reader.next('bye')).reason).toBe('malformed');
  });

  test('a message that is too large', async () => {
    fixture = await startGateway({ limits: { maxMessageBytes: 1_024 } });
    const reader = await WireReader.hello(fixture.url, 'alice');
    reader.socket.send(JSON.stringify([{ op: 'auth', token: 'x'.repeat(1_024) }]));
    expect((await reader.closed).code).toBe(1009);
  });

  test('more frames than a client sends', async () => {
    fixture = await startGateway({ limits: { maxFramesPerSecond: 50 } });
    const reader = await WireReader.hello(fixture.url, 'alice');
    for (let i = 0; i < 200; i += 1) reader.send({ op: 'ping' });
    expect(await reader.next('bye')).toMatchObject({ reason: 'too_many_frames' });
  });

  test('more frames than can wait while the hello is being answered', async () => {
    const answer = Promise.withResolvers<null>();
    fixture = await startGateway({
      limits: { maxSubscriptions: 10 },
      authenticate: () => answer.promise,
    });
    const reader = await WireReader.open(fixture.url);
    reader.send({ op: 'hello', v: 1, token: 'alice' });
    for (let ref = 1; ref <= 11; ref += 1)
      reader.send({ op: 'subscribe', ref, resource: 'room:1' });
    expect(await reader.next('bye')).toMatchObject({ reason: 'too_many_frames' });
    answer.resolve(null);
  });

  test('bytes that are no WebSocket frame', async () => {
    fixture = await startGateway();
    const victim = await WireReader.hello(fixture.url, 'alice');
    const offender = await WireReader.hello(fixture.url, 'alice');
    // What a client holds under its WebSocket: reserved bits, an unknown opcode, no mask.
    const raw = Reflect.get(offender.socket, '_socket') as { write(bytes: Buffer): void };
    raw.write(Buffer.from([0xff, 0xff, 0x00, 0x13, 0x37]));
    await offender.closed;
    victim.send({ op: 'ping' });
    await victim.next('pong');
    victim.close();
  });

  test('anything at all: the process is the same and still answers', async () => {
    fixture = await startGateway({ limits: { maxFramesPerSecond: 10_000 } });
    const { pid } = process;
    const frameLike = fc.record(
      {
        op: fc.constantFrom('hello', 'auth', 'subscribe', 'unsubscribe', 'signal', 'ping', 'pong'),
        ref: fc.oneof(fc.integer(), fc.jsonValue()),
        resource: fc.oneof(fc.string(), fc.jsonValue()),
        token: fc.oneof(fc.string(), fc.jsonValue()),
        v: fc.oneof(fc.constant(1), fc.jsonValue()),
        from: fc.oneof(fc.record({ epoch: fc.string(), offset: fc.integer() }), fc.jsonValue()),
        payload: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const message = fc.oneof(
      fc.array(frameLike, { maxLength: 5 }).map((frames) => JSON.stringify(frames)),
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async (messages) => {
        const offender = await WireReader.open(fixture.url);
        offender.socket.send(JSON.stringify([hello]));
        for (const text of messages) offender.socket.send(text);
        offender.socket.close();
        await offender.closed;
      }),
      { numRuns: 300, seed: 20_261_120 },
    );
    const reader = await WireReader.hello(fixture.url, 'alice');
    await reader.subscribe({ ref: 1, resource: 'room:1' });
    await fixture.publish('room:1', 'alive');
    expect((await reader.next('message')).id).toBe('alive');
    expect(process.pid).toBe(pid);
    expect(Object.keys({})).toEqual([]);
    reader.close();
  });
});

describe('heartbeat', () => {
  test('a socket without a hello is closed in time', async () => {
    fixture = await startGateway({ limits: { helloTimeoutMs: 100 } });
    const reader = await WireReader.open(fixture.url);
    expect(await reader.next('bye')).toMatchObject({ reason: 'hello_timeout' });
    expect((await reader.closed).code).toBe(4408);
  });

  test('a silent socket is pinged, then cut; one that answers stays', async () => {
    fixture = await startGateway({ limits: { pingEveryMs: 1_000 } });
    const [silent, answers] = [
      await WireReader.hello(fixture.url, 'alice'),
      await WireReader.hello(fixture.url, 'alice'),
    ];
    answers.socket.on('message', () => answers.send({ op: 'pong' }));
    await silent.next('ping');
    expect((await silent.closed).code).toBe(1006);
    expect(fixture.gateway.stats()).toMatchObject({ connections: 1, cuts: { silent: 1 } });
    answers.send({ op: 'ping' });
    await answers.next('pong');
    answers.close();
  });
});
