import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { createRedisLog } from '@platform/realtime/server';
import { Redis } from 'ioredis';

import { topicName } from './wire.ts';

export type WakeUpKind = 'announce' | 'block';

export interface Look {
  readonly count: number;
  readonly cpuMicros: number;
}

/** A process that reads all topics in one of the two ways. */
export async function startWakeUpReader(kind: WakeUpKind, redisUrl: string, topics: number) {
  const child = fork(fileURLToPath(import.meta.url), [kind, redisUrl, String(topics)]);
  await once(child, 'message');
  return {
    async look(): Promise<Look> {
      const reply = once(child, 'message');
      child.send('look');
      return (await reply)[0] as Look;
    },
    async end(): Promise<void> {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

const [kind, redisUrl = '', topics = '0'] = process.argv.slice(2);
if (process.send !== undefined && redisUrl !== '') {
  let count = 0;
  const names = Array.from({ length: Number(topics) }, (_, i) => topicName(i));
  const heard = (more: number) => {
    count += more;
  };
  if (kind === 'announce') await readAnnounced(names, heard);
  else await readBlocking(names, heard);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ count, cpuMicros: user + system } satisfies Look);
  });
  process.on('disconnect', () => process.exit(0));
  process.send('ready');
}

async function readAnnounced(names: readonly string[], heard: (more: number) => void) {
  const quiet = () => undefined;
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const log = createRedisLog({ url: redisUrl, logger });
  await log.ready(5_000);
  const follower = {
    onStart: quiet,
    onReset: quiet,
    onEntries: (entries: readonly unknown[]) => heard(entries.length),
  };
  await Promise.all(names.map((name) => log.follow(name, follower)));
}

async function readBlocking(names: readonly string[], heard: (more: number) => void) {
  const client = new Redis(redisUrl);
  const run = /^run_id:(\w{12})/m.exec(await client.info('server'))?.[1];
  const keys = names.map((name) => `rt:${run}:${name}`);
  const last = new Map<string, string>(keys.map((key) => [key, '0']));
  for (const key of keys) {
    const [newest] = await client.xrevrange(key, '+', '-', 'COUNT', 1);
    if (newest !== undefined) last.set(key, newest[0]);
  }
  const read = async (): Promise<void> => {
    const reply = await client.xread(
      'COUNT',
      100,
      'BLOCK',
      1_000,
      'STREAMS',
      ...keys,
      ...last.values(),
    );
    for (const [key, entries] of reply ?? []) {
      const [id] = entries.at(-1) ?? [];
      if (id === undefined) continue;
      last.set(key, id);
      // The mark at the beginning of a stream is no message.
      heard(entries.filter(([entry]) => !entry.endsWith('-0')).length);
    }
    return read();
  };
  void read();
}
