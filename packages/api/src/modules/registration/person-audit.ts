import { listWorkspacesOf } from '@platform/auth';
import type { PublicContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';

/**
 * What a person did to their account without being signed in, by a link of a mail, stands in the log of
 * each of their workspaces: its members are concerned.
 */
export function createPersonAudit({ db }: Pick<Services, 'db'>) {
  return async (
    { request, auditAction }: Pick<PublicContext, 'request' | 'auditAction'>,
    userId: string,
  ): Promise<void> => {
    const workspaces = await db.identity(null, (tx) => listWorkspacesOf(tx, userId));
    for (const tenantId of workspaces) {
      const audited = { request, auditAction, tenantId, actor: { userId } };
      await db.tenant(tenantId, (tx) => writeAudit(tx, audited, { target: userId }));
    }
  };
}
