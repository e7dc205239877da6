import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { exists, readText, root, workspacePackages } from './repository.ts';

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Licences under which code may be shipped in a product without opening the product. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0', // Facts about browsers, which build tools read.
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1', // The typeface.
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** `A OR B` leaves the choice to us; `A AND B` binds to both. */
function isPermissive(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => PERMISSIVE.has(each.trim())));
}

function catalog(): [name: string, version: string][] {
  const text = readText('pnpm-workspace.yaml');
  const section = /^catalog:\n((?: {2}.*\n|\n)+)/m.exec(text)?.[1] ?? '';
  return [...section.matchAll(/^ {2}"?([^":]+)"?: (.+)$/gm)].map((match) => [
    match[1] ?? '',
    (match[2] ?? '').replaceAll('"', ''),
  ]);
}

describe('versions', () => {
  it('stand in the catalog, each exactly', () => {
    expect(catalog().length).toBeGreaterThan(50);
    expect(catalog().filter(([, version]) => !EXACT.test(version))).toEqual([]);
  });

  it('stand nowhere else', () => {
    const elsewhere = workspacePackages().flatMap(({ dir, file }) =>
      Object.entries({
        ...file.dependencies,
        ...file.devDependencies,
        ...file.optionalDependencies,
        ...file.peerDependencies,
      })
        .filter(([name, range]) =>
          name.startsWith('@platform/') ? range !== 'workspace:*' : range !== 'catalog:',
        )
        .map(([name, range]) => `${dir}: ${name} ${range}`),
    );
    expect(elsewhere).toEqual([]);
  });

  it('[ASVS 15.1.2] are locked in one lockfile', () => {
    expect(exists('pnpm-lock.yaml')).toBe(true);
    for (const other of ['package-lock.json', 'yarn.lock', 'bun.lock', 'npm-shrinkwrap.json']) {
      expect(exists(other), other).toBe(false);
    }
  });
});

describe('licences', () => {
  it('of what is shipped are permissive', () => {
    const output = execFileSync('pnpm', ['licenses', 'list', '--prod', '--json', '--recursive'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    });
    const byLicence = JSON.parse(output) as Record<string, { name: string }[]>;
    expect(Object.keys(byLicence).length).toBeGreaterThan(0);
    const others = Object.entries(byLicence)
      .filter(([licence]) => !isPermissive(licence))
      .flatMap(([licence, packages]) => packages.map(({ name }) => `${name}: ${licence}`));
    expect(others).toEqual([]);
  });
});
