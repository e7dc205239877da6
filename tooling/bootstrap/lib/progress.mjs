import { stripVTControlCharacters } from 'node:util';

/**
 * What the person at the terminal sees while the bootstrap works: one line per step, with the
 * seconds it took. On a terminal the line of the running step counts up in place; anywhere else
 * (a pipe, a build server) a step is announced once and reminded of every 20 seconds, so that a
 * slow download never looks like a hang.
 */

/**
 * @typedef {object} Step
 * @property {(text: string) => void} note What is happening just now, shown beside the running step.
 * @property {(detail?: string) => void} done
 * @property {(detail?: string) => void} skip
 * @property {(detail?: string) => void} fail
 */

/**
 * @typedef {object} Progress
 * @property {(title: string) => Step} step
 * @property {(text?: string) => void} say
 * @property {() => number} elapsedSeconds Since the progress was created.
 */

const REDRAW_MS = 200;
const REMIND_MS = 20_000;

/** @param {number} ms */
export function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/**
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Progress}
 */
export function createProgress(stream = process.stdout) {
  const live = stream.isTTY === true && process.env.CI !== 'true';
  const startedAt = Date.now();

  /** @param {string} text */
  const clip = (text) => {
    const width = (stream.columns ?? 100) - 1;
    return text.length > width ? `${text.slice(0, width - 1)}…` : text;
  };

  return {
    say: (text = '') => stream.write(`${text}\n`),
    elapsedSeconds: () => (Date.now() - startedAt) / 1000,
    step: (title) => {
      const begunAt = Date.now();
      let note = '';
      const running = () =>
        `  · ${title} (${seconds(Date.now() - begunAt)})${note === '' ? '' : `  ${note}`}`;
      if (!live) stream.write(`  · ${title}\n`);
      const timer = setInterval(
        () => stream.write(live ? `\r\x1b[2K${clip(running())}` : `${running()}\n`),
        live ? REDRAW_MS : REMIND_MS,
      );
      timer.unref();

      /** @param {string} mark @param {string | undefined} detail */
      const end = (mark, detail) => {
        clearInterval(timer);
        const tail = detail === undefined || detail === '' ? '' : `: ${detail}`;
        const line = `  ${mark} ${title}${tail} (${seconds(Date.now() - begunAt)})`;
        stream.write(live ? `\r\x1b[2K${line}\n` : `${line}\n`);
      };
      return {
        note: (text) => {
          note = stripVTControlCharacters(text).trim();
        },
        done: (detail) => end('✓', detail),
        skip: (detail) => end('-', detail),
        fail: (detail) => end('✗', detail),
      };
    },
  };
}
