/**
 * Server memory per idle subscribed socket, against Socket.IO with its Redis Streams adapter (bound:
 * 0.3 of it) and, for the floor, bare `ws`.
 *
 *   node tests/bench/realtime/memory.ts [--rounds 3] [--sockets 5000]
 *
 * Each round is a fresh server process: memory after full collections with 500 sockets, then with
 * `--sockets` more, and the difference divided by their number. Kinds take turns.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startRedisServer } from '@platform/realtime/testing';

import { median, startMeasured } from './measured.ts';
import { type ServerKind, serverKinds } from './wire.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    sockets: { type: 'string', default: '5000' },
  },
});
const sockets = Number(values.sockets);
const perProcess = 1_000;
const first = 500;
// The engine lets its young generation grow once, by tens of megabytes, when it sees churn; held small,
// what is resident is what sockets hold.
const nodeFlags = ['--expose-gc', '--max-semi-space-size=1'];
const topics = 1;

const redis = await startRedisServer();
const resident: Record<ServerKind, number[]> = { parley: [], 'socket.io': [], ws: [] };
const heap: Record<ServerKind, number[]> = { parley: [], 'socket.io': [], ws: [] };
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const kind of serverKinds) {
      const server = await startMeasured(kind, topics, redis.url, nodeFlags);
      await server.addReaders(first);
      const before = await settled(server);
      for (let i = 0; i < sockets; i += perProcess) {
        await server.addReaders(Math.min(perProcess, sockets - i));
      }
      const after = await settled(server);
      resident[kind].push((after.rssBytes - before.rssBytes) / sockets);
      heap[kind].push((after.heapBytes - before.heapBytes) / sockets);
      await server.end();
    }
  }
} finally {
  await redis.dispose();
}

const bytes = (of: Record<ServerKind, number[]>) =>
  Object.fromEntries(serverKinds.map((kind) => [kind, Math.round(median(of[kind]))]));
const against = (of: Record<ServerKind, number[]>) =>
  Math.round((median(of.parley) / median(of['socket.io'])) * 100) / 100;
const results = [
  { 'bytes per socket': 'resident', ...bytes(resident), 'against socket.io': against(resident) },
  { 'bytes per socket': 'heap', ...bytes(heap), 'against socket.io': against(heap) },
];
console.log(JSON.stringify({ bench: 'realtime/memory', sockets, results }, null, 2));
console.table(results);

/** Memory when nothing moves any more: the second of two looks. */
async function settled(server: Awaited<ReturnType<typeof startMeasured>>) {
  await delay(500);
  await server.memory();
  await delay(500);
  return server.memory();
}
