import type { TenantTx } from '@platform/db';
import { auditLogs } from '@platform/db/schema';
import { uuidv7 } from '@platform/shared/ids';
import type { WorkspaceContext } from '../../http/contexts.ts';

/** Who did it, where, under which name; every handler in a workspace has it at hand. */
export interface Audited extends Pick<WorkspaceContext, 'tenantId' | 'auditAction' | 'request'> {
  readonly actor: { readonly userId: string };
}

/**
 * Writes who did what, in the transaction of the change itself. `before` and `after` hold what
 * changed and no secrets, and no text of a conversation.
 */
export async function writeAudit(
  tx: TenantTx,
  ctx: Audited,
  entry: { target: string; before?: unknown; after?: unknown },
): Promise<void> {
  if (ctx.auditAction === undefined) throw new Error('The contract names no audit entry for this.');
  await tx.insert(auditLogs).values({
    tenantId: ctx.tenantId,
    id: uuidv7(),
    action: ctx.auditAction,
    actorKind: 'user',
    actorId: ctx.actor.userId,
    target: entry.target,
    before: entry.before ?? null,
    after: entry.after ?? null,
    requestId: ctx.request.id,
    address: ctx.request.address,
  });
}
