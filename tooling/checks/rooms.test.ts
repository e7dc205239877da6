import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, readText, root, workspacePackages } from './repository.ts';

interface TurboFile {
  tags?: string[];
  boundaries?: { tags: Record<string, unknown> };
}

const packages = workspacePackages();
const knownTags = Object.keys(
  (JSON.parse(readText('turbo.json')) as TurboFile).boundaries?.tags ?? {},
);

/** Boundaries say nothing about a package without a tag, so that one would be free of all rules. */
describe.each(packages)('$dir', ({ dir, file }) => {
  it('has a tag that the boundaries know', () => {
    const turbo = JSON.parse(readText(join(dir, 'turbo.json'))) as TurboFile;
    expect(turbo.tags ?? []).not.toHaveLength(0);
    for (const tag of turbo.tags ?? []) expect(knownTags).toContain(tag);
  });

  it('is typechecked', () => {
    expect(file.scripts).toHaveProperty('types');
    expect(exists(join(dir, 'tsconfig.json'))).toBe(true);
  });

  it('exports only what exists', () => {
    const missing = Object.values(file.exports ?? {}).filter(
      // In an export pattern a star stands for any path, not for one name.
      (target) => globSync(target.replace('/*', '/**/*'), { cwd: join(root, dir) }).length === 0,
    );
    expect(missing).toEqual([]);
  });
});
