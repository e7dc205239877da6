import { PlatformError } from '@platform/api-contract/errors';
import { roleMay } from '@platform/api-contract/permissions';
import type { ApiKey, WorkspacePermission } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { findRanked } from '../team/members.queries.ts';
import { createKey, type KeyKind } from './api-key.ts';
import { allowedScopes } from './api-keys.queries.ts';
import {
  changeKey,
  countUsableKeys,
  describeKey,
  findKey,
  insertKey,
  lockKey,
} from './stored-keys.queries.ts';

const maxKeys = 100;
const hourMs = 60 * 60 * 1000;

interface IssuedKey {
  readonly key: string;
  readonly apiKey: ApiKey;
}

/** Throws FORBIDDEN when a scope is more than whoever makes it may do. */
export async function makeKey(
  tx: TenantTx,
  tenantId: string,
  by: string,
  input: {
    name: string;
    kind: KeyKind;
    scopes: readonly WorkspacePermission[];
    expiresInDays: number | null;
  },
): Promise<IssuedKey> {
  const maker = await findRanked(tx, tenantId, by);
  const scopes = [...new Set(input.scopes)];
  if (scopes.some((scope) => !roleMay(maker.role, scope))) {
    throw new PlatformError('FORBIDDEN', 'A key can do no more than whoever makes it.');
  }
  await requireRoom(tx, tenantId);
  const days = input.expiresInDays;
  return issue(tx, {
    tenantId,
    createdBy: by,
    name: input.name,
    kind: input.kind,
    scopes,
    expiresAt: days === null ? null : new Date(Date.now() + days * 24 * hourMs),
    rotatedFromId: null,
  });
}

/**
 * A new key with the same name, scopes and length of life; the one before works on for the overlap, and
 * never longer than it would have. Throws CONFLICT for one that is over or rotated already.
 */
export async function rotateKey(
  tx: TenantTx,
  tenantId: string,
  by: string,
  input: { keyId: string; overlapHours: number },
): Promise<IssuedKey> {
  const before = await lockKey(tx, tenantId, input.keyId);
  const { state } = describeKey(await findKey(tx, tenantId, input.keyId));
  if (state !== 'active' && state !== 'unowned') {
    throw new PlatformError('CONFLICT', 'This key is over or was rotated. Create a new one.');
  }
  const maker = await findRanked(tx, tenantId, by);
  await requireRoom(tx, tenantId);
  await changeKey(tx, tenantId, before.id, {
    overlapEndsAt: new Date(Date.now() + input.overlapHours * hourMs),
  });
  const lifeMs =
    before.expiresAt === null ? null : before.expiresAt.getTime() - before.createdAt.getTime();
  return issue(tx, {
    tenantId,
    createdBy: by,
    name: before.name,
    kind: before.kind,
    scopes: allowedScopes(before.kind, maker.role, before.scopes),
    expiresAt: lifeMs === null ? null : new Date(Date.now() + lifeMs),
    rotatedFromId: before.id,
  });
}

/** Ends a key at once. One that is revoked stays so. */
export async function revokeKey(tx: TenantTx, tenantId: string, keyId: string): Promise<ApiKey> {
  const before = await lockKey(tx, tenantId, keyId);
  if (before.revokedAt === null) {
    await changeKey(tx, tenantId, keyId, { revokedAt: new Date() });
  }
  return describeKey(await findKey(tx, tenantId, keyId));
}

async function issue(
  tx: TenantTx,
  made: Omit<Parameters<typeof insertKey>[1], 'keyHash' | 'lastFour'>,
): Promise<IssuedKey> {
  const { key, keyHash, lastFour } = createKey(made.kind);
  const id = await insertKey(tx, { ...made, keyHash, lastFour });
  return { key, apiKey: describeKey(await findKey(tx, made.tenantId, id)) };
}

async function requireRoom(tx: TenantTx, tenantId: string): Promise<void> {
  if ((await countUsableKeys(tx, tenantId)) >= maxKeys) {
    throw new PlatformError(
      'CONFLICT',
      `A workspace has at most ${maxKeys} keys in use. Revoke one first.`,
    );
  }
}
