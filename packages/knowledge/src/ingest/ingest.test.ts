import {
  costEvents,
  knowledgeDocuments as documents,
  knowledgeChunks,
  knowledgeEmbeddings,
  knowledgeTerms,
} from '@platform/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EmbedderError } from '../embed/embedder.ts';
import { FileMissingError } from '../files/file-store.ts';
import { documentKinds } from '../parse/parsed-document.ts';
import * as hostile from '../parse/testing/hostile-files.ts';
import { bytesOf, fixture, handbook, sampleFile } from '../parse/testing/sample-files.ts';
import { removeDocument, retryDocument } from './documents.queries.ts';
import { type IngestSetup, setUpIngest } from './testing/ingest-setup.ts';
import { createWordEmbedder } from './testing/word-embedder.ts';

let setup: IngestSetup;
let tenant: string;
beforeAll(async () => {
  setup = await setUpIngest();
});
afterAll(() => setup.close());
beforeEach(async () => {
  tenant = await setup.test.createTenant();
  setup.events.length = 0;
});

const longText = (sentences: number) =>
  Array.from({ length: sentences }, (_, index) => `Berth ${index} has water and power.`).join(
    '\n\n',
  );

const retry = (tenantId: string, id: string) =>
  setup.db.tenant(tenantId, (tx) => retryDocument(tx, tenantId, id));

/** As the API does it: the row in a transaction, then the file. */
async function remove(tenantId: string, id: string): Promise<boolean> {
  const key = await setup.db.tenant(tenantId, (tx) => removeDocument(tx, tenantId, id));
  if (key !== null) await setup.files.remove(key);
  return key !== null;
}

async function countRows(tenantId: string) {
  return setup.db.tenant(tenantId, async (tx) => ({
    documents: await tx.$count(documents),
    chunks: await tx.$count(knowledgeChunks),
    terms: await tx.$count(knowledgeTerms),
    vectors: await tx.$count(knowledgeEmbeddings),
  }));
}

describe('ingest', { timeout: 30_000 }, () => {
  it('takes a file of every kind to ready, with text, chunks, terms and vectors', async () => {
    const embedder = createWordEmbedder();
    const added = new Map<string, string>();
    for (const kind of documentKinds) {
      const name = `handbook.${kind}`;
      added.set(kind, await setup.add(tenant, name, await sampleFile[kind](handbook)));
    }
    const worker = setup.startWorker({ embedder: () => embedder, concurrency: 2 });
    await worker.idle();
    await worker.close();
    for (const [kind, id] of added) {
      const row = await setup.document(tenant, id);
      expect(row, kind).toMatchObject({
        kind,
        state: 'ready',
        stage: null,
        failure: null,
        attempts: 0,
      });
      expect(row?.embeddingModel).toBe('words-16');
      const chunks = await setup.db.tenant(tenant, (tx) =>
        tx.select().from(knowledgeChunks).where(eq(knowledgeChunks.documentId, id)),
      );
      expect(chunks).toHaveLength(row?.chunkCount ?? -1);
      for (const chunk of chunks) expect(row?.text?.slice(chunk.start, chunk.end)).toBe(chunk.text);
    }
    const rows = await countRows(tenant);
    expect(rows.vectors).toBe(rows.chunks);
    expect(rows.terms).toBeGreaterThan(50);
  });

  it('tells of each stage in order, with progress, and of the end', async () => {
    const id = await setup.add(tenant, 'berths.txt', bytesOf(longText(800)));
    const worker = setup.startWorker({ embedder: () => createWordEmbedder() });
    await worker.idle();
    await worker.close();
    const own = setup.events.filter((event) => event.documentId === id);
    const stages = own.map(({ state, stage }) => stage ?? state);
    expect([...new Set(stages)]).toEqual(['parsing', 'chunking', 'indexing', 'embedding', 'ready']);
    for (const { progress } of own) {
      if (progress !== null) expect(progress.done).toBeLessThanOrEqual(progress.total);
    }
  });

  it('without an embedder a document is ready by its words, and gets its vectors once there is one', async () => {
    const id = await setup.add(tenant, 'note.txt', bytesOf('The ferry leaves at noon.'));
    const first = setup.startWorker();
    await first.idle();
    await first.close();
    const before = await setup.document(tenant, id);
    expect(before).toMatchObject({ state: 'ready', embeddingModel: null });
    const second = setup.startWorker({ embedder: () => createWordEmbedder('words-16') });
    await second.idle();
    await second.close();
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'ready',
      embeddingModel: 'words-16',
    });
    expect((await countRows(tenant)).vectors).toBe(1);
  });

  it('a change of model fills the new vectors, then the earlier ones go', async () => {
    for (const name of ['noon', 'dusk'])
      await setup.add(tenant, name, bytesOf(`It leaves at ${name}.`));
    for (const model of ['words-a', 'words-b']) {
      const worker = setup.startWorker({ embedder: () => createWordEmbedder(model) });
      await worker.idle();
      await worker.close();
    }
    const models = await setup.db.tenant(tenant, (tx) =>
      tx.select({ model: knowledgeEmbeddings.model }).from(knowledgeEmbeddings),
    );
    expect(models).toEqual([{ model: 'words-b' }, { model: 'words-b' }]);
  });

  it('text whose kind is stated keeps its title and is read as that kind', async () => {
    const id = await setup.add(
      tenant,
      'note.md',
      bytesOf('# Heading\n\nThe **ferry** leaves [at noon](https://a.example).'),
    );
    await setup.db.tenant(tenant, (tx) =>
      tx.update(documents).set({ kind: 'markdown', title: 'Ferry' }).where(eq(documents.id, id)),
    );
    const worker = setup.startWorker();
    await worker.idle();
    await worker.close();
    expect(await setup.document(tenant, id)).toMatchObject({
      title: 'Ferry',
      kind: 'markdown',
      text: 'Heading\n\nThe ferry leaves at noon.',
    });
  });

  it('what embedding costs is written beside the document that took it', async () => {
    await setup.add(tenant, 'note.txt', bytesOf('The ferry leaves at noon.'));
    const embedder = createWordEmbedder('paid-16', 10);
    const worker = setup.startWorker({ embedder: () => embedder });
    await worker.idle();
    await worker.close();
    // One chunk with one part: two texts.
    const costs = await setup.db.tenant(tenant, (tx) => tx.select().from(costEvents));
    expect(costs).toMatchObject([
      {
        kind: 'embedding',
        provider: 'test',
        model: 'paid-16',
        inputTokens: 20,
        costMicros: 40,
        estimated: false,
      },
    ]);
  });
});

describe('what goes wrong', { timeout: 30_000 }, () => {
  it('[A47] each file that cannot be read becomes a row that says why; the others go on', async () => {
    const bad = {
      'a.pdf': [fixture('encrypted.pdf'), 'encrypted'],
      'b.docx': [hostile.docxBomb(30_000_000), 'bomb'],
      'c.png': [
        new Uint8Array([
          0x89,
          0x50,
          0x4e,
          0x47,
          13,
          10,
          26,
          10,
          0,
          0,
          0,
          13,
          73,
          72,
          68,
          82,
          ...new Uint8Array(30),
        ]),
        'unsupported',
      ],
      'd.docx': [(await sampleFile.docx(handbook)).slice(0, 3_000), 'broken'],
      'e.txt': [new Uint8Array(), 'empty'],
    } as const;
    const ids: string[] = [];
    for (const [name, [bytes]] of Object.entries(bad))
      ids.push(await setup.add(tenant, name, bytes));
    const good = await setup.add(tenant, 'good.txt', bytesOf('The ferry leaves at noon.'));
    const worker = setup.startWorker({ concurrency: 2 });
    await worker.idle();
    await worker.close();
    for (const [index, [, code]] of Object.values(bad).entries()) {
      const row = await setup.document(tenant, ids[index] ?? '');
      expect(row).toMatchObject({
        state: 'failed',
        stage: 'parsing',
        failure: { code, stage: 'parsing' },
      });
      expect(row?.failure?.message.length).toBeGreaterThan(10);
      expect(row?.failure?.advice.length).toBeGreaterThan(10);
    }
    expect(await setup.document(tenant, good)).toMatchObject({ state: 'ready' });
    expect(setup.events.filter(({ state }) => state === 'failed')).toHaveLength(5);
  });

  it('a stage that failed is retried from there, not from the start', async () => {
    const id = await setup.add(tenant, 'note.txt', bytesOf('The ferry leaves at noon.'));
    const embedder = createWordEmbedder();
    embedder.before = () => {
      throw new EmbedderError('The service is down.', { canRetry: true });
    };
    const worker = setup.startWorker({ embedder: () => embedder });
    // Waiting between attempts is the database's time: let it pass.
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await worker.idle();
      await setup.test.superuser`update knowledge_documents set lease_until = null`;
    }
    await worker.idle();
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'failed',
      failure: { code: 'embedding-failed', stage: 'embedding' },
    });
    const chunksBefore = await setup.db.tenant(tenant, (tx) => tx.select().from(knowledgeChunks));
    // The file is gone: only a retry that starts at the failed stage can succeed.
    const row = await setup.document(tenant, id);
    await setup.files.remove(row?.storageKey ?? '');
    embedder.before = () => undefined;
    expect(await retry(tenant, id)).toBe(true);
    await worker.idle();
    await worker.close();
    expect(await setup.document(tenant, id)).toMatchObject({ state: 'ready', failure: null });
    expect(await setup.db.tenant(tenant, (tx) => tx.select().from(knowledgeChunks))).toEqual(
      chunksBefore,
    );
    expect(await retry(tenant, id)).toBe(false);
  });

  it('a stored file that is missing or not the one uploaded is said', async () => {
    const id = await setup.add(tenant, 'note.txt', bytesOf('The ferry leaves at noon.'));
    const row = await setup.document(tenant, id);
    await setup.files.remove(row?.storageKey ?? '');
    const worker = setup.startWorker();
    await worker.idle();
    await worker.close();
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'failed',
      failure: { code: 'internal', message: expect.stringContaining('missing') },
    });
  });

  it('a document that takes its worker down again and again is given up, with a reason', async () => {
    const id = await setup.add(tenant, 'note.txt', bytesOf('The ferry leaves at noon.'));
    await setup.test.superuser`update knowledge_documents set attempts = 5 where state = 'queued'`;
    const worker = setup.startWorker();
    await worker.idle();
    await worker.close();
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'failed',
      failure: { code: 'internal' },
    });
  });
});

describe('[A55] delete', { timeout: 30_000 }, () => {
  it('removes file, text, chunks, terms and vectors, and nothing of other documents', async () => {
    const canary = 'zanzibarferry';
    const id = await setup.add(tenant, 'a.txt', bytesOf(`${canary} leaves at noon.`));
    const kept = await setup.add(tenant, 'b.txt', bytesOf('The harbour sleeps.'));
    const worker = setup.startWorker({ embedder: () => createWordEmbedder() });
    await worker.idle();
    await worker.close();
    const key = (await setup.document(tenant, id))?.storageKey ?? '';
    expect(await remove(tenant, id)).toBe(true);
    await expect(setup.files.read(key)).rejects.toThrow(FileMissingError);
    expect(await setup.document(tenant, kept)).toMatchObject({ state: 'ready' });
    const tables = await setup.test.superuser<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const [found] = await setup.test.superuser.unsafe<{ count: number }[]>(
        `select count(*)::int as count from ${name} t where t::text ilike '%${canary}%'`,
      );
      expect(found?.count, name).toBe(0);
    }
    expect(await remove(tenant, id)).toBe(false);
  });

  it('reaches no document of another workspace', async () => {
    const other = await setup.test.createTenant();
    const id = await setup.add(other, 'a.txt', bytesOf('The ferry leaves at noon.'));
    expect(await remove(tenant, id)).toBe(false);
    expect(await retry(tenant, id)).toBe(false);
    expect(await setup.document(other, id)).toMatchObject({ state: 'queued' });
  });

  it('while a worker is at it: the worker stops, and nothing of the document comes back', async () => {
    const embedder = createWordEmbedder();
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    embedder.before = () => {
      reached.resolve();
      return go.promise;
    };
    const id = await setup.add(tenant, 'a.txt', bytesOf('The ferry leaves at noon.'));
    const worker = setup.startWorker({ embedder: () => embedder });
    await reached.promise;
    await remove(tenant, id);
    go.resolve();
    await worker.idle();
    await worker.close();
    expect(await countRows(tenant)).toEqual({ documents: 0, chunks: 0, terms: 0, vectors: 0 });
    expect(await setup.db.system((tx) => tx.$count(knowledgeChunks, sql`tenant_id is null`))).toBe(
      0,
    );
  });
});
