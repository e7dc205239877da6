import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWidget } from '../scripts/build.ts';

const loaderLimitBytes = 3_000;
const visitLimitBytes = 25_000;

let folder: string;
let sizes: Record<string, number>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-widget-'));
  await buildWidget(folder);
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  sizes = Object.fromEntries(
    await Promise.all(
      scripts.map(async (name) => {
        const bytes = await readFile(join(folder, name));
        return [name, gzipSync(bytes, { level: 9 }).length] as const;
      }),
    ),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const sizeOf = (pattern: RegExp): number => {
  const found = Object.entries(sizes).filter(([name]) => pattern.test(name));
  expect(found, `one file like ${pattern}`).toHaveLength(1);
  return found[0]?.[1] ?? 0;
};

test('a page pays three kilobytes at most before anyone asks', () => {
  expect(sizeOf(/^widget\.js$/)).toBeLessThanOrEqual(loaderLimitBytes);
});

test.each(['ar', 'de', 'es', 'fr'])(
  'a visitor who reads %s downloads at most 25 KB in all',
  (locale) => {
    // Styles and images are inside these scripts: there is no other file to download.
    const total = sizeOf(/^widget\.js$/) + sizeOf(/^panel-/) + sizeOf(new RegExp(`^${locale}-`));
    expect(total).toBeLessThanOrEqual(visitLimitBytes);
  },
);

test('no file holds the server’s half of anything, nor code that a strict policy forbids', async () => {
  for (const name of Object.keys(sizes)) {
    const text = await readFile(join(folder, name), 'utf8');
    const forbidden = /initTRPC|ZodError|\beval\(|new Function|data:image|jsxDEV/.exec(text)?.[0];
    expect(forbidden, name).toBeUndefined();
  }
});
