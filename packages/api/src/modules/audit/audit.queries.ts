import type { Severity } from '@platform/api-contract/types';
import type { SystemTx, TenantTx } from '@platform/db';
import { auditDetails, auditLogs, auditPending } from '@platform/db/schema';
import { uuidv7 } from '@platform/shared/ids';
import type { RequestInfo } from '../../http/request-info.ts';
import { type AuditRow, detailsDigest, newSalt } from './chain.ts';
import { severityOf } from './severity.ts';
import { kindOf, pseudonymOf } from './subjects.queries.ts';

/** Whoever can stand in the log as the one who did it; a handler's actor fits. */
export type AuditActor =
  | { readonly userId: string; readonly name?: string }
  | { readonly kind: 'key'; readonly keyId: string; readonly name?: string }
  | { readonly kind: 'visitor'; readonly visitorId: string }
  | { readonly kind: 'system' | 'anonymous' };

/** Who did it, where, under which name; every handler in a workspace has it at hand. */
export interface Audited {
  readonly tenantId: string;
  readonly auditAction: string | undefined;
  readonly actor: AuditActor;
  /** None where the platform itself acts. */
  readonly request?: Pick<RequestInfo, 'id' | 'address' | 'userAgent'>;
}

export interface AuditEntry {
  /** A public id. Anything else is treated as personal, and can be erased. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Where the action's own is not right. */
  readonly severity?: Severity;
  /** How many like it the entry stands for. */
  readonly count?: number;
}

/**
 * Writes who did what, in the transaction of the change itself. `before` and `after` hold what
 * changed and no secrets, and no text of a conversation. Nobody is named in what cannot be erased.
 */
export async function writeAudit(
  tx: TenantTx | SystemTx,
  ctx: Audited,
  entry: AuditEntry,
): Promise<void> {
  const { tenantId, auditAction: action } = ctx;
  if (action === undefined) throw new Error('The contract names no audit entry for this.');
  const id = uuidv7();
  const salt = newSalt();
  const details = JSON.stringify({
    before: entry.before ?? null,
    after: entry.after ?? null,
    address: ctx.request?.address ?? null,
    userAgent: ctx.request?.userAgent?.slice(0, 300) ?? null,
    count: entry.count ?? 1,
  });
  const actor = describeActor(ctx.actor);
  const targetKind = kindOf(entry.target);
  // Who acts on themselves is met by name.
  const name = actor.subject?.subjectId === entry.target ? actor.subject.name : null;
  const target = targetKind.personal
    ? await pseudonymOf(tx, tenantId, { kind: targetKind.kind, subjectId: entry.target, name })
    : entry.target;
  const pseudonym = actor.subject === null ? null : await pseudonymOf(tx, tenantId, actor.subject);
  const log = tx.insert(auditLogs).values({
    tenantId,
    id,
    action,
    severity: entry.severity ?? severityOf(action),
    actorKind: actor.kind,
    actor: pseudonym,
    targetKind: targetKind.kind,
    target,
    requestId: ctx.request?.id ?? null,
    detailsDigest: detailsDigest(salt, details),
    // In milliseconds, which is what the digest of the entry is made of.
    createdAt: new Date(),
  });
  // Sent together: one round trip, and the transaction has all of them or none.
  await Promise.all([
    log,
    tx.insert(auditDetails).values({ tenantId, entryId: id, salt, details }),
    tx.insert(auditPending).values({ tenantId, entryId: id }),
  ]);
}

interface Described {
  readonly kind: AuditRow['actorKind'];
  readonly subject: Parameters<typeof pseudonymOf>[2] | null;
}

function describeActor(actor: AuditActor): Described {
  if ('userId' in actor) {
    const { userId: subjectId, name = null } = actor;
    return { kind: 'user', subject: { kind: 'user', subjectId, name } };
  }
  if (actor.kind === 'key') {
    const { keyId: subjectId, name = null } = actor;
    return { kind: 'key', subject: { kind: 'key', subjectId, name } };
  }
  if (actor.kind === 'visitor') {
    const { visitorId: subjectId } = actor;
    return { kind: 'visitor', subject: { kind: 'visitor', subjectId, name: null } };
  }
  return { kind: actor.kind, subject: null };
}
