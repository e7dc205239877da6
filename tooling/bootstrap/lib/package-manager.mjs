import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configuredRegistry, explain, installPackage } from './npm.mjs';
import { cacheDir, environmentWith, findOnPath, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} PackageManager
 * @property {string} command
 * @property {string[]} prefix Arguments that come before pnpm's own.
 * @property {string[]} binDirs For PATH: turbo starts `pnpm` by name.
 */

/** The exact version that `packageManager` of the root package.json asks for. */
function wantedVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(packageManager).replace(/^pnpm@/, '');
}

/**
 * @param {string} home
 * @param {import('./node-runtime.mjs').NodeRuntime} node
 * @returns {PackageManager | undefined}
 */
function fetchedIn(home, node) {
  const modules = join(home, 'node_modules');
  const launcher = join(modules, 'pnpm', 'bin', 'pnpm.mjs');
  if (!existsSync(launcher)) return undefined;
  // Without install scripts the `pnpm` command of the package is a shell script without a first
  // line, which not every program can start; the binary itself lies in the platform's package.
  const native = join(modules, '@pnpm', `exe.${process.platform}-${process.arch}`);
  const binary = join(native, process.platform === 'win32' ? 'pnpm.exe' : 'pnpm');
  return existsSync(binary)
    ? { command: binary, prefix: [], binDirs: [native] }
    : { command: node.execPath, prefix: [launcher], binDirs: [join(modules, '.bin')] };
}

/**
 * @param {import('./node-runtime.mjs').NodeRuntime} node
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<PackageManager>}
 */
export async function ensurePackageManager(node, progress, signal) {
  const version = wantedVersion();
  const home = join(cacheDir, 'runtime', `pnpm-${version}`);
  const fetched = fetchedIn(home, node);
  if (fetched !== undefined) return fetched;
  for (const command of findOnPath('pnpm')) {
    const env = environmentWith([node.binDir], {
      npm_config_manage_package_manager_versions: 'false',
    });
    const found = await run(command, ['--version'], { env, signal }).catch(() => '');
    if (found.trim() === version) return { command, prefix: [], binDirs: [dirname(command)] };
  }
  const step = progress.step(`Fetching pnpm ${version}`);
  try {
    await installPackage(`pnpm@${version}`, home, { onLine: step.note, signal });
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done();
  const manager = fetchedIn(home, node);
  if (manager === undefined) throw new Error(`pnpm ${version} was installed without its launcher`);
  return manager;
}

/** Of everything an installation is made from: the lockfile, the settings and each package file. */
async function fingerprint() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  for (const group of ['apps', 'packages']) {
    for (const entry of await readdir(join(root, group)).catch(() => [])) {
      files.push(join(group, entry, 'package.json'));
    }
  }
  files.push(join('tests', 'package.json'), join('tooling', 'package.json'));
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of files.toSorted?.() ?? files.sort()) {
    const content = await readFile(join(root, file)).catch(() => undefined);
    if (content !== undefined) hash.update(file).update(content);
  }
  return hash.digest('hex');
}

/**
 * Installs what the lockfile says, or nothing when that is what is there.
 *
 * @param {PackageManager} manager
 * @param {import('./node-runtime.mjs').NodeRuntime} node
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 */
export async function installDependencies(manager, node, progress, signal) {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = await fingerprint();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  const step = progress.step('Installing the packages of the lockfile');
  try {
    const registry = await configuredRegistry(signal);
    await run(
      manager.command,
      [...manager.prefix, 'install', '--frozen-lockfile', '--reporter=append-only'],
      {
        cwd: root,
        env: environmentWith([node.binDir, ...manager.binDirs], {
          // In a build server's mode pnpm asks nothing, which is right wherever nobody can answer.
          CI: 'true',
          ...(registry === undefined ? {} : { pnpm_config_registry: registry }),
          pnpm_config_fetch_retry_mintimeout: '1000',
          pnpm_config_fetch_retry_maxtimeout: '5000',
        }),
        onLine: step.note,
        signal,
      },
    );
  } catch (error) {
    step.fail();
    throw explain(error, 'the packages of the lockfile');
  }
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, wanted);
  step.done();
}
