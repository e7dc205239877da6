import type { DocumentFailure } from '@platform/api-contract/types';
import type { Database, SystemTx, TenantTx } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';
import { LeaseLostError } from './ingest-failure.ts';

/** A document a worker may work on until its lease runs out. Ids only: the rest is read inside its workspace. */
export interface ClaimedDocument {
  tenantId: string;
  documentId: string;
  token: string;
}

/** What a worker needs of a document it holds. */
export type HeldDocument = Pick<
  typeof documents.$inferSelect,
  | 'title'
  | 'kind'
  | 'fileName'
  | 'sha256'
  | 'storageKey'
  | 'text'
  | 'structure'
  | 'state'
  | 'stage'
  | 'attempts'
>;

export interface ClaimOptions {
  token: string;
  leaseMs: number;
}

/**
 * Takes the next document nobody holds, across workspaces: new ones, and ones whose worker's lease
 * ran out. Workspaces take turns: the one with the fewest documents in work comes first. Times are
 * the database's, so clocks of hosts may differ.
 */
export async function claimDocument(
  tx: SystemTx,
  { token, leaseMs }: ClaimOptions,
): Promise<ClaimedDocument | undefined> {
  const claimed = await tx.execute<{ tenant_id: string; id: string }>(sql`
    with open as (
      select d.tenant_id, d.id, d.created_at,
        (select count(*) from knowledge_documents b
          where b.tenant_id = d.tenant_id and b.state = 'processing' and b.lease_until > now()) as busy
      from knowledge_documents d
      where d.state in ('queued', 'processing') and (d.lease_until is null or d.lease_until <= now())
      order by busy, d.created_at
      limit 20
    ), picked as (
      select d.tenant_id, d.id from knowledge_documents d join open using (tenant_id, id)
      where d.state in ('queued', 'processing') and (d.lease_until is null or d.lease_until <= now())
      order by open.busy, open.created_at
      limit 1
      for update of d skip locked
    )
    update knowledge_documents d
    set lease_token = ${token},
        lease_until = now() + ${leaseMs} * interval '1 millisecond',
        attempts = d.attempts + 1,
        stage = coalesce(d.stage, 'parsing'),
        state = 'processing'
    from picked
    where d.tenant_id = picked.tenant_id and d.id = picked.id
    returning d.tenant_id, d.id`);
  const row = claimed[0];
  if (row === undefined) return undefined;
  return { ...publicIds(row), token };
}

/** Raw rows carry plain ids; the columns know how to name them. */
function publicIds(row: { tenant_id: string; id: string }): {
  tenantId: string;
  documentId: string;
} {
  return {
    tenantId: String(documents.tenantId.mapFromDriverValue(row.tenant_id)),
    documentId: String(documents.id.mapFromDriverValue(row.id)),
  };
}

/** Condition of every write of a worker: its lease still holds. Locks the row until the transaction ends. */
const held = ({ documentId, token }: ClaimedDocument) =>
  and(
    eq(documents.id, documentId),
    eq(documents.leaseToken, token),
    sql`${documents.leaseUntil} > now()`,
  );

/** @throws LeaseLostError */
export async function readHeld(tx: TenantTx, claim: ClaimedDocument): Promise<HeldDocument> {
  const [row] = await tx
    .select({
      title: documents.title,
      kind: documents.kind,
      fileName: documents.fileName,
      sha256: documents.sha256,
      storageKey: documents.storageKey,
      text: documents.text,
      structure: documents.structure,
      state: documents.state,
      stage: documents.stage,
      attempts: documents.attempts,
    })
    .from(documents)
    .where(held(claim));
  if (row === undefined) throw new LeaseLostError();
  return row;
}

/**
 * Changes a held document. First statement of every transaction that writes for it: the row's lock
 * makes what follows happen under the lease or not at all.
 * @throws LeaseLostError
 */
export async function updateHeld(
  tx: TenantTx,
  claim: ClaimedDocument,
  values: Partial<typeof documents.$inferInsert>,
): Promise<void> {
  const changed = await tx
    .update(documents)
    .set({ ...values, updatedAt: sql`now()` })
    .where(held(claim))
    .returning({ id: documents.id });
  if (changed.length === 0) throw new LeaseLostError();
}

/** Lengthens the lease; false when it is lost. */
export async function renewLease(
  db: Database,
  claim: ClaimedDocument,
  leaseMs: number,
): Promise<boolean> {
  const renewed = await db.tenant(claim.tenantId, (tx) =>
    tx
      .update(documents)
      .set({ leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'` })
      .where(held(claim))
      .returning({ id: documents.id }),
  );
  return renewed.length > 0;
}

/**
 * Gives the document back: at once (a worker that shuts down; the attempt does not count), or not
 * before `retryAfterMs` (a stage that may work later).
 */
export async function releaseLease(
  db: Database,
  claim: ClaimedDocument,
  retryAfterMs: number | null,
): Promise<void> {
  const until = sql`now() + ${retryAfterMs ?? 0} * interval '1 millisecond'`;
  await db.tenant(claim.tenantId, (tx) =>
    tx
      .update(documents)
      .set({
        leaseToken: null,
        leaseUntil: retryAfterMs === null ? null : until,
        ...(retryAfterMs === null ? { attempts: sql`greatest(0, ${documents.attempts} - 1)` } : {}),
      })
      .where(held(claim)),
  );
}

/** Ends the work on a document with a reason. @throws LeaseLostError */
export async function failDocument(
  db: Database,
  claim: ClaimedDocument,
  failure: DocumentFailure,
): Promise<void> {
  await db.tenant(claim.tenantId, (tx) =>
    updateHeld(tx, claim, {
      state: 'failed',
      stage: failure.stage,
      failure,
      progressDone: 0,
      progressTotal: 0,
      leaseToken: null,
      leaseUntil: null,
    }),
  );
}
