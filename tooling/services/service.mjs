/**
 * What a service that tests need looks like to the test command, wherever it comes from.
 *
 * @typedef {object} Service
 * @property {Record<string, string>} env What tests read to find it.
 * @property {string} detail What it resolved to, in words.
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} ProvideOptions
 * @property {(text: string) => void} note What is happening just now.
 * @property {AbortSignal} signal
 */

/** Says why a service cannot be had on this machine, and how it could. */
export class ServiceUnavailable extends Error {
  /** @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'ServiceUnavailable';
  }
}

/** For services that are only a program, which tests start themselves. */
export const nothingToStop = () => Promise.resolve();
