import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 250;
const HEARTBEAT_MS = 5_000;
/** A holder that has not touched its lock for so long is gone, even if its number lives again. */
const STALE_AFTER_MS = 30_000;

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM says that the process exists and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Takes the lock, or says who holds it. The file appears with its content in one step (a link),
 * so that nobody ever reads half a lock.
 *
 * @param {string} lockFile
 * @returns {Promise<number | undefined>} The holder's process id, or undefined when it is ours now.
 */
async function take(lockFile) {
  // A name of its own for each attempt: two callers of one process must not share it.
  const mine = `${lockFile}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, lockFile);
    return undefined;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(mine, { force: true });
  }
  const holder = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => '0'), 10);
  const touchedAt = await stat(lockFile).then(
    (stats) => stats.mtimeMs,
    () => Date.now(),
  );
  if (!isAlive(holder) || Date.now() - touchedAt > STALE_AFTER_MS) {
    await rm(lockFile, { force: true });
  }
  return holder;
}

/**
 * Runs the work while no other process of this checkout runs work under the same lock file. A
 * lock left by a process that was killed is recognised and taken over.
 *
 * @template T
 * @param {string} lockFile
 * @param {(holderPid: number) => void} onWait Called once when another process holds the lock.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(lockFile, onWait, work) {
  await mkdir(dirname(lockFile), { recursive: true });
  let announced = false;
  for (;;) {
    const holder = await take(lockFile);
    if (holder === undefined) break;
    if (!announced && isAlive(holder)) {
      onWait(holder);
      announced = true;
    }
    await delay(POLL_MS);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lockFile, now, now).catch((error) => process.emitWarning(error));
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lockFile, { force: true });
  }
}
