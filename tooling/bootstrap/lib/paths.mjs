import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Everything fetched or kept between runs; safe to delete at any time nothing runs. */
export const cacheDir = join(root, '.cache');

const executableSuffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];

/**
 * Every program of that name on PATH, in order.
 *
 * @param {string} name
 * @param {string} [path]
 * @returns {string[]}
 */
export function findOnPath(name, path = process.env.PATH ?? '') {
  return path
    .split(delimiter)
    .filter((dir) => dir !== '')
    .flatMap((dir) => executableSuffixes.map((suffix) => join(dir, name + suffix)))
    .filter((file) => existsSync(file));
}

/**
 * An environment in which the given directories come first on PATH.
 *
 * @param {readonly string[]} dirs
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(dirs, extra = {}) {
  return {
    ...process.env,
    ...extra,
    PATH: [...dirs, process.env.PATH ?? ''].join(delimiter),
  };
}
