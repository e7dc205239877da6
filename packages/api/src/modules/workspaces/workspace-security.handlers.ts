import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { markForRotation, whoHaveFactors } from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { changeWorkspace, findWorkspace, listMembers } from './workspaces.queries.ts';

/** What a workspace asks of those who enter it. */
export function createWorkspaceSecurityHandlers(
  services: Services,
): Pick<Handlers<Contexts>['workspaces'], 'security' | 'updateSecurity'> {
  const { db } = services;

  const describe = async (tenantId: string) => {
    const { mfaRequired, members } = await db.tenant(tenantId, async (tx) => ({
      mfaRequired: (await findWorkspace(tx, tenantId)).mfaRequired,
      members: (await listMembers(tx, tenantId)).map((member) => member.userId),
    }));
    const having = await db.identity(null, (tx) => whoHaveFactors(tx, members));
    return {
      mfaRequired,
      memberCount: members.length,
      membersWithoutFactor: members.length - having.size,
    };
  };

  return {
    security: ({ ctx }) => describe(ctx.tenantId),
    updateSecurity: async ({ ctx, input }) => {
      const { tenantId, actor } = ctx;
      // Whoever asks it of others has it: the one who could turn it off again is never shut out.
      if (input.mfaRequired && (actor.kind !== 'user' || actor.mfa !== 'passed')) {
        throw new PlatformError('CONFLICT', 'Set up a second factor of your own first.');
      }
      const { mfaRequired } = input;
      const members = await db.tenant(tenantId, async (tx) => {
        const before = await findWorkspace(tx, tenantId);
        await changeWorkspace(tx, tenantId, { mfaRequired });
        await writeAudit(tx, ctx, {
          target: tenantId,
          before: { mfaRequired: before.mfaRequired },
          after: { mfaRequired },
        });
        return listMembers(tx, tenantId);
      });
      await db.identity(null, async (tx) => {
        for (const { userId } of members) await markForRotation(tx, userId);
      });
      await services.revalidate(tenantId);
      return describe(tenantId);
    },
  };
}
