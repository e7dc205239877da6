/**
 * `npm start`: from a fresh clone to a running platform. Needs Node 20 and npm, nothing else; has
 * no dependency, because it is what installs them.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { makeDataDir } from './lib/data-dir.mjs';
import { interrupted, watchInterruption } from './lib/interruption.mjs';
import { parseStartOptions, START_HELP } from './lib/options.mjs';
import { root } from './lib/paths.mjs';
import { lastLines, startPlatform } from './lib/platform.mjs';
import { assertPortFree } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { createProgress } from './lib/progress.mjs';
import { readyText } from './lib/ready-text.mjs';
import { BootstrapError } from './lib/run.mjs';

const DEFAULT_PORT = 4000;
const DEFAULT_HOST = '127.0.0.1';
const CRASH_LINES = 15;

const interruption = watchInterruption();
const progress = createProgress();

/**
 * A port that is taken is better said before packages are fetched. The platform itself has the
 * last word on its settings: an empty variable counts as unset, and port 0 as any free one.
 *
 * @param {import('./lib/options.mjs').StartOptions} options
 */
async function assertPlaceFree(options) {
  const port = options.port ?? Number(process.env.PORT || DEFAULT_PORT);
  const demoPort = Number(process.env.DEMO_PORT || 0) || port + 1;
  // What is no port is told by the platform, which names the variable.
  if (port === 0 || !isPort(port) || !isPort(demoPort)) return;
  const host = options.host ?? (process.env.HOST || DEFAULT_HOST);
  const remedy =
    'Stop what uses it, or start this copy elsewhere: npm start -- --port N --data DIR ' +
    '(it uses N and N+1).';
  await assertPortFree({ port, host, use: 'the platform', remedy });
  if (process.env.DEMO === 'false') return;
  await assertPortFree({ port: demoPort, host, use: "the demo customer's site", remedy });
}

/** @param {number} port */
const isPort = (port) => Number.isInteger(port) && port >= 0 && port <= 65_535;

/**
 * @param {import('./lib/platform.mjs').Ending} ending
 * @param {string} logFile
 */
async function endedByItself({ sentence, explained }, logFile) {
  const log = relative(process.cwd(), logFile);
  if (explained) return new BootstrapError(`${sentence}\nLog: ${log}`);
  const tail = await lastLines(logFile, CRASH_LINES);
  return new BootstrapError(
    `${sentence} The end of its log, ${log}:\n\n${tail}\n\nStart it again with npm start; ` +
      'nothing that was acknowledged is lost.',
  );
}

/** @param {import('./lib/options.mjs').StartOptions} options */
async function start(options) {
  progress.say('\n  Starting Parley\n');
  const settings = resolve(root, '.env');
  // The first releases of Node 20 cannot read it; there, set the variables.
  if (existsSync(settings)) process.loadEnvFile?.(settings);
  await assertPlaceFree(options);
  const dataDir = options.dataDir ?? resolve(root, process.env.DATA_DIR || '.data');
  makeDataDir(
    dataDir,
    options.dataDir === undefined && process.env.DATA_DIR ? 'DATA_DIR' : '--data',
  );
  const workbench = await prepare(progress, { signal: interruption.signal, build: true });

  const logFile = resolve(dataDir, 'logs', 'platform.log');
  const step = progress.step('Starting the platform');
  const args = ['--role', 'all'];
  if (options.port !== undefined) args.push('--port', String(options.port));
  if (options.host !== undefined) args.push('--host', options.host);
  if (options.dataDir !== undefined) args.push('--data', options.dataDir);
  const platform = await startPlatform({ workbench, args, logFile, onProgress: step.note });

  const stopped = interrupted(interruption.signal).then(() => /** @type {const} */ ('stopped'));
  let state = await Promise.race([platform.ready, stopped]);
  if (state !== 'stopped' && 'urls' in state) {
    step.done();
    const seconds = progress.elapsedSeconds();
    progress.say(readyText(state, { seconds, logFile: relative(process.cwd(), logFile) }));
    state = await Promise.race([platform.ended, stopped]);
  } else {
    step.fail();
  }
  if (state !== 'stopped') throw await endedByItself(state, logFile);
  progress.say();
  const stopping = progress.step('Stopping');
  await platform.stop();
  stopping.done();
}

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) progress.say(START_HELP);
  else await start(options);
  process.exit(interruption.exitCode() === 130 ? 0 : interruption.exitCode());
} catch (error) {
  if (interruption.signal.aborted) process.exit(interruption.exitCode());
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
