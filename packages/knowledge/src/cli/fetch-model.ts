import { fetchLocalModel } from '../embed/local-model-files.ts';

/** `node packages/knowledge/src/cli/fetch-model.ts DIRECTORY`: fetches the local embedding model there. */
const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('Say where to keep the model: fetch-model.ts DIRECTORY');
  process.exit(2);
}
try {
  const { model } = await fetchLocalModel({ directory, signal: AbortSignal.timeout(10 * 60_000) });
  console.log(model);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
