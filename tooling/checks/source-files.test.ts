import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { filesUnder, readText } from './repository.ts';

const MOST_LINES = 500;
const MEDIAN_LINES = 80;

/** Words in small letters joined by hyphens, then the role and the kind, each after a dot. */
const KEBAB_CASE = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const NAMED_BY_THEIR_TOOLS = new Set(['README.md', 'Dockerfile', 'LICENSE']);

const ours = ['apps', 'packages', 'tests', 'tooling'].flatMap(filesUnder);
const sources = ours.filter(
  (file) =>
    /\.(ts|tsx|mjs|css)$/.test(file) && !file.includes('.gen.') && !file.includes('/migrations/'),
);

const linesOf = (file: string) => readText(file).trimEnd().split('\n').length;

it(`no source file is longer than ${MOST_LINES} lines`, () => {
  const long = sources.filter((file) => linesOf(file) > MOST_LINES);
  expect(long).toEqual([]);
});

it(`half of all source files have at most ${MEDIAN_LINES} lines`, () => {
  const lengths = sources.map(linesOf).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)];
  expect(median).toBeLessThanOrEqual(MEDIAN_LINES);
});

it('every file and directory is named in kebab-case', () => {
  const named = ours.filter((file) => !file.includes('/routes/') && !file.includes('/migrations/'));
  const wrong = named.filter((file) => {
    const name = basename(file);
    const directories = dirname(file).split('/');
    return (
      !(KEBAB_CASE.test(name) || NAMED_BY_THEIR_TOOLS.has(name)) ||
      directories.some((directory) => !KEBAB_CASE.test(directory))
    );
  });
  expect(wrong).toEqual([]);
});

it('no file is left over from an experiment', () => {
  expect(ours.filter((file) => /\.(tmp|bak|orig|old)\b/.test(file))).toEqual([]);
});
