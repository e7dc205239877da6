import { authorOf } from '@platform/auth';
import type { WorkspaceContext } from '../../http/contexts.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import type { FileOwner } from './add-file.ts';

/** A member of the team, or a program of it, who brings a file in; the audit log says so. */
export function memberAsOwner(ctx: WorkspaceContext): FileOwner {
  return {
    tenantId: ctx.tenantId,
    userId: authorOf(ctx.actor).userId,
    onAdded: (tx, documentId, file) => writeAudit(tx, ctx, { target: documentId, after: file }),
  };
}
