import { parentPort, workerData } from 'node:worker_threads';
import { chunkDocument } from '../chunk/chunk-document.ts';
import { parseDocument } from '../parse/parse-document.ts';
import type { ParseLimits } from '../parse/parse-limits.ts';
import { indexTerms } from '../search/index-terms.ts';
import type { DocumentAnswer, DocumentTask } from './document-tasks.ts';

const { limits } = workerData as { limits: ParseLimits };

/** Items of a list in one message: a few milliseconds to take apart. */
const messageLength = 500;

const send = (answer: DocumentAnswer) => parentPort?.postMessage(answer);

parentPort?.on('message', async (task: DocumentTask) => {
  send({ is: 'started' });
  if (task.do === 'parse') {
    const { bytes, fileName, kind } = task;
    send({ is: 'parsed', result: await parseDocument({ bytes, fileName, limits }, kind) });
  } else if (task.do === 'chunk') {
    const chunks = chunkDocument(task.source);
    for (const part of parts(chunks)) send({ is: 'chunks', chunks: part });
  } else {
    const terms = indexTerms(task.title, chunkDocument(task.source));
    for (const part of parts(terms)) send({ is: 'terms', terms: part });
  }
  send({ is: 'done' });
});

function* parts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += messageLength)
    yield items.slice(at, at + messageLength);
}
