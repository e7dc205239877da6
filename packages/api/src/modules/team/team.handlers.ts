import type { Handlers } from '@platform/api-contract/router';
import type { Invitation } from '@platform/api-contract/types';
import {
  changeRole,
  describeInvitation,
  enqueueMail,
  invitationDays,
  invite,
  leaveWorkspace,
  listInvitations,
  removeMember,
  renewInvitation,
  revokeInvitation,
  transferOwnership,
} from '@platform/auth';
import type { TenantTx } from '@platform/db';
import type { Contexts, PersonContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { findMember, findWorkspace } from '../workspaces/workspaces.queries.ts';
import { releaseConversations } from './release-conversations.ts';
import { announceTeam, rightsChanged } from './rights-changed.ts';

export function createTeamHandlers(services: Services): Handlers<Contexts>['team'] {
  const { db } = services;

  /** Takes the link into a mail, or hands it to whoever asked; never both. */
  const deliver = async (
    tx: TenantTx,
    ctx: PersonContext,
    { invitation, token }: { invitation: Invitation; token: string },
  ): Promise<{ invitation: Invitation; link: string | null }> => {
    // Behind #, where neither a server nor a referrer sees it.
    const path = `/app/invitation#${token}`;
    if (invitation.email === null) {
      return { invitation, link: `${services.publicOrigin()}${path}` };
    }
    const { name } = await findWorkspace(tx, ctx.tenantId);
    const props = {
      workspaceName: name,
      inviterName: ctx.actor.name,
      role: invitation.role,
      path,
      days: invitationDays,
    };
    const mail = { to: invitation.email, template: 'invitation', props } as const;
    await enqueueMail(tx, mail, services.sealer);
    return { invitation, link: null };
  };

  /** Somebody's mailbox is not to be filled, whoever and however many ask for it. */
  const mayMail = async (to: string | null) => {
    if (to !== null) await services.limits.consume('credentials', `invitation ${to}`);
  };

  const takeOut = async (
    ctx: PersonContext,
    userId: string,
    work: (tx: TenantTx) => Promise<{ before: Invitation['role'] }>,
  ) => {
    await db.tenant(ctx.tenantId, async (tx) => {
      const { before } = await work(tx);
      const released = await releaseConversations(tx, ctx.tenantId, userId);
      await writeAudit(tx, ctx, {
        target: userId,
        before: { role: before },
        after: { role: null, released },
      });
      await announceTeam(tx, ctx.tenantId, [userId]);
    });
    await rightsChanged(services, [userId]);
    return {};
  };

  return {
    changeRole: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const member = await db.tenant(tenantId, async (tx) => {
        const { before } = await changeRole(tx, tenantId, ctx.actor.userId, input);
        await writeAudit(tx, ctx, {
          target: input.userId,
          before: { role: before },
          after: { role: input.role },
        });
        await announceTeam(tx, tenantId, [input.userId]);
        return findMember(tx, tenantId, input.userId);
      });
      await rightsChanged(services, [input.userId]);
      return member;
    },
    remove: ({ ctx, input }) =>
      takeOut(ctx, input.userId, (tx) =>
        removeMember(tx, ctx.tenantId, ctx.actor.userId, input.userId),
      ),
    leave: ({ ctx }) =>
      takeOut(ctx, ctx.actor.userId, (tx) => leaveWorkspace(tx, ctx.tenantId, ctx.actor.userId)),
    transferOwnership: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      await db.tenant(tenantId, async (tx) => {
        const { before } = await transferOwnership(tx, tenantId, ctx.actor.userId, input.userId);
        await writeAudit(tx, ctx, {
          target: input.userId,
          before: { role: before },
          after: { role: 'owner' },
        });
        await announceTeam(tx, tenantId, [input.userId, ctx.actor.userId]);
      });
      await rightsChanged(services, [input.userId, ctx.actor.userId]);
      return {};
    },
    invitations: async ({ ctx }) => ({
      invitations: await db.tenant(ctx.tenantId, async (tx) =>
        (await listInvitations(tx, ctx.tenantId)).map(describeInvitation),
      ),
    }),
    invite: async ({ ctx, input }) => {
      await mayMail(input.email);
      const told = await db.tenant(ctx.tenantId, async (tx) => {
        const issued = await invite(tx, ctx.tenantId, ctx.actor.userId, input);
        await writeAudit(tx, ctx, { target: issued.invitation.id, after: input });
        return deliver(tx, ctx, issued);
      });
      services.mail.wake();
      return told;
    },
    renewInvitation: async ({ ctx, input }) => {
      await mayMail(input.invitationId);
      const told = await db.tenant(ctx.tenantId, async (tx) => {
        const { tenantId, actor } = ctx;
        const issued = await renewInvitation(tx, tenantId, actor.userId, input.invitationId);
        await writeAudit(tx, ctx, { target: input.invitationId });
        return deliver(tx, ctx, issued);
      });
      services.mail.wake();
      return told;
    },
    revokeInvitation: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const { state } = await revokeInvitation(tx, ctx.tenantId, input.invitationId);
        await writeAudit(tx, ctx, { target: input.invitationId, before: { state } });
        return {};
      }),
  };
}
