import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './repository.ts';

/** What @trpc/server says in a browser: a sentence that survives any minifier. */
const MARK = "You're trying to use @trpc/server in a non-server environment";

const apps = ['landing', 'dashboard', 'widget-sdk'];

function scriptsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => join(directory, name));
}

it('the mark is what @trpc/server really carries', () => {
  const server = join(root, 'packages', 'api-contract', 'node_modules', '@trpc', 'server', 'dist');
  const carriers = scriptsIn(server).filter((file) => readFileSync(file, 'utf8').includes(MARK));
  expect(carriers).not.toHaveLength(0);
});

describe.each(apps)('the bundle of %s', (app) => {
  const scripts = scriptsIn(join(root, 'apps', app, 'dist'));

  it('is built', () => {
    expect(scripts).not.toHaveLength(0);
  });

  it('holds nothing of the server half of tRPC', () => {
    expect(scripts.filter((file) => readFileSync(file, 'utf8').includes(MARK))).toEqual([]);
  });
});
