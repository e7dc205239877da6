import { z } from 'zod';
import { apiKeyId, userId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';
import { keyScopes, publishableScopes, type WorkspacePermission } from '../permissions.ts';

export const keyKind = z.enum(['secret', 'publishable']);
const scope = z.enum(keyScopes as [WorkspacePermission, ...WorkspacePermission[]]);

/** `unowned`: whoever made it is no longer a member, so it stopped. */
export const keyState = z.enum(['active', 'rotated', 'expired', 'revoked', 'unowned']);
export const apiKey = z.object({
  id: apiKeyId,
  name: z.string(),
  kind: keyKind,
  /** All of the key that is kept. */
  lastFour: z.string(),
  scopes: z.array(z.string()),
  state: keyState,
  createdBy: z.object({ id: userId, name: z.string().nullable() }),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  expiresAt: timestamp.nullable(),
  /** Of one that was rotated: until then both work. */
  overlapEndsAt: timestamp.nullable(),
  rotatedFromId: apiKeyId.nullable(),
});
export const keyList = z.object({ keys: z.array(apiKey) });
export const keyRef = z.object({ keyId: apiKeyId });

export const createKeyInput = z
  .object({
    name: z.string().trim().min(1, 'must not be empty').max(100),
    kind: keyKind,
    scopes: z.array(scope).min(1, 'choose at least one').max(keyScopes.length),
    expiresInDays: z.int().min(1).max(3650).nullable(),
  })
  .refine(({ kind, scopes }) => kind === 'secret' || scopes.every(isPublishable), {
    path: ['scopes'],
    error: `a publishable key holds nothing but ${publishableScopes.join(', ')}`,
  });
const isPublishable = (wanted: WorkspacePermission) => publishableScopes.includes(wanted);

export const rotateKeyInput = z.object({
  keyId: apiKeyId,
  /** How long the key before works beside the new one. */
  overlapHours: z
    .int()
    .min(0)
    .max(24 * 30),
});
/** The only answer that ever holds the key itself. */
export const issuedKey = z.object({ key: z.string(), apiKey });
