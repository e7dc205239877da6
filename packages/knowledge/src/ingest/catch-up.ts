import type { Database } from '@platform/db';
import { knowledgeDocuments as documents, leases } from '@platform/db/schema';
import type { Logger } from '@platform/shared/logger';
import { and, eq, gt, sql } from 'drizzle-orm';
import { changeModel } from '../embed/embed-chunks.ts';
import type { Embedder } from '../embed/embedder.ts';
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
    await db.system((tx) =>
      tx
        .delete(leases)
        .where(and(eq(leases.name, leaseName(tenantId)), eq(leases.holder, options.holder))),
    );
  }
  return true;
}

const leaseName = (tenantId: string) => `embeddings:${tenantId}`;

/** A workspace that lacks vectors of the model and that no other worker is at. */
async function claimWorkspace(options: CatchUpOptions): Promise<string | undefined> {
  const behind = await options.db.system((tx) =>
    tx
      .selectDistinct({ tenantId: documents.tenantId })
      .from(documents)
      .where(
        and(
          eq(documents.state, 'ready'),
          gt(documents.chunkCount, 0),
          sql`${documents.embeddingModel} is distinct from ${options.embedder.model}`,
        ),
      )
      .limit(20),
  );
  for (const { tenantId } of behind) {
    if (await holdWorkspace(options, tenantId)) return tenantId;
  }
  return undefined;
}

async function holdWorkspace(options: CatchUpOptions, tenantId: string): Promise<boolean> {
  const { holder, leaseMs } = options;
  const until = sql`now() + ${leaseMs} * interval '1 millisecond'`;
  const held = await options.db.system((tx) =>
    tx
      .insert(leases)
      .values({ name: leaseName(tenantId), holder, leaseUntil: until })
      .onConflictDoUpdate({
        target: leases.name,
        set: { holder, leaseUntil: until },
        setWhere: sql`${leases.holder} = ${holder} or ${leases.leaseUntil} <= now()`,
      })
      .returning({ name: leases.name }),
  );
  return held.length > 0;
}

/** Lists show which documents are found by meaning too. */
async function tellOfAll({ db, onEvent }: CatchUpOptions, tenantId: string): Promise<void> {
  const rows = await db.tenant(tenantId, (tx) =>
    tx.select({ id: documents.id }).from(documents).where(eq(documents.state, 'ready')),
  );
  for (const { id } of rows) {
    onEvent({ tenantId, documentId: id, state: 'ready', stage: null, progress: null });
  }
}
