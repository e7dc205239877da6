import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootstrapError } from './run.mjs';

/**
 * Makes the data directory, for this user alone, where it is not there yet, and makes sure that files
 * can be made in it: better said before packages are fetched. The platform does the same when it is
 * started without us.
 *
 * @param {string} dataDir Absolute.
 * @param {string} setBy What the person set it with.
 * @throws {BootstrapError} that says what is wrong and what would be right.
 */
export function makeDataDir(dataDir, setBy) {
  try {
    makeDirectory(dataDir);
    const probe = join(dataDir, `.writable-${process.pid}`);
    writeFileSync(probe, '', { mode: 0o600 });
    rmSync(probe, { force: true });
  } catch (cause) {
    throw new BootstrapError(
      `${setBy}: ${dataDir} cannot hold the data: ${reasonOf(dataDir, cause)}.\n` +
        'Choose a directory that this user may write to; one that does not exist is made:\n' +
        '  npm start -- --data DIR',
      { cause },
    );
  }
}

/**
 * Step by step: Node's own `recursive` never comes back where a file system says of a name in a
 * directory that is there that there is no such place, as /proc does.
 *
 * @param {string} directory
 */
function makeDirectory(directory) {
  const parent = dirname(directory);
  if (existsSync(directory)) return;
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Made by another process between the look and the step.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * @param {string} dataDir
 * @param {unknown} cause
 */
function reasonOf(dataDir, cause) {
  const inTheWay = fileOn(dataDir);
  if (inTheWay !== undefined) return `${inTheWay} is a file`;
  switch (codeOf(cause)) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there';
    case 'EROFS':
      return 'it is on a file system that can only be read';
    case 'ENOENT':
      return 'nothing can be stored at that place';
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

/**
 * The part of a path that exists and is no directory.
 *
 * @param {string} place
 * @returns {string | undefined}
 */
function fileOn(place) {
  const found = look(place);
  if (found !== undefined) return found.isDirectory() ? undefined : place;
  const parent = dirname(place);
  return parent === place ? undefined : fileOn(parent);
}

/** @param {string} place */
function look(place) {
  try {
    return statSync(place);
  } catch {
    // Not there, or in a directory that this user may not look into.
    return undefined;
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);
