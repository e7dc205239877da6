import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What is fetched, built or kept beside the sources, and never ours to judge. */
const notOurs = new Set(['node_modules', 'dist', '.cache', '.data', '.git', '.turbo', 'coverage']);

export interface PackageFile {
  name: string;
  exports?: Record<string, string>;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** A package of the workspace: its directory from the root, and its package.json. */
export interface WorkspacePackage {
  dir: string;
  file: PackageFile;
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

/** Every package of the workspace, the root itself not counted. */
export function workspacePackages(): WorkspacePackage[] {
  const rooms = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  return [...rooms, 'tests', 'tooling']
    .filter((dir) => exists(join(dir, 'package.json')))
    .map((dir) => ({ dir, file: JSON.parse(readText(join(dir, 'package.json'))) as PackageFile }));
}

/** Every file under a directory of the repository, as paths from the root with `/`. */
export function filesUnder(dir: string): string[] {
  if (!exists(dir)) return [];
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesUnder(path);
    return [relative(root, join(root, path)).replaceAll('\\', '/')];
  });
}
