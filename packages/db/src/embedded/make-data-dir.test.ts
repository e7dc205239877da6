import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDir } from './lock-data-dir.ts';
import { DataDirError, makeDataDir } from './make-data-dir.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'parley-data-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const refusal = (dataDir: string): unknown => {
  try {
    makeDataDir(dataDir);
  } catch (error) {
    return error;
  }
  throw new Error(`${dataDir} was taken.`);
};

it('makes what is not there yet, and leaves nothing in it', () => {
  const dataDir = path.join(home, 'a', 'b');
  makeDataDir(dataDir);
  makeDataDir(dataDir);
  expect(readdirSync(dataDir)).toEqual([]);
});

it('a file is no directory, nor is there one in it', () => {
  const file = path.join(home, 'notes.txt');
  writeFileSync(file, 'kept');
  for (const place of [file, path.join(file, 'data')]) {
    const error = refusal(place);
    expect(error).toBeInstanceOf(DataDirError);
    expect((error as Error).message).toContain(`${file} is a file`);
    expect((error as Error).message).toContain('--data');
  }
});

it('a directory that this user may not write to is refused, and so is one below it', () => {
  chmodSync(home, 0o555);
  asOrdinaryUser(() => {
    for (const place of [home, path.join(home, 'data')]) {
      expect((refusal(place) as Error).message).toContain('this user may not write there');
    }
  });
});

// The file system of Linux where nothing can be made, and where making all of a path never ended.
it.skipIf(!existsSync('/proc/self'))('a place that holds no files is refused at once', () => {
  for (const place of ['/proc', '/proc/nope', '/proc/nope/data']) {
    expect(() => lockDataDir(place)).toThrow(DataDirError);
  }
});

/** Root may write everywhere, so a root who runs the tests becomes somebody else meanwhile. */
function asOrdinaryUser(work: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
