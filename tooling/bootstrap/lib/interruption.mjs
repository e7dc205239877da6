import { readFileSync } from 'node:fs';
import { isAlive } from './exclusive.mjs';
import { BootstrapError } from './run.mjs';

const STARTER_POLL_MS = 1_000;

/**
 * One signal for every way in which somebody says "stop": Ctrl-C, an end from outside, a closed
 * terminal, or npm above us having been killed. A second Ctrl-C while stopping ends at once.
 *
 * @returns {{ signal: AbortSignal, exitCode: () => number }}
 */
export function watchInterruption() {
  const controller = new AbortController();
  let code = 0;
  /** @param {number} exitCode */
  const interrupt = (exitCode) => {
    if (controller.signal.aborted) process.exit(exitCode);
    code = exitCode;
    controller.abort(new BootstrapError('Stopped.'));
  };
  process.on('SIGINT', () => interrupt(130));
  process.on('SIGTERM', () => interrupt(143));
  process.on('SIGHUP', () => interrupt(129));

  const starters = startersPids();
  if (starters.length > 0) {
    const timer = setInterval(() => {
      if (starters.every(isAlive)) return;
      clearInterval(timer);
      interrupt(1);
    }, STARTER_POLL_MS);
    timer.unref();
  }
  return { signal: controller.signal, exitCode: () => code };
}

/**
 * npm and the shell it starts scripts with, when it was npm that started this; they pass signals
 * on, but a kill -9 of them reaches nobody, and this process would be left behind.
 *
 * @returns {number[]}
 */
function startersPids() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return [];
  const shell = process.ppid;
  const stat = readFileSync(`/proc/${shell}/stat`, 'utf8');
  // The second field is the command in brackets and may hold spaces; the parent comes two later.
  const npm = Number(
    stat
      .slice(stat.lastIndexOf(')') + 1)
      .trim()
      .split(' ')[1],
  );
  return Number.isInteger(npm) && npm > 1 ? [shell, npm] : [shell];
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function interrupted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
