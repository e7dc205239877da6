import { join } from 'node:path';
import { cacheDir, root } from '../bootstrap/lib/paths.mjs';
import { CommandError, run } from '../bootstrap/lib/run.mjs';
import { nothingToStop, ServiceUnavailable } from './service.mjs';

/**
 * The local embedding model, fetched once by the platform's own code from where it fetches it too.
 *
 * @param {import('./service.mjs').ProvideOptions} options
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function provideModel({ note, signal }) {
  const directory = process.env.MODELS_DIR || join(cacheDir, 'models');
  const runner = join(root, 'tooling', 'bootstrap', 'run.mjs');
  const script = join('packages', 'knowledge', 'src', 'cli', 'fetch-model.ts');
  note('34 MB, unless it is there');
  try {
    await run(process.execPath, [runner, script, directory], { cwd: root, signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new ServiceUnavailable(error.output.trim(), { cause: error });
  }
  return { env: { MODELS_DIR: directory }, detail: directory, stop: nothingToStop };
}
