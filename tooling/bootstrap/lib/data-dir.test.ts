import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.mjs';
import { BootstrapError } from './run.mjs';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'parley-data-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const refusal = (dataDir: string, setBy = '--data'): string => {
  try {
    makeDataDir(dataDir, setBy);
  } catch (error) {
    if (error instanceof BootstrapError) return error.message;
    throw error;
  }
  throw new Error(`${dataDir} was taken.`);
};

it('makes what is not there yet, and leaves nothing in it', () => {
  const dataDir = path.join(home, 'a', 'b');
  makeDataDir(dataDir, '--data');
  makeDataDir(dataDir, '--data');
  expect(readdirSync(dataDir)).toEqual([]);
});

it('a file is no directory, nor is there one in it', () => {
  const file = path.join(home, 'notes.txt');
  writeFileSync(file, 'kept');
  expect(refusal(file)).toContain(`${file} is a file`);
  expect(refusal(path.join(file, 'data'))).toContain(`${file} is a file`);
});

it('a directory that this user may not write to is refused, and so is one below it', () => {
  chmodSync(home, 0o555);
  asOrdinaryUser(() => {
    for (const place of [home, path.join(home, 'data')]) {
      expect(refusal(place)).toContain('this user may not write there');
    }
  });
});

// The file system of Linux where nothing can be made, and where making all of a path never ended.
it.skipIf(!existsSync('/proc/self'))('a place that holds no files is refused at once', () => {
  for (const place of ['/proc', '/proc/nope', '/proc/nope/data']) {
    expect(refusal(place)).toMatch(/^--data: \/proc.*npm start -- --data DIR$/s);
  }
});

it('names the variable where that was what set it', () => {
  const file = path.join(home, 'notes.txt');
  writeFileSync(file, '');
  expect(refusal(file, 'DATA_DIR')).toMatch(/^DATA_DIR: /);
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
