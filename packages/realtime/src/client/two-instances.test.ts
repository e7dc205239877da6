import { afterEach, describe, expect, test } from 'vitest';

import { createRedisLog } from '../server/redis-log.ts';
import { cleanUp, cleanups, connect, gateway, listen } from '../testing/client-fixture.ts';
import { quietLogger } from '../testing/quiet-logger.ts';
import { hasRedisServer, startRedisServer } from '../testing/redis-server.ts';

afterEach(cleanUp);

const soon = { timeout: 8_000, interval: 10 };

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
