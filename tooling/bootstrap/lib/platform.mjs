import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheDir, root } from './paths.mjs';
import { BootstrapError } from './run.mjs';

/** After this the platform has had its chance to finish open requests and answers. */
const STOP_DEADLINE_MS = 15_000;
const LAST_WORDS_MS = 1_000;
const LOG_KEPT_BYTES = 20_000_000;

/**
 * What the platform tells its starter over the process channel.
 *
 * @typedef {{ type: 'ready',
 *   urls: { label: string, url: string, detail?: string }[],
 *   services: { name: string, resolved: string, detail?: string }[],
 *   account: { email: string, password: string } | null }} ReadyMessage
 * @typedef {{ type: 'fatal', message: string }} FatalMessage
 * @typedef {{ type: 'progress', message: string }} ProgressMessage
 */

/**
 * @typedef {object} Ending
 * @property {string} sentence How it ended.
 * @property {boolean} explained Whether the sentence is the platform's own and says what to do.
 */

/**
 * @typedef {object} Platform
 * @property {Promise<ReadyMessage | Ending>} ready
 * @property {Promise<Ending>} ended
 * @property {() => Promise<void>} stop Asks, waits, and after a deadline insists.
 */

/**
 * Starts the platform as a process of its own. It leads its own process group, so that Ctrl-C at
 * a terminal reaches it once, through us; and it ends when the channel to us breaks, however we
 * ended.
 *
 * @param {object} options
 * @param {import('./prepare.mjs').Workbench} options.workbench
 * @param {readonly string[]} options.args
 * @param {string} options.logFile
 * @param {(text: string) => void} options.onProgress
 * @returns {Promise<Platform>}
 */
export async function startPlatform({ workbench, args, logFile, onProgress }) {
  const log = await openLog(logFile);
  const child = fork(join(root, 'packages', 'api', 'src', 'main.ts'), [...args], {
    execPath: workbench.node.execPath,
    // Only the 22 line warns that stripping types is new.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    cwd: root,
    // Compiled modules are kept between starts: half a second of a warm one.
    env: { ...workbench.env, NODE_COMPILE_CACHE: join(cacheDir, 'compiled') },
    detached: process.platform !== 'win32',
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();

  /** @type {FatalMessage | undefined} */
  let fatal;
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => {
    /** @param {string} sentence */
    const unexplained = (sentence) => resolve({ sentence, explained: false });
    child.once('error', (error) => unexplained(`It could not be started: ${error.message}.`));
    child.once('exit', async (code, signal) => {
      // Whatever it had started goes with it.
      signalGroup(child.pid, 'SIGKILL');
      // Its last words may still be in the channel.
      if (child.connected) {
        await Promise.race([once(child, 'disconnect'), delay(LAST_WORDS_MS)]);
      }
      if (fatal !== undefined) resolve({ sentence: fatal.message, explained: true });
      else if (signal === null) unexplained(`The platform ended by itself, with code ${code}.`);
      else unexplained(`The platform was ended by ${signal}.`);
    });
  });
  /** @type {Promise<ReadyMessage>} */
  const ready = new Promise((resolve) => {
    child.on('message', (/** @type {ReadyMessage | FatalMessage | ProgressMessage} */ message) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'progress') onProgress(message.message);
      if (message.type === 'fatal') fatal = message;
    });
  });

  return {
    ready: Promise.race([ready, ended]),
    ended,
    stop: async () => {
      signalGroup(child.pid, 'SIGTERM', { leaderOnly: true });
      const deadline = new AbortController();
      const insist = delay(STOP_DEADLINE_MS, undefined, { signal: deadline.signal }).then(
        () => signalGroup(child.pid, 'SIGKILL'),
        () => undefined,
      );
      await ended;
      deadline.abort();
      await insist;
    },
  };
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 * @param {{ leaderOnly?: boolean }} [options]
 */
function signalGroup(pid, signal, { leaderOnly = false } = {}) {
  if (pid === undefined) return;
  try {
    process.kill(leaderOnly || process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    // ESRCH: nobody is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * The log file itself goes to the platform, not a pipe through us: it must be able to log its own
 * shutdown when it is us who were killed. One earlier log is kept once the present one is large.
 *
 * @param {string} logFile
 */
async function openLog(logFile) {
  try {
    await mkdir(dirname(logFile), { recursive: true });
    const size = await stat(logFile).then(
      (stats) => stats.size,
      () => 0,
    );
    if (size > LOG_KEPT_BYTES) await rename(logFile, `${logFile}.previous`);
    return await open(logFile, 'a');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BootstrapError(
      `Cannot write to the data directory: ${reason}. Choose another with --data DIR.`,
      { cause },
    );
  }
}

/**
 * The last lines of the log, for the message about a crash.
 *
 * @param {string} logFile
 * @param {number} count
 */
export async function lastLines(logFile, count) {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
