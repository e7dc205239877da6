import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { toUnitLength } from './embedder.ts';
import type { LocalAnswer, LocalRequest } from './local-embedder.ts';
import type { LocalModelFiles } from './local-model-files.ts';
import { readWordPiece } from './word-piece.ts';

/**
 * Runs the model. Texts go through one by one: texts of unlike length in one batch would be filled up
 * to the longest, and the rounding of a quantised model would make a vector depend on its neighbours.
 * Questions overtake documents, since somebody waits for them.
 */
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');

const { files, threads } = workerData as { files: LocalModelFiles; threads: number };
/** What the model was trained with; longer texts are cut. */
const MAX_TOKENS = 512;

const wordPiece = readWordPiece(await readFile(files.tokenizer, 'utf8'));
const session = await InferenceSession.create(files.model, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
});

async function embed(text: string): Promise<Float32Array> {
  const ids = wordPiece.encode(text, MAX_TOKENS);
  const tensor = (values: BigInt64Array): Tensor => new Tensor('int64', values, [1, ids.length]);
  const output = await session.run({
    input_ids: tensor(BigInt64Array.from(ids, BigInt)),
    attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: tensor(new BigInt64Array(ids.length)),
  });
  const hidden = output.last_hidden_state;
  if (hidden === undefined) throw new Error('The model gave no last_hidden_state.');
  // The vector of the first token stands for the text, as the model's card says.
  const width = hidden.dims[2] ?? 0;
  return toUnitLength(Float32Array.from((hidden.data as Float32Array).subarray(0, width)));
}

const urgent: LocalRequest[] = [];
const patient: LocalRequest[] = [];
let isRunning = false;

async function work(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  for (let next = urgent.shift() ?? patient.shift(); next !== undefined; ) {
    let answer: LocalAnswer;
    try {
      answer = { id: next.id, vector: await embed(next.text) };
    } catch (error) {
      answer = { id: next.id, failure: error instanceof Error ? error.message : String(error) };
    }
    port?.postMessage(answer);
    // Lets a question in that arrived meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    next = urgent.shift() ?? patient.shift();
  }
  isRunning = false;
}

port.on('message', (message: LocalRequest | { cancel: number }) => {
  if ('cancel' in message) {
    for (const queue of [urgent, patient]) {
      const at = queue.findIndex((each) => each.id === message.cancel);
      if (at !== -1) queue.splice(at, 1);
    }
    return;
  }
  (message.isUrgent ? urgent : patient).push(message);
  void work();
});

const probe = await embed('ready');
port.postMessage({ dimensions: probe.length });
