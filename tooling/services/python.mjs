import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDir, findOnPath } from '../bootstrap/lib/paths.mjs';
import { CommandError, run } from '../bootstrap/lib/run.mjs';
import { ServiceUnavailable } from './service.mjs';

/**
 * Installs one wheel, without its dependencies, into a directory of its own under the cache. The
 * system's Python is not changed.
 *
 * @param {string} requirement With its exact version, for example `name==1.0`.
 * @param {import('./service.mjs').ProvideOptions} options
 * @returns {Promise<string>} The directory that holds it.
 */
export async function installWheel(requirement, { note, signal }) {
  const directory = join(cacheDir, 'services', requirement.replace('==', '-'));
  if (existsSync(directory)) return directory;
  const staging = `${directory}.${process.pid}`;
  await mkdir(dirname(directory), { recursive: true });
  /** @type {string[]} */
  const refusals = [];
  for (const python of ['python3', 'python'].flatMap((name) => findOnPath(name))) {
    try {
      await run(
        python,
        [
          ...['-m', 'pip', 'install', '--no-deps', '--only-binary=:all:', '--no-input'],
          ...['--disable-pip-version-check', '--target', staging, requirement],
        ],
        { onLine: note, signal },
      );
      await rename(staging, directory);
      return directory;
    } catch (error) {
      if (signal.aborted) throw error;
      await rm(staging, { recursive: true, force: true });
      const said = error instanceof CommandError ? error.output.split('\n').at(-1) : String(error);
      refusals.push(`${python}: ${said}`);
    }
  }
  throw new ServiceUnavailable(
    refusals.length === 0
      ? `${requirement} needs Python 3 with pip, and there is no python3 on PATH.`
      : `pip could not install ${requirement}:\n${refusals.join('\n')}`,
  );
}
