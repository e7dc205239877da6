import { type Database, dropLease, type Lease, takeLease } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import { changeModel } from '../embed/embed-chunks.ts';
import type { Embedder } from '../embed/embedder.ts';
import { listBehind, listReady } from './catch-up.queries.ts';
import { insertEmbeddingCost } from './index.queries.ts';
import type { IngestEvent } from './ingest-event.ts';

export interface CatchUpOptions {
  db: Database;
  logger: Logger;
  embedder: Embedder;
  /** Names this worker among those that share the database. */
  holder: string;
  leaseMs: number;
  signal: AbortSignal;
  onEvent(event: IngestEvent): void;
}

/**
 * Gives one workspace vectors of the present model where its finished documents lack them: they were
 * taken in before there was a model, or with another one. One worker per workspace at a time.
 * False when there is nothing to do.
 */
export async function catchUpWorkspace(options: CatchUpOptions): Promise<boolean> {
  const { db, embedder, signal, logger } = options;
  const tenantId = await claimWorkspace(options);
  if (tenantId === undefined) return false;
  const renew = setInterval(() => {
    // Losing this lease only makes two workers fill the same vectors; neither harms the other.
    holdWorkspace(options, tenantId).catch((error: unknown) =>
      logger.warn({ tenantId, err: error }, 'the lease of a workspace was not renewed'),
    );
  }, options.leaseMs / 4);
  try {
    const isSwitched = await changeModel(db, tenantId, embedder, {
      signal,
      onUsage: (usage) =>
        db.tenant(tenantId, (tx) => insertEmbeddingCost(tx, tenantId, embedder, usage)),
    });
    if (isSwitched) await tellOfAll(options, tenantId);
  } finally {
    clearInterval(renew);
    await db.system((tx) => dropLease(tx, leaseOf(options, tenantId)));
  }
  return true;
}

const leaseOf = ({ holder }: CatchUpOptions, tenantId: string): Lease => ({
  name: `embeddings:${tenantId}`,
  holder,
});

/** A workspace that lacks vectors of the model and that no other worker is at. */
async function claimWorkspace(options: CatchUpOptions): Promise<string | undefined> {
  const { db, embedder } = options;
  const behind = await db.system((tx) => listBehind(tx, embedder.model));
  for (const tenantId of behind) {
    if (await holdWorkspace(options, tenantId)) return tenantId;
  }
  return undefined;
}

function holdWorkspace(options: CatchUpOptions, tenantId: string): Promise<boolean> {
  const lease = leaseOf(options, tenantId);
  return options.db.system((tx) => takeLease(tx, lease, options.leaseMs));
}

/** Lists show which documents are found by meaning too. */
async function tellOfAll({ db, onEvent }: CatchUpOptions, tenantId: string): Promise<void> {
  const ready = await db.tenant(tenantId, listReady);
  for (const documentId of ready) {
    onEvent({ tenantId, documentId, state: 'ready', stage: null, progress: null });
  }
}
