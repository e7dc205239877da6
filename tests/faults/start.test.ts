import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePortPair, launchCopy, processes, processesOn, startCopy } from './copy-of-platform.ts';

/** Longer than the platform's own deadline for a shutdown. */
const STOP_TIMEOUT_MS = 25_000;

let home: string;
let dataDir: string;
let port: number;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'parley start '));
  dataDir = path.join(home, 'data');
  port = await freePortPair();
});
afterEach(async () => {
  for (const { pid } of processesOn(home)) process.kill(pid, 'SIGKILL');
  await rm(home, { recursive: true, force: true });
});

async function isAlive(at: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${at}/livez`).catch(() => undefined);
  return response?.ok === true;
}

/** What must hold after every end: nothing of it runs, and the next start finds no lock. */
async function expectCleanEnd(): Promise<void> {
  await vi.waitFor(() => expect(processesOn(dataDir)).toEqual([]), { timeout: STOP_TIMEOUT_MS });
  expect(await isAlive(port)).toBe(false);
  const again = await startCopy(port, dataDir);
  expect(await isAlive(port)).toBe(true);
  again.starter.kill('SIGINT');
  expect(await again.ended).toBe(0);
}

describe('however it ends, nothing is left running and the next start works', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s to the starter', async (signal) => {
    const copy = await startCopy(port, dataDir);
    copy.starter.kill(signal);
    expect(await copy.ended).toBe(signal === 'SIGINT' ? 0 : 143);
    expect(copy.output()).toContain('Stopping');
    await expectCleanEnd();
  });

  it('kill -9 of the process that serves', async () => {
    const copy = await startCopy(port, dataDir);
    process.kill(copy.servingPid(), 'SIGKILL');
    expect(await copy.ended).toBe(1);
    expect(copy.output()).toContain('was ended by SIGKILL');
    await expectCleanEnd();
  });

  it('kill -9 of the starter', async () => {
    const copy = await startCopy(port, dataDir);
    const serving = copy.servingPid();
    copy.starter.kill('SIGKILL');
    expect(await copy.ended).toBe('SIGKILL');
    await vi.waitFor(() => expect(processes().map(({ pid }) => pid)).not.toContain(serving), {
      timeout: STOP_TIMEOUT_MS,
    });
    await expectCleanEnd();
  });
});

// Where Node's own way to make all of a path never comes back.
it.skipIf(!existsSync('/proc/self'))(
  'a place for data that holds no files is refused',
  async () => {
    const copy = launchCopy(port, '/proc/nope');
    expect(await copy.ended).toBe(1);
    expect(copy.output()).toContain('--data: /proc/nope cannot hold the data');
    expect(copy.output()).toContain('npm start -- --data DIR');
  },
);

describe('a second copy', () => {
  it('runs beside the first with a port and data of its own', async () => {
    await startCopy(port, dataDir);
    const otherPort = await freePortPair();
    await startCopy(otherPort, path.join(home, 'other data'));
    expect(await isAlive(port)).toBe(true);
    expect(await isAlive(otherPort)).toBe(true);
  });

  it('on the port of the first is refused, and told which flag helps', async () => {
    await startCopy(port, dataDir);
    const second = launchCopy(port, path.join(home, 'other data'));
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Port ${port} is in use`);
    expect(second.output()).toContain('--port');
    expect(await isAlive(port)).toBe(true);
  });

  it('on the data of the first is refused, and the first lives on', async () => {
    await startCopy(port, dataDir);
    const second = launchCopy(await freePortPair(), dataDir);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(dataDir);
    expect(second.output()).toContain('--data');
    expect(await isAlive(port)).toBe(true);
  });
});
