import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, workspacePackages } from './repository.ts';

/**
 * The rules about who may import whom are only worth something while they refuse. The package
 * rules are tried on a copy of the workspace's package files, the sub-path rules on files with one
 * import.
 */
let copy: string;
const packages = workspacePackages();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
  const files = [
    ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'turbo.json', 'biome.json'],
    ...packages.flatMap(({ dir }) => [join(dir, 'package.json'), join(dir, 'turbo.json')]),
  ];
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(script: string[], args: string[]): number | null {
  const file = join(root, 'node_modules', ...script);
  return spawnSync(process.execPath, [file, ...args], { cwd: copy }).status;
}

describe('a dependency between packages', () => {
  function boundariesWith(dir: string, dependency: string): number | null {
    const original = packages.find((each) => each.dir === dir)?.file;
    if (original === undefined) throw new Error(`There is no package in ${dir}`);
    const file = join(copy, dir, 'package.json');
    const dependencies = { ...original.dependencies, [dependency]: 'workspace:*' };
    writeFileSync(file, JSON.stringify({ ...original, dependencies }));
    const status = run(['turbo', 'bin', 'turbo'], ['boundaries']);
    writeFileSync(file, JSON.stringify(original));
    return status;
  }

  it.each([
    ['packages/shared', '@platform/api-contract'],
    ['packages/db', '@platform/knowledge'],
    ['packages/knowledge', '@platform/ai-core'],
    ['packages/auth', '@platform/knowledge'],
    ['packages/realtime', '@platform/db'],
    ['packages/api', '@platform/ui'],
    ['apps/dashboard', '@platform/db'],
    ['apps/widget-sdk', '@platform/ui'],
  ])('%s may not depend on %s', (dir, dependency) => {
    expect(boundariesWith(dir, dependency)).toBe(1);
  });

  it.each([
    ['packages/api', '@platform/knowledge'],
    ['apps/dashboard', '@platform/ui'],
  ])('%s may depend on %s', (dir, dependency) => {
    expect(boundariesWith(dir, dependency)).toBe(0);
  });
});

describe('an import of a sub-path', () => {
  function lint(file: string, specifier: string): number | null {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), `import { a } from '${specifier}';\nexport const b = a;\n`);
    const only = '--only=style/noRestrictedImports';
    return run(['@biomejs', 'biome', 'bin', 'biome'], ['lint', only, file]);
  }

  it.each([
    ['apps/dashboard/src/a.ts', '@platform/api-contract/router'],
    ['packages/knowledge/src/a.ts', '@platform/api-contract/router'],
    ['packages/api/src/a.ts', '@platform/realtime/client'],
    ['packages/ai-core/src/a.ts', '@platform/realtime/client'],
    ['apps/dashboard/src/a.ts', '@platform/realtime/server'],
    ['apps/widget-sdk/src/a.ts', '@trpc/server'],
  ])('%s may not import %s', (file, specifier) => {
    expect(lint(file, specifier)).toBe(1);
  });

  it.each([
    ['packages/api/src/a.ts', '@platform/api-contract/router'],
    ['packages/api/src/a.ts', '@platform/realtime/server'],
    ['apps/dashboard/src/a.ts', '@platform/realtime/client'],
    ['apps/dashboard/src/a.ts', '@platform/api-contract/types'],
  ])('%s may import %s', (file, specifier) => {
    expect(lint(file, specifier)).toBe(0);
  });
});
