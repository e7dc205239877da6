import { watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Editors write a file in several steps, and formatters follow. */
const SETTLE_MS = 150;

/**
 * Keeps a process running and starts it anew when a source changes; one that crashed waits for the
 * next change. (Node's own `--watch` speaks to worker threads over the channel that is theirs.)
 *
 * @param {object} options
 * @param {readonly string[]} options.directories Watched with everything below them.
 * @param {() => import('./part.mjs').Part} options.start
 * @param {(line: string) => void} options.print
 * @param {AbortSignal} options.signal
 */
export async function keepReloaded({ directories, start, print, signal }) {
  /** @type {(file: string) => void} */
  let tellChange = () => undefined;
  const nextChange = () =>
    new Promise((resolve) => {
      tellChange = resolve;
    });
  let changed = nextChange();
  const watchers = directories.map((directory) =>
    watch(directory, { recursive: true, signal }, (_event, file) => {
      if (file !== null && /\.(ts|sql|json)$/.test(file) && !/\.test\.ts$/.test(file)) {
        tellChange(file);
      }
    }),
  );
  const stopped = new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  while (!signal.aborted) {
    const part = start();
    const first = await Promise.race([changed, stopped, part.ended.then(() => 'ended')]);
    if (first === 'ended') {
      print(`${await part.ended}; the next change of a source starts it again`);
      await Promise.race([changed, stopped]);
    } else if (first !== 'stopped') {
      print(`${first} changed`);
    }
    await part.stop();
    await delay(SETTLE_MS);
    changed = nextChange();
  }
  for (const watcher of watchers) watcher.close();
}
