import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, root } from '../bootstrap/lib/paths.mjs';
import { runTurbo } from '../bootstrap/lib/prepare.mjs';
import { CommandError, run } from '../bootstrap/lib/run.mjs';
import { failedOne, passedOne } from './tally.mjs';
import { readVitestReport } from './vitest-report.mjs';

/**
 * @typedef {object} Context
 * @property {import('../bootstrap/lib/prepare.mjs').Workbench} workbench
 * @property {NodeJS.ProcessEnv} env With the locations of the services.
 * @property {AbortSignal} signal
 * @property {readonly string[]} filters Names of test files, as Vitest takes them.
 * @property {(line: string) => void} onLine
 */

/**
 * @typedef {object} Suite
 * @property {string} name What `--only` takes.
 * @property {string} title
 * @property {(context: Context) => Promise<import('./tally.mjs').Outcome>} run
 */

/** The script behind a command of node_modules, which needs no shell to start. */
const SCRIPTS = {
  biome: ['@biomejs', 'biome', 'bin', 'biome'],
  knip: ['knip', 'bin', 'knip.js'],
  sherif: ['sherif', 'index.js'],
  vitest: ['vitest', 'vitest.mjs'],
};

/**
 * @param {Context} context
 * @param {keyof typeof SCRIPTS} command
 * @param {readonly string[]} args
 */
function runScript({ workbench, env, signal, onLine }, command, args) {
  const script = join(root, 'node_modules', ...SCRIPTS[command]);
  return run(workbench.node.execPath, [script, ...args], { cwd: root, env, signal, onLine });
}

/**
 * @param {string} name
 * @param {string} title
 * @param {(context: Context) => Promise<string>} work
 * @returns {Suite}
 */
function check(name, title, work) {
  return {
    name,
    title,
    run: async (context) => {
      try {
        await work(context);
        return passedOne();
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        return failedOne(name, error.output);
      }
    },
  };
}

/** @type {readonly Suite[]} */
export const checks = [
  check('format', 'Format', (context) =>
    runScript(context, 'biome', ['format', '--max-diagnostics=20']),
  ),
  check('lint', 'Lint', (context) =>
    runScript(context, 'biome', ['lint', '--error-on-warnings', '--max-diagnostics=20']),
  ),
  check('boundaries', 'Boundaries between rooms', ({ workbench, signal, onLine }) =>
    runTurbo(workbench, ['boundaries'], { signal, onLine }),
  ),
  check('unused', 'Unused code and dependencies', (context) =>
    runScript(context, 'knip', ['--no-config-hints']),
  ),
  check('versions', 'One version of everything', (context) =>
    // A customer's page under apps/ is a page and no package.
    runScript(context, 'sherif', ['--fail-on-warnings', '-r', 'packages-without-package-json']),
  ),
  check('types', 'Types', ({ workbench, env, signal, onLine }) =>
    runTurbo(
      { ...workbench, env },
      ['run', 'types', '--continue', '--concurrency=2', '--output-logs=errors-only'],
      { signal, onLine },
    ),
  ),
];

/**
 * @param {string} name
 * @param {string} title
 * @param {readonly string[]} [projects] Of vitest.config.ts; default: the one of that name.
 * @returns {Suite}
 */
function tests(name, title, projects = [name]) {
  return {
    name,
    title,
    run: async (context) => {
      const directory = join(cacheDir, 'reports');
      const report = join(directory, `${name}.json`);
      await mkdir(directory, { recursive: true });
      await rm(report, { force: true });
      const args = [
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        ...['--reporter=minimal', '--reporter=json'],
      ];
      let output = '';
      try {
        await runScript(context, 'vitest', [
          ...args,
          `--outputFile.json=${report}`,
          ...context.filters,
        ]);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        output = error.output;
      }
      try {
        return { ...(await readVitestReport(report, name)), output };
      } catch {
        // No report: Vitest itself could not run, and its output says why.
        return failedOne(name, output);
      }
    },
  };
}

/** @type {readonly Suite[]} */
export const projects = [
  tests('checks', 'Rules of the repository'),
  tests('unit', 'Unit tests', ['unit', 'screens']),
  tests('module', 'Module tests'),
  tests('conformance', 'Conformance suites'),
  tests('security', 'Security tests'),
  tests('journey', 'Journeys in a browser'),
  tests('fault', 'Fault tests'),
];
