import type { DataExport, DataExportFile } from '@platform/api-contract/types';
import type { SystemTx, TenantTx } from '@platform/db';
import { dataExports, memberships, visitors } from '@platform/db/schema';
import { and, asc, desc, eq, inArray, lt, not, or, sql } from 'drizzle-orm';

const noLease = '00000000-0000-0000-0000-000000000000';
export type ExportRow = typeof dataExports.$inferSelect;

const isRow = (row: Pick<ExportRow, 'tenantId' | 'id'>) =>
  and(eq(dataExports.tenantId, row.tenantId), eq(dataExports.id, row.id));
/** Still this worker's: another one that took it over has written another token. */
const isHeld = (row: ExportRow) =>
  and(
    isRow(row),
    eq(dataExports.state, 'running'),
    eq(dataExports.leaseToken, row.leaseToken ?? noLease),
  );
const inMs = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;

export async function insertExport(
  tx: TenantTx,
  added: Pick<ExportRow, 'tenantId' | 'id' | 'kind' | 'requestedBy' | 'subjectId'>,
): Promise<ExportRow> {
  const [row] = await tx.insert(dataExports).values(added).returning();
  if (row === undefined) throw new Error('The export was not stored.');
  return row;
}

/** One that this person asked for and that is still being made, if any. */
export async function findUnfinished(
  tx: TenantTx,
  asked: Pick<ExportRow, 'tenantId' | 'kind' | 'requestedBy'> & { subjectId: string | null },
): Promise<ExportRow | undefined> {
  const [row] = await tx
    .select()
    .from(dataExports)
    .where(
      and(
        eq(dataExports.tenantId, asked.tenantId),
        eq(dataExports.kind, asked.kind),
        eq(dataExports.requestedBy, asked.requestedBy),
        asked.subjectId === null ? undefined : eq(dataExports.subjectId, asked.subjectId),
        inArray(dataExports.state, ['queued', 'running']),
      ),
    );
  return row;
}

/** What one person asked for, newest first. */
export function listExports(tx: TenantTx, tenantId: string, requestedBy: string) {
  return tx
    .select()
    .from(dataExports)
    .where(and(eq(dataExports.tenantId, tenantId), eq(dataExports.requestedBy, requestedBy)))
    .orderBy(desc(dataExports.createdAt))
    .limit(50);
}

export async function findOwnExport(
  tx: TenantTx,
  own: Pick<ExportRow, 'tenantId' | 'id' | 'requestedBy'>,
): Promise<ExportRow | undefined> {
  const [row] = await tx
    .select()
    .from(dataExports)
    .where(and(isRow(own), eq(dataExports.requestedBy, own.requestedBy)));
  return row;
}

export async function deleteExport(
  tx: TenantTx,
  row: Pick<ExportRow, 'tenantId' | 'id'>,
): Promise<void> {
  await tx.delete(dataExports).where(isRow(row));
}

/** Names of the visitors that exports are of, as far as they are still there. */
export async function namesOfVisitors(tx: TenantTx, tenantId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string | null>();
  const rows = await tx
    .select({
      id: visitors.id,
      name: sql<string | null>`coalesce(${visitors.name}, ${visitors.email})`,
    })
    .from(visitors)
    .where(and(eq(visitors.tenantId, tenantId), inArray(visitors.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const maxAttempts = 3;

/** Takes the oldest export that waits, or whose worker is gone; one tried too often has failed. */
export async function claimExport(
  tx: SystemTx,
  lease: { token: string; leaseMs: number },
): Promise<ExportRow | undefined> {
  const isFree = or(
    eq(dataExports.state, 'queued'),
    and(eq(dataExports.state, 'running'), lt(dataExports.leaseUntil, sql`now()`)),
  );
  await tx
    .update(dataExports)
    .set({ state: 'failed', failure: 'It broke off three times.', finishedAt: sql`now()` })
    .where(and(isFree, sql`${dataExports.attempts} >= ${maxAttempts}`));
  const [next] = await tx
    .select({ tenantId: dataExports.tenantId, id: dataExports.id })
    .from(dataExports)
    .where(isFree)
    .orderBy(asc(dataExports.createdAt))
    .limit(1)
    .for('update', { skipLocked: true });
  if (next === undefined) return undefined;
  const [row] = await tx
    .update(dataExports)
    .set({
      state: 'running',
      attempts: sql`${dataExports.attempts} + 1`,
      leaseToken: lease.token,
      leaseUntil: inMs(lease.leaseMs),
      progressDone: 0,
      progressTotal: 0,
    })
    .where(isRow(next))
    .returning();
  return row;
}

/** Keeps it and says how far it is; false when it is not this worker's any more. */
export async function renewExport(
  tx: SystemTx,
  row: ExportRow,
  progress: { done: number; total: number },
  leaseMs: number,
): Promise<boolean> {
  const renewed = await tx
    .update(dataExports)
    .set({
      progressDone: progress.done,
      progressTotal: progress.total,
      leaseUntil: inMs(leaseMs),
    })
    .where(isHeld(row))
    .returning({ id: dataExports.id });
  return renewed.length > 0;
}

/** The archive stands in the store; false when nobody waits for it any more. */
export async function finishExport(
  tx: TenantTx,
  row: ExportRow,
  made: {
    storageKey: string;
    sizeBytes: number;
    sha256: string;
    files: DataExportFile[];
    keptDays: number;
  },
): Promise<boolean> {
  const { keptDays, ...stored } = made;
  const finished = await tx
    .update(dataExports)
    .set({
      ...stored,
      state: 'ready',
      failure: null,
      finishedAt: sql`now()`,
      expiresAt: sql`now() + ${keptDays} * interval '1 day'`,
      progressDone: sql`${dataExports.progressTotal}`,
      leaseToken: null,
      leaseUntil: null,
    })
    .where(isHeld(row))
    .returning({ id: dataExports.id });
  return finished.length > 0;
}

/** Gives it back for another attempt. */
export async function releaseExport(tx: SystemTx, row: ExportRow): Promise<void> {
  await tx
    .update(dataExports)
    .set({ state: 'queued', leaseToken: null, leaseUntil: null })
    .where(isHeld(row));
}

/** Alone, whatever another process was making is ours: it is dead. */
export async function releaseAllExports(tx: SystemTx): Promise<void> {
  await tx
    .update(dataExports)
    .set({ leaseUntil: sql`now()` })
    .where(eq(dataExports.state, 'running'));
}

/** Archives past their time. */
export function listExpired(tx: SystemTx, limit: number) {
  return tx
    .select()
    .from(dataExports)
    .where(and(eq(dataExports.state, 'ready'), lt(dataExports.expiresAt, sql`now()`)))
    .limit(limit);
}

/**
 * Takes away the archives of a workspace, or those one person asked for; their keys, and how many. With
 * `renew`, those that are being made begin again instead: they must not hold what is erased now.
 */
export async function dropExports(
  tx: SystemTx,
  tenantId: string,
  which: { requestedBy?: string; renew: boolean },
): Promise<{ count: number; keys: string[] }> {
  const here = and(
    eq(dataExports.tenantId, tenantId),
    which.requestedBy === undefined ? undefined : eq(dataExports.requestedBy, which.requestedBy),
  );
  const isUnfinished = inArray(dataExports.state, ['queued', 'running']);
  if (which.renew) {
    await tx
      .update(dataExports)
      .set({ state: 'queued', leaseToken: null, leaseUntil: null, attempts: 0 })
      .where(and(here, isUnfinished));
  }
  const dropped = await tx
    .delete(dataExports)
    .where(and(here, which.renew ? not(isUnfinished) : undefined))
    .returning({ key: dataExports.storageKey });
  return { count: dropped.length, keys: dropped.flatMap(({ key }) => (key === null ? [] : [key])) };
}

export async function exportExists(
  tx: TenantTx,
  row: Pick<ExportRow, 'tenantId' | 'id'>,
): Promise<boolean> {
  return (await tx.$count(dataExports, isRow(row))) > 0;
}

/** Where word that an archive is ready goes. Undefined for who left meanwhile. */
export async function findRequester(tx: TenantTx, row: ExportRow) {
  const [member] = await tx
    .select({ name: memberships.displayName, email: memberships.email })
    .from(memberships)
    .where(and(eq(memberships.tenantId, row.tenantId), eq(memberships.userId, row.requestedBy)));
  return member;
}

export function toDataExport(
  row: ExportRow,
  names: ReadonlyMap<string, string | null>,
): DataExport {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subjectId,
    subjectName: row.subjectId === null ? null : (names.get(row.subjectId) ?? null),
    state: row.state,
    progress: { done: row.progressDone, total: row.progressTotal },
    failure: row.failure,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    fileCount: row.files?.length ?? 0,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
