import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, root } from '../bootstrap/lib/paths.mjs';
import { CommandError, run } from '../bootstrap/lib/run.mjs';
import { failedOne, passedOne } from './tally.mjs';

/** The projects that load our packages into their own process. */
export const coveredProjects = ['unit', 'module', 'conformance', 'security'];

/**
 * Runs the tests that load our packages in their own process, and says for each package which
 * share of its statements they ran. Journeys and faults start the platform as a process of its
 * own and are not counted, so the true figure is higher.
 *
 * @param {import('./steps.mjs').Context} context
 * @param {import('../bootstrap/lib/progress.mjs').Progress} progress
 * @returns {Promise<import('./tally.mjs').Outcome>}
 */
export async function runCoverage({ workbench, env, signal, filters }, progress) {
  const directory = join(cacheDir, 'coverage');
  await rm(directory, { recursive: true, force: true });
  let outcome = passedOne();
  const step = progress.step('Coverage of packages/*');
  try {
    await run(
      workbench.node.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        ...['screens', ...coveredProjects].flatMap((name) => ['--project', name]),
        '--coverage',
        `--coverage.reportsDirectory=${directory}`,
        '--reporter=minimal',
        ...filters,
      ],
      { cwd: root, env, signal, onLine: step.note },
    );
    step.done();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    step.fail('some tests failed; the figures are of those that ran');
    outcome = failedOne('coverage', error.output);
  }
  const summary = JSON.parse(await readFile(join(directory, 'coverage-summary.json'), 'utf8'));
  for (const [name, { covered, total }] of byPackage(summary)) {
    progress.say(`    ${name.padEnd(14)} ${share(covered, total)}  ${covered} of ${total}`);
  }
  const { covered, total } = summary.total.statements;
  progress.say(
    `    ${'all'.padEnd(14)} ${share(covered, total)}  ${covered} of ${total} statements`,
  );
  return outcome;
}

/** @param {number} covered @param {number} total */
function share(covered, total) {
  return `${((100 * covered) / Math.max(1, total)).toFixed(1).padStart(5)} %`;
}

/** @param {Record<string, { statements: { covered: number, total: number } }>} summary */
function byPackage(summary) {
  /** @type {Map<string, { covered: number, total: number }>} */
  const packages = new Map();
  for (const [file, { statements }] of Object.entries(summary)) {
    const name = /packages[\\/]([^\\/]+)/.exec(file)?.[1];
    if (name === undefined) continue;
    const sum = packages.get(name) ?? { covered: 0, total: 0 };
    sum.covered += statements.covered;
    sum.total += statements.total;
    packages.set(name, sum);
  }
  return packages;
}
