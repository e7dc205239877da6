import { join } from 'node:path';
import { exclusively } from './exclusive.mjs';
import { ensureNode } from './node-runtime.mjs';
import { ensurePackageManager, installDependencies } from './package-manager.mjs';
import { cacheDir, environmentWith, root } from './paths.mjs';
import { BootstrapError, CommandError, run } from './run.mjs';

/**
 * @typedef {object} Workbench
 * @property {import('./node-runtime.mjs').NodeRuntime} node
 * @property {import('./package-manager.mjs').PackageManager} manager
 * @property {NodeJS.ProcessEnv} env The environment in which `node` and `pnpm` are the right ones.
 */

/** Turborepo neither phones home nor looks for updates from here. */
const TURBO_ENV = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
};

/**
 * Everything that must be there before anything of ours can run: Node, pnpm, the packages, and
 * the built browser apps. Two starts at once take turns.
 *
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ signal: AbortSignal, build: boolean }} options
 * @returns {Promise<Workbench>}
 */
export async function prepare(progress, { signal, build }) {
  return exclusively(
    join(cacheDir, 'prepare.lock'),
    (pid) =>
      progress.say(`  · Another start of this checkout is preparing (process ${pid}); waiting`),
    async () => {
      const node = await ensureNode(progress, signal);
      const manager = await ensurePackageManager(node, progress, signal);
      await installDependencies(manager, node, progress, signal);
      const env = environmentWith([node.binDir, ...manager.binDirs], TURBO_ENV);
      const workbench = { node, manager, env };
      if (build) await buildApps(workbench, progress, signal);
      return workbench;
    },
  );
}

/**
 * @param {Workbench} workbench
 * @param {readonly string[]} args
 * @param {{ onLine?: (line: string) => void, signal?: AbortSignal }} [options]
 */
export function runTurbo({ node, env }, args, options = {}) {
  const launcher = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
  return run(node.execPath, [launcher, ...args], { ...options, cwd: root, env });
}

/**
 * @param {Workbench} workbench
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 */
async function buildApps(workbench, progress, signal) {
  const step = progress.step('Building the browser apps');
  try {
    const output = await runTurbo(workbench, ['run', 'build', '--output-logs=errors-only'], {
      onLine: step.note,
      signal,
    });
    const cached = /Cached:\s+(\d+) cached, (\d+) total/.exec(output);
    step.done(cached !== null && cached[1] === cached[2] ? 'unchanged' : undefined);
  } catch (error) {
    step.fail();
    if (!(error instanceof CommandError)) throw error;
    throw new BootstrapError(`The browser apps could not be built.\n${error.output}`, {
      cause: error,
    });
  }
}
