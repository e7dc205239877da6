import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from './embedder.ts';
import { openLocalEmbedder } from './local-embedder.ts';
import { findLocalModel } from './local-model-files.ts';
import { cosine } from './pack-parts.ts';

const cached = fileURLToPath(new URL('../../../../.cache/models', import.meta.url));
const files = await findLocalModel(path.resolve(process.env.MODELS_DIR ?? cached));
const signal = new AbortController().signal;

describe.skipIf(files === null)('the local model', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    if (files !== null) embedder = await openLocalEmbedder(files);
  });
  afterAll(() => embedder.close());

  it('puts near to a question what answers it, though they share no word', async () => {
    const question = await embedder.embedQuery('How do I get my money back?', signal);
    const { vectors } = await embedder.embedDocuments(
      ['Refunds are paid within a week.', 'Our parcels leave from Lyon.', ''],
      signal,
    );
    const [refunds = 0, parcels = 1] = vectors.map((each) =>
      cosine(each, question.vectors[0] ?? []),
    );
    expect(refunds).toBeGreaterThan(parcels + 0.1);
    expect(embedder).toMatchObject({ provider: 'local', dimensions: 384 });
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it('gives a text the same vector whatever stands beside it', async () => {
    const alone = await embedder.embedDocuments(['A lamp.'], signal);
    const among = await embedder.embedDocuments(['word '.repeat(600), 'A lamp.'], signal);
    expect(among.vectors[1]).toEqual(alone.vectors[0]);
  });

  it('lets a question overtake documents, and forgets what is no longer wanted', async () => {
    const controller = new AbortController();
    const long = Array.from({ length: 40 }, (_, i) => `${i} ${'word '.repeat(300)}`);
    let areDocumentsDone = false;
    const documents = embedder.embedDocuments(long, controller.signal).finally(() => {
      areDocumentsDone = true;
    });
    await embedder.embedQuery('refund', signal);
    expect(areDocumentsDone).toBe(false);
    controller.abort(new Error('no longer wanted'));
    await expect(documents).rejects.toThrow('no longer wanted');
    await expect(embedder.embedQuery('refund', controller.signal)).rejects.toThrow(
      'no longer wanted',
    );
  });

  it('after its end says so', async () => {
    if (files === null) return;
    const other = await openLocalEmbedder(files, 1);
    await other.close();
    await expect(other.embedQuery('refund', signal)).rejects.toThrow(/has ended/);
  });

  it('that cannot be loaded is an error', async () => {
    if (files === null) return;
    const broken = openLocalEmbedder({ ...files, model: files.tokenizer });
    await expect(broken).rejects.toMatchObject({ name: 'EmbedderError', canRetry: false });
  });
});
