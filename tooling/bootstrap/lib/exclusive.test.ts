import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exclusively } from './exclusive.mjs';

let directory: string;
let lockFile: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'exclusive-'));
  lockFile = join(directory, 'some', 'lock');
});
afterEach(() => rm(directory, { recursive: true }));

const nobodyWaits = () => {
  throw new Error('nobody should wait');
};

it('lets one work after the other, and tells who waits for whom', async () => {
  const happened: string[] = [];
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const first = exclusively(lockFile, nobodyWaits, async () => {
    happened.push('first begins');
    begun.resolve();
    await finish.promise;
    happened.push('first ends');
  });
  await begun.promise;
  const second = exclusively(
    lockFile,
    (pid: number) => {
      happened.push(`second waits for ${pid}`);
      finish.resolve();
    },
    async () => {
      happened.push('second works');
    },
  );
  await Promise.all([first, second]);
  expect(happened).toEqual([
    'first begins',
    `second waits for ${process.pid}`,
    'first ends',
    'second works',
  ]);
  expect(existsSync(lockFile)).toBe(false);
});

it('takes over the lock of a process that is gone', async () => {
  await exclusively(lockFile, nobodyWaits, async () => undefined);
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(lockFile, String(pid));
  expect(await exclusively(lockFile, nobodyWaits, async () => 'worked')).toBe('worked');
});

it('gives the lock back when the work fails', async () => {
  const failing = exclusively(lockFile, nobodyWaits, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(lockFile)).toBe(false);
});
