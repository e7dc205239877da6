/**
 * What a step of the test command found. A check counts as one; a test project as many.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {string[]} failed One line each: what failed.
 * @property {string[]} skipped One line each: what was not run, and why.
 * @property {string} [output] Shown when something failed.
 */

/** @returns {Outcome} */
export const passedOne = () => ({ passed: 1, failed: [], skipped: [] });

/** @param {string} name @param {string} output @returns {Outcome} */
export const failedOne = (name, output) => ({ passed: 0, failed: [name], skipped: [], output });

/** @param {string} name @returns {Outcome} */
export const skippedOne = (name) => ({ passed: 0, failed: [], skipped: [name] });

/**
 * On a build server nothing may be skipped: what would have been is a failure.
 *
 * @param {Outcome} outcome
 * @param {boolean} strict
 * @returns {Outcome}
 */
export function settle(outcome, strict) {
  if (!strict || outcome.skipped.length === 0) return outcome;
  return {
    ...outcome,
    failed: [...outcome.failed, ...outcome.skipped.map((name) => `skipped: ${name}`)],
    skipped: [],
  };
}
