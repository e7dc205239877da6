/**
 * Deliveries per second of server processor time: bursts of streamed deltas to 1,000 readers, against
 * Socket.IO with its Redis Streams adapter and against bare `ws`.
 *
 *   node tests/bench/realtime/deliveries.ts [--rounds 5] [--readers 1000] [--quick]
 *
 * The servers run side by side, each with its readers in other processes, and take turns (ABCABC…);
 * only processor time of the server process counts, read by itself. Every round checks that each reader
 * counted each message. Bounds: 1.5 times Socket.IO, 1.2 times `ws`.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startRedisServer } from '@platform/realtime/testing';

import { median, startMeasured } from './measured.ts';
import { type ServerKind, serverKinds } from './wire.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    readers: { type: 'string', default: '1000' },
    quick: { type: 'boolean', default: false },
  },
});
const readers = Number(values.readers);
const rounds = values.quick ? 2 : Number(values.rounds);

interface Shape {
  readonly name: string;
  readonly topics: number;
  readonly bursts: number;
  readonly deltas: number;
  readonly gapMs: number;
}

/** The first is the one with bounds; the others show what it depends on. */
const shapes: readonly Shape[] = [
  { name: 'one topic, bursts of 10', topics: 1, bursts: 20, deltas: 10, gapMs: 50 },
  { name: '100 topics, bursts of 10', topics: 100, bursts: 20, deltas: 10, gapMs: 50 },
  { name: 'one topic, single deltas', topics: 1, bursts: 100, deltas: 1, gapMs: 20 },
];

const redis = await startRedisServer();
const results: Record<string, unknown>[] = [];
try {
  for (const shape of values.quick ? shapes.slice(0, 1) : shapes)
    results.push(await measure(shape));
} finally {
  await redis.dispose();
}
console.log(JSON.stringify({ bench: 'realtime/deliveries', readers, rounds, results }, null, 2));
console.table(results);

async function measure({ name, topics, bursts, deltas, gapMs }: Shape) {
  const servers = new Map<ServerKind, Awaited<ReturnType<typeof startMeasured>>>();
  const rates: Record<ServerKind, number[]> = { parley: [], 'socket.io': [], ws: [] };
  for (const kind of serverKinds) {
    const server = await startMeasured(kind, topics, redis.url);
    await server.addReaders(readers);
    servers.set(kind, server);
  }
  // One round more than is counted: the first warms the compilers up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [kind, server] of servers) {
      const expected = (await server.deliveries()) + bursts * deltas * readers;
      const before = await server.cpuMicros();
      await server.publish(bursts, deltas, gapMs);
      await untilCounted(() => server.deliveries(), expected, `${kind} in round ${round}`);
      const after = await server.cpuMicros();
      const seconds = (after - before) / 1e6;
      if (round > 0) rates[kind].push((bursts * deltas * readers) / seconds);
    }
  }
  for (const server of servers.values()) await server.end();
  const [ours, socketIo, ws] = serverKinds.map((kind) => Math.round(median(rates[kind])));
  return {
    shape: name,
    parley: ours,
    'socket.io': socketIo,
    ws,
    'against socket.io': ratio(ours, socketIo),
    'against ws': ratio(ours, ws),
  };
}

async function untilCounted(count: () => Promise<number>, expected: number, what: string) {
  const givesUpAt = Date.now() + 60_000;
  let counted = await count();
  while (counted < expected && Date.now() < givesUpAt) {
    await delay(50);
    counted = await count();
  }
  if (counted !== expected) throw new Error(`${what}: ${counted} deliveries, not ${expected}.`);
}

function ratio(ours = Number.NaN, theirs = Number.NaN): number {
  return Math.round((ours / theirs) * 100) / 100;
}
