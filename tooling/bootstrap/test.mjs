/**
 * `npm test`: everything that must hold, from a fresh clone, by one command. Its last line says
 * how many checks and tests passed, failed and were skipped.
 */
import { coveredProjects, runCoverage } from '../suite/coverage.mjs';
import { provideServices } from '../suite/services.mjs';
import { checks, projects } from '../suite/steps.mjs';
import { settle } from '../suite/tally.mjs';
import { watchInterruption } from './lib/interruption.mjs';
import { prepare } from './lib/prepare.mjs';
import { createProgress } from './lib/progress.mjs';
import { BootstrapError } from './lib/run.mjs';
import { parseTestOptions, TEST_HELP } from './lib/test-options.mjs';

const interruption = watchInterruption();
const progress = createProgress();
/** On a build server a missing service, or a test that would be skipped, is a failure. */
const strict = process.env.CI === 'true';

/** @type {import('../suite/tally.mjs').Outcome} */
const total = { passed: 0, failed: [], skipped: [] };

/** @param {import('../suite/tally.mjs').Outcome} outcome */
function count(outcome) {
  const settled = settle(outcome, strict);
  total.passed += settled.passed;
  total.failed.push(...settled.failed);
  total.skipped.push(...settled.skipped);
  return settled;
}

/**
 * @param {import('../suite/steps.mjs').Suite} suite
 * @param {import('../suite/steps.mjs').Context} context
 */
async function runSuite(suite, context) {
  const step = progress.step(suite.title);
  const outcome = count(await suite.run({ ...context, onLine: step.note }));
  const facts = [
    [outcome.passed, 'passed'],
    [outcome.failed.length, 'failed'],
    [outcome.skipped.length, 'skipped'],
  ].filter(([number]) => number !== 0);
  const summary = facts.map((fact) => fact.join(' ')).join(', ');
  if (outcome.failed.length === 0) step.done(summary);
  else {
    step.fail(summary);
    progress.say(`\n${outcome.output ?? ''}\n`);
  }
}

/** @param {import('./lib/test-options.mjs').TestOptions} options */
async function test({ only, coverage, filters }) {
  const { signal } = interruption;
  const all = [...checks, ...projects];
  const suites = only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
  const names = new Set(coverage ? coveredProjects : suites.map(({ name }) => name));

  progress.say('\n  Preparing\n');
  const needsApps = ['checks', 'security', 'journey', 'fault'].some((name) => names.has(name));
  const workbench = await prepare(progress, { signal, build: needsApps });
  const services = await provideServices(names, progress, signal, count);
  try {
    const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
    const env = { ...workbench.env, ...services.env, ...colours };
    const context = { workbench, env, signal, filters, onLine: () => undefined };
    progress.say('\n  Testing\n');
    if (coverage) count(await runCoverage(context, progress));
    else for (const suite of suites) await runSuite(suite, context);
  } finally {
    await services.stop();
  }
}

/** @param {string} heading @param {readonly string[]} lines */
function list(heading, lines) {
  if (lines.length > 0)
    progress.say(`\n  ${heading}\n${lines.map((line) => `    ${line}`).join('\n')}`);
}

try {
  const options = parseTestOptions(
    process.argv.slice(2),
    [...checks, ...projects].map(({ name }) => name),
  );
  if (options.help) {
    progress.say(TEST_HELP);
    process.exit(0);
  }
  await test(options);
} catch (error) {
  if (interruption.signal.aborted) process.exit(interruption.exitCode());
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  total.failed.push('preparation');
}
list('Failed', total.failed);
list('Skipped', total.skipped);
progress.say(`\n  ${Math.round(progress.elapsedSeconds())} s in all\n`);
progress.say(
  `${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`,
);
process.exit(total.failed.length === 0 ? 0 : 1);
