import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findOnPath } from '../bootstrap/lib/paths.mjs';
import { run } from '../bootstrap/lib/run.mjs';

/** @typedef {import('./service.mjs').ProvideOptions} ProvideOptions */

export const hasApt = () => findOnPath('apt-get').length > 0 && findOnPath('dpkg-deb').length > 0;

/**
 * Installs packages on this machine; for root only.
 *
 * @param {readonly string[]} packages None that starts a daemon.
 * @param {ProvideOptions} options
 */
export async function aptInstall(packages, { note, signal }) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, onLine: note, signal });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    onLine: note,
    signal,
  });
}

/**
 * Downloads packages, with all of their dependencies that this machine lacks, and unpacks them
 * into a directory: what can be done without root.
 *
 * @param {readonly string[]} packages
 * @param {string} directory
 * @param {ProvideOptions} options
 */
export async function aptUnpack(packages, directory, { note, signal }) {
  const staging = `${directory}.${process.pid}`;
  const archives = join(staging, 'archives');
  await mkdir(archives, { recursive: true });
  try {
    const plan = await run('apt-get', ['-s', 'install', '--no-install-recommends', ...packages], {
      signal,
    });
    const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
    await run('apt-get', ['download', ...missing], { cwd: archives, onLine: note, signal });
    for (const archive of await readdir(archives)) {
      note(`unpacking ${archive}`);
      await run('dpkg-deb', ['-x', join(archives, archive), staging], { signal });
    }
    await rm(archives, { recursive: true });
    await mkdir(dirname(directory), { recursive: true });
    await rm(directory, { recursive: true, force: true });
    await rename(staging, directory);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Writes a program that starts an unpacked one with the libraries unpacked beside it.
 *
 * @param {string} directory Where packages were unpacked.
 * @param {string} program Its path inside.
 * @param {string} wrapper Path of the program to write.
 */
export async function wrapUnpacked(directory, program, wrapper) {
  const libraries = new Set();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (/\.so(\.|$)/.test(entry.name)) libraries.add(entry.parentPath);
  }
  const path = [...libraries].join(':');
  await writeFile(
    wrapper,
    `#!/bin/sh\nLD_LIBRARY_PATH='${path}' exec '${join(directory, program)}' "$@"\n`,
  );
  await chmod(wrapper, 0o755);
}
