import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, findOnPath } from '../bootstrap/lib/paths.mjs';
import { CommandError } from '../bootstrap/lib/run.mjs';
import { aptInstall, aptUnpack, hasApt, wrapUnpacked } from './apt.mjs';
import { nothingToStop, ServiceUnavailable } from './service.mjs';

/**
 * A program that tests start themselves.
 *
 * @typedef {object} Program
 * @property {string} variable The environment variable that names it, and may be set beforehand.
 * @property {readonly string[]} names On PATH, in order of preference.
 * @property {readonly string[]} places Elsewhere, in order.
 * @property {readonly string[]} installed Debian packages for root; none that starts a daemon.
 * @property {readonly string[]} unpacked Debian packages for everybody else.
 * @property {string} inPackage Path of the program in the unpacked packages.
 */

/** @type {Program} */
export const redisServer = {
  variable: 'REDIS_SERVER_BIN',
  names: ['redis-server', 'valkey-server'],
  places: [],
  // Debian's `redis-server` starts a daemon; `redis-tools` has the same program, which goes by
  // the name it is called with.
  installed: ['redis-tools'],
  unpacked: ['redis-tools', 'redis-server'],
  inPackage: 'usr/bin/redis-server',
};

/** @type {Program} */
export const chromium = {
  variable: 'CHROMIUM_BIN',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  installed: ['chromium'],
  unpacked: ['chromium'],
  inPackage: 'usr/lib/chromium/chromium',
};

/**
 * @param {Program} program
 * @param {import('./service.mjs').ProvideOptions} options
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function provideProgram(program, options) {
  const given = process.env[program.variable];
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return found(program, given);
    throw new ServiceUnavailable(`${program.variable} names ${given}, which does not exist.`);
  }
  const present = [...program.names.flatMap((name) => findOnPath(name)), ...program.places].find(
    (file) => existsSync(file),
  );
  if (present !== undefined) return found(program, present);
  const wanted = program.names[0] ?? '';
  if (!hasApt()) {
    throw new ServiceUnavailable(
      `There is no ${wanted} on PATH. Install it, or set ${program.variable} to where it is.`,
    );
  }
  try {
    const file = await (process.getuid?.() === 0 ? installed : unpacked)(program, wanted, options);
    return found(program, file);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new ServiceUnavailable(`${wanted} could not be fetched:\n${error.output}`, {
      cause: error,
    });
  }
}

/**
 * @param {Program} program
 * @param {string} wanted
 * @param {import('./service.mjs').ProvideOptions} options
 */
async function installed(program, wanted, options) {
  await aptInstall(program.installed, options);
  const present = findOnPath(wanted)[0];
  if (present !== undefined) return present;
  const link = join(cacheDir, 'services', wanted);
  const target = findOnPath('redis-check-rdb')[0];
  if (target === undefined) throw new ServiceUnavailable(`apt-get installed no ${wanted}.`);
  await mkdir(join(cacheDir, 'services'), { recursive: true });
  if (!existsSync(link)) await symlink(target, link);
  return link;
}

/**
 * @param {Program} program
 * @param {string} wanted
 * @param {import('./service.mjs').ProvideOptions} options
 */
async function unpacked(program, wanted, options) {
  const directory = join(cacheDir, 'services', `${wanted}-packages`);
  const wrapper = join(cacheDir, 'services', `${wanted}-unpacked`);
  if (existsSync(wrapper)) return wrapper;
  await aptUnpack(program.unpacked, directory, options);
  await wrapUnpacked(directory, program.inPackage, wrapper);
  return wrapper;
}

/**
 * @param {Program} program
 * @param {string} file
 * @returns {import('./service.mjs').Service}
 */
function found(program, file) {
  return { env: { [program.variable]: file }, detail: file, stop: nothingToStop };
}
