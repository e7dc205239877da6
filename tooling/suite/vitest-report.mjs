import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { root } from '../bootstrap/lib/paths.mjs';

/**
 * The part of Vitest's JSON report that is read here.
 *
 * @typedef {object} Report
 * @property {boolean} success
 * @property {{ name: string, status: string, message?: string,
 *   assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[]} testResults
 */

/**
 * @param {string} file
 * @param {string} project
 * @returns {Promise<import('./tally.mjs').Outcome>}
 */
export async function readVitestReport(file, project) {
  /** @type {Report} */
  const report = JSON.parse(await readFile(file, 'utf8'));
  let passed = 0;
  /** @type {string[]} */
  const failed = [];
  /** @type {string[]} */
  const skipped = [];
  for (const result of report.testResults) {
    const path = relative(root, result.name);
    for (const test of result.assertionResults) {
      const line = `${path} > ${test.fullName}`;
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failed.push(line);
      else skipped.push(line);
    }
    // A file that breaks outside its tests (an import, a hook) fails with none of them marked.
    const marked = result.assertionResults.some(({ status }) => status === 'failed');
    if (result.status === 'failed' && !marked) failed.push(path);
  }
  if (report.testResults.length === 0) failed.push(`${project}: there are no tests`);
  else if (!report.success && failed.length === 0)
    failed.push(`${project}: an error outside any test`);
  return { passed, failed, skipped };
}
