import { parentPort, workerData } from 'node:worker_threads';
import { parseDocument } from './parse-document.ts';
import type { ParseLimits } from './parse-limits.ts';

/** What the pool sends; the answer is a `ParseResult`. */
export interface ParseTask {
  bytes: Uint8Array;
  fileName: string;
}

const { limits } = workerData as { limits: ParseLimits };

parentPort?.on('message', async (task: ParseTask) => {
  parentPort?.postMessage(await parseDocument({ ...task, limits }));
});
