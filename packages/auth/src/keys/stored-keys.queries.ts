import { PlatformError } from '@platform/api-contract/errors';
import type { ApiKey } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { apiKeys, memberships } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, desc, eq, isNull } from 'drizzle-orm';

type KeyRow = typeof apiKeys.$inferSelect;
interface FoundKey {
  readonly key: KeyRow;
  /** `null` when they have left. */
  readonly makerName: string | null;
}

const maxListed = 200;

const selectFound = (tx: TenantTx) =>
  tx
    .select({ key: apiKeys, makerName: memberships.displayName })
    .from(apiKeys)
    .leftJoin(
      memberships,
      and(eq(memberships.tenantId, apiKeys.tenantId), eq(memberships.userId, apiKeys.createdBy)),
    );
const one = (tenantId: string, keyId: string) =>
  and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, keyId));

export function listKeys(tx: TenantTx, tenantId: string): Promise<FoundKey[]> {
  return selectFound(tx)
    .where(eq(apiKeys.tenantId, tenantId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(maxListed);
}

export async function findKey(tx: TenantTx, tenantId: string, keyId: string): Promise<FoundKey> {
  const [found] = await selectFound(tx).where(one(tenantId, keyId));
  if (found === undefined) throw new PlatformError('NOT_FOUND');
  return found;
}

export async function lockKey(tx: TenantTx, tenantId: string, keyId: string): Promise<KeyRow> {
  const [row] = await tx.select().from(apiKeys).where(one(tenantId, keyId)).for('update');
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

export function countUsableKeys(tx: TenantTx, tenantId: string): Promise<number> {
  return tx.$count(apiKeys, and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt)));
}

export async function insertKey(
  tx: TenantTx,
  made: Omit<KeyRow, 'id' | 'createdAt' | 'overlapEndsAt' | 'lastUsedAt' | 'revokedAt'>,
): Promise<string> {
  const id = newId('apiKey');
  await tx.insert(apiKeys).values({ ...made, id });
  return id;
}

export async function changeKey(
  tx: TenantTx,
  tenantId: string,
  keyId: string,
  change: Partial<Pick<KeyRow, 'overlapEndsAt' | 'revokedAt'>>,
): Promise<void> {
  await tx.update(apiKeys).set(change).where(one(tenantId, keyId));
}

export function describeKey({ key, makerName }: FoundKey): ApiKey {
  const { id, name, kind, lastFour, scopes, rotatedFromId } = key;
  return {
    id,
    name,
    kind,
    lastFour,
    scopes,
    state: stateOf(key, makerName),
    createdBy: { id: key.createdBy, name: makerName },
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    overlapEndsAt: key.overlapEndsAt?.toISOString() ?? null,
    rotatedFromId,
  };
}

function stateOf(key: KeyRow, makerName: string | null): ApiKey['state'] {
  const now = new Date();
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired';
  if (key.overlapEndsAt !== null) return key.overlapEndsAt <= now ? 'expired' : 'rotated';
  return makerName === null ? 'unowned' : 'active';
}
