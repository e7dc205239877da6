import {
  knowledgeDocuments as documents,
  knowledgeChunks,
  knowledgeEmbeddings,
  knowledgeTerms,
} from '@platform/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf } from '../parse/testing/sample-files.ts';
import { claimDocument } from './ingest.queries.ts';
import { type IngestSetup, setUpIngest } from './testing/ingest-setup.ts';
import { createWordEmbedder } from './testing/word-embedder.ts';

let setup: IngestSetup;
let tenant: string;
beforeAll(async () => {
  setup = await setUpIngest();
});
afterAll(() => setup.close());
beforeEach(async () => {
  await setup.test.superuser`delete from knowledge_documents`;
  tenant = await setup.test.createTenant();
});

const note = (word: string) => bytesOf(`The ${word} ferry leaves at noon, and the harbour sleeps.`);
const claim = (token: string) =>
  setup.db.system((tx) => claimDocument(tx, { token, leaseMs: 60_000 }));
const expire = () =>
  setup.test.superuser`update knowledge_documents set lease_until = now() - interval '1 second'`;

/** An embedder that stands still at its first call until told, as a stopped process would. */
function standStill() {
  const embedder = createWordEmbedder();
  const reached = Promise.withResolvers<void>();
  const resume = Promise.withResolvers<void>();
  embedder.before = () => {
    reached.resolve();
    return resume.promise;
  };
  return { embedder, reached: reached.promise, resume: resume.resolve };
}

async function rowsOf(id: string) {
  return setup.db.tenant(tenant, async (tx) => ({
    chunks: await tx.$count(knowledgeChunks, eq(knowledgeChunks.documentId, id)),
    terms: await tx.$count(knowledgeTerms, eq(knowledgeTerms.documentId, id)),
    vectors: await tx.$count(knowledgeEmbeddings, eq(knowledgeEmbeddings.documentId, id)),
  }));
}

describe('claims', () => {
  it('a document is claimed once, until its lease runs out', async () => {
    const id = await setup.add(tenant, 'a', note('early'));
    expect(await claim('first')).toEqual({ tenantId: tenant, documentId: id, token: 'first' });
    expect(await claim('second')).toBeUndefined();
    await expire();
    expect(await claim('third')).toMatchObject({ documentId: id, token: 'third' });
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'processing',
      stage: 'parsing',
      attempts: 2,
    });
  });

  it('workspaces take turns, and within one the oldest comes first', async () => {
    const other = await setup.test.createTenant();
    const mine: string[] = [];
    for (const word of ['first', 'second', 'third'])
      mine.push(await setup.add(tenant, word, note(word)));
    const theirs = await setup.add(other, 'late', note('late'));
    const order: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) order.push((await claim(`turn-${turn}`))?.documentId);
    expect(order).toEqual([mine[0], theirs, mine[1], mine[2]]);
  });

  it('finished and failed documents are not claimed', async () => {
    const ready = await setup.add(tenant, 'a', note('early'));
    const failed = await setup.add(tenant, 'b', note('late'));
    await setup.db.tenant(tenant, async (tx) => {
      await tx.update(documents).set({ state: 'ready' }).where(eq(documents.id, ready));
      await tx.update(documents).set({ state: 'failed' }).where(eq(documents.id, failed));
    });
    expect(await claim('any')).toBeUndefined();
  });
});

describe('[A57] a worker that stands still beyond its lease', () => {
  it('has no effect any more once another has taken the document over', async () => {
    const id = await setup.add(tenant, 'a', note('early'));
    const stopped = standStill();
    // A long beat: a stopped process does not renew its lease.
    const first = setup.startWorker({ embedder: () => stopped.embedder, leaseMs: 600_000 });
    await stopped.reached;
    await expire();
    const second = setup.startWorker({ embedder: () => createWordEmbedder() });
    await second.idle();
    await second.close();
    const before = { row: await setup.document(tenant, id), rows: await rowsOf(id) };
    expect(before.row).toMatchObject({ state: 'ready' });
    expect(before.rows.vectors).toBe(before.rows.chunks);
    const told = setup.events.length;
    stopped.resume();
    await first.idle();
    await first.close();
    expect({ row: await setup.document(tenant, id), rows: await rowsOf(id) }).toEqual(before);
    // Late word of its progress may come; that it ended, it must not say.
    expect(setup.events.slice(told).filter(({ state }) => state !== 'processing')).toEqual([]);
  });

  it('keeps the document while it gives signs of life', async () => {
    await setup.add(tenant, 'a', note('early'));
    const slow = standStill();
    const first = setup.startWorker({ embedder: () => slow.embedder, leaseMs: 2_000 });
    await slow.reached;
    const leaseEnd = async () => {
      const [row] = await setup.test.superuser<{ end: number }[]>`
        select (extract(epoch from lease_until) * 1000)::float8 as end from knowledge_documents`;
      return row?.end ?? 0;
    };
    const start = await leaseEnd();
    await expect.poll(leaseEnd, { timeout: 15_000 }).toBeGreaterThan(start + 400);
    slow.resume();
    await first.idle();
    await first.close();
  });
});

describe('a worker that ends in the middle', () => {
  it('closing gives the document back where it stands, and the attempt does not count', async () => {
    const id = await setup.add(tenant, 'a', note('early'));
    const stopped = standStill();
    const first = setup.startWorker({ embedder: () => stopped.embedder });
    await stopped.reached;
    const closing = first.close();
    stopped.resume();
    await closing;
    expect(await setup.document(tenant, id)).toMatchObject({
      state: 'processing',
      stage: 'embedding',
      leaseToken: null,
      leaseUntil: null,
      attempts: 0,
    });
  });

  it.each(['parsing', 'chunking', 'indexing', 'embedding'] as const)(
    'what a dead worker left at %s is done over, and nothing is there twice',
    async (stage) => {
      const id = await setup.add(tenant, 'a', note('early'));
      const whole = setup.startWorker({ embedder: () => createWordEmbedder() });
      await whole.idle();
      await whole.close();
      const expected = await rowsOf(id);
      // As a kill leaves it: the lease still stands, and part of the stage's rows are written.
      await setup.test.superuser`
        update knowledge_documents set state = 'processing', stage = ${stage}, embedding_model = null,
          lease_token = 'dead', lease_until = now() - interval '1 second', attempts = 1`;
      await setup.test.superuser`delete from knowledge_terms where term < 'h'`;
      await setup.test.superuser`delete from knowledge_embeddings`;
      const next = setup.startWorker({ embedder: () => createWordEmbedder() });
      await next.idle();
      await next.close();
      expect(await setup.document(tenant, id)).toMatchObject({
        state: 'ready',
        attempts: 0,
        leaseToken: null,
      });
      if (stage !== 'embedding') expect(await rowsOf(id)).toEqual(expected);
      else expect((await rowsOf(id)).vectors).toBe(expected.vectors);
    },
  );
});
