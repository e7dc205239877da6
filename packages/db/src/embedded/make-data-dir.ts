import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The data directory cannot be used; the message says why and what would be right. */
export class DataDirError extends Error {
  override name = 'DataDirError';
}

/**
 * Makes the data directory, for this user alone, where it is not there yet, and makes sure that files
 * can be made in it. `npm start` does the same before there are packages, and so cannot call this.
 * @throws DataDirError
 */
export function makeDataDir(dataDir: string): void {
  try {
    makeDirectory(dataDir);
    const probe = path.join(dataDir, `.writable-${process.pid}`);
    writeFileSync(probe, '', { mode: 0o600 });
    rmSync(probe, { force: true });
  } catch (cause) {
    throw new DataDirError(
      `${dataDir} cannot hold the data: ${reasonOf(dataDir, cause)}. Choose a directory that ` +
        'this user may write to, with --data; one that does not exist is made.',
      { cause },
    );
  }
}

/**
 * Step by step: Node's own `recursive` never comes back where a file system says of a name in a
 * directory that is there that there is no such place, as /proc does.
 */
function makeDirectory(directory: string): void {
  const parent = path.dirname(directory);
  if (existsSync(directory)) return;
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Made by another process between the look and the step.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function reasonOf(dataDir: string, cause: unknown): string {
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

/** The part of a path that exists and is no directory. */
function fileOn(place: string): string | undefined {
  const found = look(place);
  if (found !== undefined) return found.isDirectory() ? undefined : place;
  const parent = path.dirname(place);
  return parent === place ? undefined : fileOn(parent);
}

function look(place: string) {
  try {
    return statSync(place);
  } catch {
    // Not there, or in a directory that this user may not look into.
    return undefined;
  }
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code;
