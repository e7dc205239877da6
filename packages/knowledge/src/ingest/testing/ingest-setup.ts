import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { createEmbeddedTestDatabase, type TestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { createLogger } from '@platform/shared/logger';
import { eq } from 'drizzle-orm';
import { type FileStore, fileKey } from '../../files/file-store.ts';
import { createLocalFiles } from '../../files/local-files.ts';
import type { IngestEvent } from '../ingest-event.ts';
import {
  createIngestWorker,
  type IngestWorker,
  type IngestWorkerOptions,
} from '../ingest-worker.ts';

export interface IngestSetup {
  test: TestDatabase;
  db: Database;
  files: FileStore;
  folder: string;
  events: IngestEvent[];
  startWorker(options?: Partial<IngestWorkerOptions>): IngestWorker;
  /** Stores a file and its row in the queue; resolves to the document's id. */
  add(tenantId: string, fileName: string, bytes: Uint8Array): Promise<string>;
  document(tenantId: string, id: string): Promise<typeof documents.$inferSelect | undefined>;
  close(): Promise<void>;
}

/** A migrated database, a directory for files, and workers that end with the test file. */
export async function setUpIngest(): Promise<IngestSetup> {
  const test = await createEmbeddedTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ingest-'));
  const files = await createLocalFiles(folder);
  const { database: db } = test;
  const workers: IngestWorker[] = [];
  const events: IngestEvent[] = [];
  return {
    test,
    db,
    files,
    folder,
    events,
    startWorker(options = {}) {
      const worker = createIngestWorker({
        db,
        files,
        logger: createLogger({ level: 'silent' }),
        embedder: () => null,
        publish: (event) => events.push(event),
        concurrency: 1,
        pollMs: 20,
        ...options,
      });
      workers.push(worker);
      return worker;
    },
    add: (tenantId, fileName, bytes) => addQueuedDocument({ db, files }, tenantId, fileName, bytes),
    async document(tenantId, id) {
      const [row] = await db.tenant(tenantId, (tx) =>
        tx.select().from(documents).where(eq(documents.id, id)),
      );
      return row;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await test.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Stores a file and its row in the queue; resolves to the document's id. */
export async function addQueuedDocument(
  { db, files }: { db: Database; files: FileStore },
  tenantId: string,
  fileName: string,
  bytes: Uint8Array,
): Promise<string> {
  async function* source() {
    yield bytes;
  }
  const id = newId('document');
  const received = await files.receive(source(), bytes.length);
  const { sha256, sizeBytes } = received;
  const storageKey = fileKey(tenantId, id);
  await files.store(storageKey, received);
  const row = { tenantId, id, title: fileName, fileName, sizeBytes, sha256, storageKey };
  await db.tenant(tenantId, (tx) => tx.insert(documents).values({ ...row, state: 'queued' }));
  return id;
}
