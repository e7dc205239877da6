import { PlatformError } from '@platform/api-contract/errors';
import type { Database } from '@platform/db';
import { createIngestWorker, type FileStore } from '@platform/knowledge';
import type { MessageLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import type { Logger } from '@platform/shared/logger';
import { findDocument } from '../modules/knowledge/documents.queries.ts';
import { knowledgeTopic } from '../realtime/topics.ts';
import type { EmbeddingService } from './embedding-service.ts';

export interface Ingest {
  wake(): void;
  /** Tells everyone who watches the workspace's documents how this one stands. */
  announce(tenantId: string, documentId: string): Promise<void>;
  close(): Promise<void>;
}

/** Two documents at once: parsing has threads of its own, and a laptop keeps a core for the rest. */
const concurrency = 2;

export function startIngest(options: {
  db: Database;
  log: MessageLog;
  files: FileStore;
  logger: Logger;
  embedding: EmbeddingService;
  works: boolean;
}): Ingest {
  const { db, log, logger } = options;

  // Progress is shown, not kept: it goes straight to the log, and the row is the truth.
  const announce = async (tenantId: string, documentId: string) => {
    try {
      const payload = await db.tenant(tenantId, (tx) => findDocument(tx, tenantId, documentId));
      const topic = knowledgeTopic(tenantId);
      await log.publish([{ topic, type: 'document.updated', id: newId('event'), payload }]);
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'NOT_FOUND') return;
      logger.warn({ err: error, documentId }, 'progress of a document was not told');
    }
  };

  if (!options.works) {
    return { wake: () => undefined, announce, close: async () => undefined };
  }
  const worker = createIngestWorker({
    db,
    files: options.files,
    logger,
    embedder: () => options.embedding.current(),
    publish: (event) => void announce(event.tenantId, event.documentId),
    concurrency,
  });
  return { wake: () => worker.wake(), announce, close: () => worker.close() };
}
