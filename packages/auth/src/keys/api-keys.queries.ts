import { keyScopes, publishableScopes, roleMay } from '@platform/api-contract/permissions';
import type { Role, WorkspacePermission } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { apiKeys, memberships, tenants, users } from '@platform/db/schema';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { KeyActor } from '../actor.ts';
import type { KeyKind } from './api-key.ts';

const lastUseEveryMs = 60_000;

/**
 * The key behind a hash with what it may do now, or `null` when it is revoked, past its time, or
 * nobody answers for it any more: whoever made it is gone, and may have kept a copy.
 */
export function loadKeyActor(
  db: Database,
  keyHash: string,
  now: Date = new Date(),
): Promise<KeyActor | null> {
  return db.identity({ kind: 'text', text: keyHash }, async (tx) => {
    const [found] = await tx
      .select({
        key: apiKeys,
        // From here on the transaction sees the membership of whoever made the key.
        looked: sql`set_config('app.lookup_id', ${apiKeys.createdBy}::text, true)`,
      })
      .from(apiKeys)
      .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)));
    if (found === undefined) return null;
    const { key } = found;
    const expiresAt = earlier(key.expiresAt, key.overlapEndsAt);
    if (expiresAt !== null && expiresAt <= now) return null;
    const [maker] = await tx
      .select({ role: memberships.role, suspendedAt: tenants.suspendedAt })
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.tenantId, key.tenantId),
          eq(memberships.userId, key.createdBy),
          isNull(users.disabledAt),
        ),
      );
    if (maker === undefined) return null;
    if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) > lastUseEveryMs) {
      await tx.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.keyHash, keyHash));
    }
    return {
      kind: 'key',
      keyId: key.id,
      keyHash,
      name: key.name,
      tenantId: key.tenantId,
      publishable: key.kind === 'publishable',
      scopes: allowedScopes(key.kind, maker.role, key.scopes),
      createdBy: key.createdBy,
      workspaceSuspended: maker.suspendedAt !== null,
      expiresAt,
    };
  });
}

/** Of these scopes, what a key of this kind can hold that somebody in this role has made. */
export function allowedScopes(
  kind: KeyKind,
  role: Role,
  scopes: readonly WorkspacePermission[],
): WorkspacePermission[] {
  const possible = kind === 'publishable' ? publishableScopes : keyScopes;
  return scopes.filter((scope) => possible.includes(scope) && roleMay(role, scope));
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
