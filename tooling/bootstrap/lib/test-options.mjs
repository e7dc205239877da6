import { parseArgs } from 'node:util';
import { BootstrapError } from './run.mjs';

export const TEST_HELP = `Usage: npm test -- [--only a,b] [--coverage] [file ...]

  --only a,b   only these steps: format, lint, boundaries, unused, versions, types, checks, unit,
               module, conformance, security, journey, fault
  --coverage   which statements of packages/* the tests run, instead of the checks
  file ...     only test files whose path contains this`;

/**
 * @typedef {object} TestOptions
 * @property {readonly string[]} only Empty: everything.
 * @property {boolean} coverage
 * @property {readonly string[]} filters
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} argv Without node and script.
 * @param {readonly string[]} known Names of the steps.
 * @returns {TestOptions}
 * @throws {BootstrapError} that says what is wrong and what would be right.
 */
export function parseTestOptions(argv, known) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        only: { type: 'string', default: '' },
        coverage: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BootstrapError(`${reason}\n\n${TEST_HELP}`, { cause: error });
  }
  const only = parsed.values.only.split(',').filter((name) => name !== '');
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new BootstrapError(`There is no step called ${unknown.join(', ')}.\n\n${TEST_HELP}`);
  }
  return {
    only,
    coverage: parsed.values.coverage,
    filters: parsed.positionals,
    help: parsed.values.help,
  };
}
