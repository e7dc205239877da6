import { provideModel } from '../services/model.mjs';
import { providePostgres } from '../services/postgres.mjs';
import { chromium, provideProgram, redisServer } from '../services/programs.mjs';
import { ServiceUnavailable } from '../services/service.mjs';
import { passedOne, skippedOne } from './tally.mjs';

/** @typedef {import('../services/service.mjs').ProvideOptions} ProvideOptions */

/**
 * @typedef {object} Need
 * @property {string} title
 * @property {readonly string[]} suites Which suites use it; none of them chosen, it is not fetched.
 * @property {(options: ProvideOptions) => Promise<import('../services/service.mjs').Service>} provide
 */

/** @type {readonly Need[]} */
const NEEDS = [
  {
    title: 'PostgreSQL with pgvector',
    suites: ['unit', 'module', 'conformance', 'security', 'fault'],
    provide: providePostgres,
  },
  {
    title: 'Redis',
    suites: ['unit', 'module', 'conformance', 'fault'],
    provide: (options) => provideProgram(redisServer, options),
  },
  {
    title: 'Local embedding model',
    suites: ['unit', 'journey'],
    provide: provideModel,
  },
  {
    title: 'Chromium',
    suites: ['journey'],
    provide: (options) => provideProgram(chromium, options),
  },
];

/**
 * Provides what the chosen suites need, each counted as one check.
 *
 * @param {ReadonlySet<string>} chosen
 * @param {import('../bootstrap/lib/progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 * @param {(outcome: import('./tally.mjs').Outcome) => void} count
 */
export async function provideServices(chosen, progress, signal, count) {
  /** @type {import('../services/service.mjs').Service[]} */
  const services = [];
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()));
  };
  try {
    for (const { title, suites, provide } of NEEDS) {
      if (!suites.some((suite) => chosen.has(suite))) continue;
      const step = progress.step(title);
      try {
        const service = await provide({ note: step.note, signal });
        services.push(service);
        step.done(service.detail);
        count(passedOne());
      } catch (error) {
        if (!(error instanceof ServiceUnavailable)) throw error;
        step.skip('not available');
        progress.say(error.message);
        count(skippedOne(`${title}: ${error.message.split('\n')[0]}`));
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
  /** @type {Record<string, string>} */
  const env = Object.assign({}, ...services.map((service) => service.env));
  return { env, stop };
}
