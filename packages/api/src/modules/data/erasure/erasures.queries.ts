import type { ErasedStore, Erasure, Receipt } from '@platform/api-contract/types';
import type { IdentityTx, SystemTx } from '@platform/db';
import { erasures } from '@platform/db/schema';
import { and, asc, desc, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';

const noLease = '00000000-0000-0000-0000-000000000000';
export type ErasureRow = typeof erasures.$inferSelect;

const isHeld = (row: ErasureRow) =>
  and(eq(erasures.id, row.id), eq(erasures.leaseToken, row.leaseToken ?? noLease));
const inMs = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;

/** With the look-up set to the workspace or the person it is about. */
export async function insertErasure(
  tx: IdentityTx,
  added: Pick<ErasureRow, 'id' | 'kind' | 'workspaceId' | 'subjectId' | 'askedBy' | 'dueAt'>,
): Promise<ErasureRow> {
  const [row] = await tx.insert(erasures).values(added).returning();
  if (row === undefined) throw new Error('The erasure was not stored.');
  return row;
}

/** One that is asked for and not done, of this workspace or person. */
export async function findOpenErasure(
  tx: IdentityTx,
  about: { kind: ErasureRow['kind']; workspaceId?: string; subjectId?: string },
): Promise<ErasureRow | undefined> {
  const [row] = await tx
    .select()
    .from(erasures)
    .where(
      and(
        eq(erasures.kind, about.kind),
        about.workspaceId === undefined ? undefined : eq(erasures.workspaceId, about.workspaceId),
        about.subjectId === undefined ? undefined : eq(erasures.subjectId, about.subjectId),
        inArray(erasures.state, ['scheduled', 'running']),
      ),
    );
  return row;
}

/** Erasures of a workspace, newest first, with the look-up set to it. */
export function listErasures(tx: IdentityTx, workspaceId: string) {
  return tx
    .select()
    .from(erasures)
    .where(eq(erasures.workspaceId, workspaceId))
    .orderBy(desc(erasures.createdAt))
    .limit(100);
}

/** With the look-up set to the id. */
export async function findErasure(tx: IdentityTx, id: string): Promise<ErasureRow | undefined> {
  const [row] = await tx.select().from(erasures).where(eq(erasures.id, id));
  return row;
}

/** Calls off what has not begun. Undefined where it is too late, or not this workspace's. */
export async function cancelErasure(
  tx: IdentityTx,
  workspaceId: string,
  id: string,
): Promise<ErasureRow | undefined> {
  const [row] = await tx
    .update(erasures)
    .set({ state: 'cancelled', finishedAt: sql`now()` })
    .where(
      and(
        eq(erasures.id, id),
        eq(erasures.workspaceId, workspaceId),
        eq(erasures.kind, 'workspace'),
        eq(erasures.state, 'scheduled'),
      ),
    )
    .returning();
  return row;
}

/** Takes the next erasure that is due, or whose worker is gone. */
export async function claimErasure(
  tx: SystemTx,
  lease: { token: string; leaseMs: number },
): Promise<ErasureRow | undefined> {
  const [next] = await tx
    .select({ id: erasures.id })
    .from(erasures)
    .where(
      or(
        and(eq(erasures.state, 'scheduled'), lte(erasures.dueAt, sql`now()`)),
        and(eq(erasures.state, 'running'), lt(erasures.leaseUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(erasures.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  if (next === undefined) return undefined;
  const [row] = await tx
    .update(erasures)
    .set({
      state: 'running',
      attempts: sql`${erasures.attempts} + 1`,
      leaseToken: lease.token,
      leaseUntil: inMs(lease.leaseMs),
    })
    .where(eq(erasures.id, next.id))
    .returning();
  return row;
}

/** Keeps what was cleared so far with the row, and the row; false when it is another worker's. */
export async function saveStores(
  tx: SystemTx,
  row: ErasureRow,
  stores: ErasedStore[],
  leaseMs: number,
): Promise<boolean> {
  const saved = await tx
    .update(erasures)
    .set({ stores, leaseUntil: inMs(leaseMs) })
    .where(isHeld(row))
    .returning({ id: erasures.id });
  return saved.length > 0;
}

/** Done: from here on the row is a receipt, and says no more whom it was about. */
export async function finishErasure(
  tx: SystemTx,
  row: ErasureRow,
  chain: { length: number; hash: string } | null,
): Promise<void> {
  await tx
    .update(erasures)
    .set({
      state: 'done',
      subjectId: null,
      finishedAt: sql`now()`,
      chainLength: chain?.length ?? null,
      chainHash: chain?.hash ?? null,
      leaseToken: null,
      leaseUntil: null,
    })
    .where(isHeld(row));
}

/** Lets it be tried again after a while. */
export async function postponeErasure(tx: SystemTx, row: ErasureRow, ms: number): Promise<void> {
  await tx
    .update(erasures)
    .set({ leaseUntil: inMs(ms) })
    .where(isHeld(row));
}

/** Alone, whatever another process was erasing is ours: it is dead. */
export async function releaseAllErasures(tx: SystemTx): Promise<void> {
  await tx.update(erasures).set({ leaseUntil: sql`now()` }).where(eq(erasures.state, 'running'));
}

export function toReceipt(row: ErasureRow): Receipt {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    askedBy: row.askedBy,
    askedAt: row.createdAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    stores: row.stores,
    chain:
      row.chainLength === null || row.chainHash === null
        ? null
        : { length: row.chainLength, headHash: row.chainHash },
  };
}

export const toErasure = (row: ErasureRow): Erasure => ({
  ...toReceipt(row),
  subjectId: row.subjectId,
});
