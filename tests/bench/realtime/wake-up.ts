/**
 * How a node learns of new messages in the topics it follows: announcements on channels (what the log
 * does) against one blocking read that names every stream (XREAD BLOCK).
 *
 *   node tests/bench/realtime/wake-up.ts [--topics 1000] [--messages 5000]
 *
 * The same publisher for both; processor time of the reading process and of Redis, per message read.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { createRedisLog } from '@platform/realtime/server';
import { startRedisServer } from '@platform/realtime/testing';
import { Redis } from 'ioredis';

import { startWakeUpReader, type WakeUpKind } from './wake-up-reader.ts';
import { delta, topicName } from './wire.ts';

const { values } = parseArgs({
  options: {
    topics: { type: 'string', default: '1000' },
    messages: { type: 'string', default: '5000' },
  },
});
const topics = Number(values.topics);
const messages = Number(values.messages);
/** Published together, to as many different topics, then a pause: some conversations at once. */
const atOnce = 5;

const redis = await startRedisServer();
const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: console.error, error: console.error };
const log = createRedisLog({ url: redis.url, logger });
const client = new Redis(redis.url);
let sequence = 0;
const results: Record<string, unknown>[] = [];
try {
  await log.ready(5_000);
  for (const kind of ['announce', 'block', 'announce', 'block'] as const) {
    results.push(await measure(kind));
  }
} finally {
  client.disconnect();
  await log.close();
  await redis.dispose();
}
console.log(JSON.stringify({ bench: 'realtime/wake-up', topics, messages, results }, null, 2));
console.table(results);

async function measure(kind: WakeUpKind) {
  const reader = await startWakeUpReader(kind, redis.url, topics);
  const before = { reader: await reader.look(), redis: await redisMicros() };
  for (let i = 0; i < messages; i += atOnce) {
    const batch = Array.from({ length: atOnce }, () => {
      sequence += 1;
      return { topic: topicName((sequence * 37) % topics), ...delta(sequence) };
    });
    await log.publish(batch);
    await delay(1);
  }
  while ((await reader.look()).count - before.reader.count < messages) await delay(20);
  const after = { reader: await reader.look(), redis: await redisMicros() };
  await reader.end();
  const perMessage = (micros: number) => Math.round((micros / messages) * 10) / 10;
  return {
    kind,
    'reader, µs per message': perMessage(after.reader.cpuMicros - before.reader.cpuMicros),
    'redis, µs per message': perMessage(after.redis - before.redis),
  };
}

async function redisMicros(): Promise<number> {
  const info = await client.info('cpu');
  const seconds = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
  return (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1e6;
}
