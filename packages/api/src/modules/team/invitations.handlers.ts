import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import {
  acceptInvitation,
  createInvitedAccount,
  markVerified,
  type OpenInvitation,
  openInvitation,
  openSession,
  requireGoodPassword,
  requireInvited,
} from '@platform/auth';
import type { Contexts, PublicContext, SessionContext } from '../../http/contexts.ts';
import { inEvenTime } from '../../http/even-time.ts';
import { isVerificationRequired } from '../../mail/verification-rule.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { createEntrance } from '../auth/entrance.ts';
import { announceTeam, rightsChanged } from './rights-changed.ts';

/** Longer than what differs between a new address and one that has an account. */
const stepMs = 250;

export function createInvitationHandlers(services: Services): Handlers<Contexts>['invitations'] {
  const { db, sealer } = services;
  const { describe, goOn } = createEntrance(services);
  const verifyFirst = isVerificationRequired(services.env);

  /** Who joins is who was told apart by session or sign-up, and nobody that a body could name. */
  const join = (
    ctx: PublicContext | SessionContext,
    open: OpenInvitation,
    token: string,
    person: { userId: string; name: string; email: string },
  ) =>
    db.tenant(open.tenantId, async (tx) => {
      const { request, auditAction } = ctx;
      const { tenantId, invitationId } = open;
      const accepted = await acceptInvitation(tx, open, token, person);
      if (accepted.joined) {
        await writeAudit(
          tx,
          { request, auditAction, tenantId, actor: person },
          { target: person.userId, after: { role: accepted.role, invitationId } },
        );
        await announceTeam(tx, tenantId, [person.userId]);
      }
      return accepted;
    });

  return {
    preview: async ({ input }) => (await openInvitation(db, input.token)).preview,
    accept: async ({ ctx, input }) => {
      const { userId, name, email } = ctx.actor;
      const open = await openInvitation(db, input.token);
      requireInvited(open.preview.email, email);
      if (open.preview.email !== null) {
        await db.identity({ kind: 'user', id: userId }, (tx) =>
          markVerified(tx, { userId, email: email.toLowerCase() }),
        );
      }
      const { role, workspaceName } = await join(ctx, open, input.token, { userId, name, email });
      await rightsChanged(services, [userId]);
      const actor = await services.authenticator.reload(ctx.actor.sessionHash);
      const entered = actor?.memberships.find(({ tenantId }) => tenantId === open.tenantId);
      return entered ?? { tenantId: open.tenantId, name: workspaceName, role, restriction: null };
    },
    signUp: async ({ ctx, input }) => {
      const open = await openInvitation(db, input.token);
      const email = open.preview.email ?? input.email;
      if (email === undefined) throw new PlatformError('INVALID_INPUT', 'email: must be given');
      await requireGoodPassword(services.passwords, 'password', input.password, [
        input.name,
        email,
        open.preview.workspaceName,
      ]);
      const emailProved = open.preview.email !== null;
      const begin = () =>
        createInvitedAccount(
          services,
          { ...input, email, emailProved },
          { verifyFirst },
          (person) => join(ctx, open, input.token, person),
        );
      const hides = verifyFirst && !emailProved;
      const made = await (hides ? inEvenTime(stepMs, begin) : begin());
      services.wakeRelay();
      services.mail.wake();
      if (made === null || hides) return describe({ kind: 'anonymous' });
      const { userId } = made;
      const token = await db.identity({ kind: 'user', id: userId }, (tx) =>
        openSession(tx, { userId, method: 'password' }, ctx.request, sealer),
      );
      return goOn(ctx, token);
    },
  };
}
