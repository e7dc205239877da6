import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, filesUnder, type PackageFile, readText } from './repository.ts';

/** Guides drift from the code; what they name must be there. */
const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', ...filesUnder('docs')].filter(
  (file) => file.endsWith('.md') && exists(file),
);
const rooms = /^(apps|packages|tests|tooling|docs|infrastructure|\.ci)\//;
const scripts = (JSON.parse(readText('package.json')) as PackageFile).scripts ?? {};

/** Commands of pnpm itself, which are no scripts of ours. */
const pnpmCommands = new Set(['install', 'exec', 'add', 'licenses', 'run', 'dlx', 'store']);

function withoutPlaceholders(path: string): boolean {
  return !/[<>*…{}]|\bN\b/.test(path);
}

describe.each(documents)('%s', (file) => {
  const text = readText(file);

  it('names only paths that exist', () => {
    const spans = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
    const paths = spans
      .flatMap((span) => span.split(/\s+/))
      .map((word) => word.replace(/[:#].*$|[.,;)]+$/g, ''))
      .filter((word) => rooms.test(word) && withoutPlaceholders(word));
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)[^)]*\)|(?:src|href)="([^"]+)"/g)]
      .map((match) => (match[1] ?? match[2] ?? '').replace(/#.*$/, ''))
      .filter((link) => link !== '' && !/^[a-z]+:/i.test(link));
    const missing = links.filter((link) => !exists(join(dirname(file), decodeURI(link))));
    expect(missing).toEqual([]);
  });

  it('names only commands that exist', () => {
    const commands = [...text.matchAll(/\b(?:pnpm|npm run) ([a-z][a-z:-]*)/g)].map(
      (match) => match[1] ?? '',
    );
    const unknown = commands.filter((name) => !(name in scripts) && !pnpmCommands.has(name));
    expect(unknown).toEqual([]);
  });
});

it('a newcomer finds the three documents that explain the house', () => {
  for (const file of ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'docs/architecture.md']) {
    expect(exists(file), file).toBe(true);
  }
});
