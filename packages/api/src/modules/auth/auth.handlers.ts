import type { Handlers } from '@platform/api-contract/router';
import type { Me } from '@platform/api-contract/types';
import {
  type Actor,
  csrfTokenFor,
  deleteSession,
  hashSessionToken,
  sessionMaxAgeSeconds,
  signIn,
  signUp,
  type UserActor,
} from '@platform/auth';
import type { Contexts, PendingContext, PublicContext } from '../../http/contexts.ts';
import { addressBucket } from '../../http/rate-limits.ts';
import type { Services } from '../../services.ts';
import { ensureAssistant } from '../assistants/assistants.queries.ts';
import { writeAudit } from '../audit/audit.queries.ts';

export function createAuthHandlers(services: Services): Handlers<Contexts>['auth'] {
  const { db, secret, limits, authenticator } = services;

  const describe = (actor: Actor): Me => {
    if (actor.kind !== 'user') {
      return { user: null, mfaPending: false, memberships: [], csrfToken: null };
    }
    const csrfToken = csrfTokenFor(secret, actor.sessionHash);
    if (actor.mfa === 'pending')
      return { user: null, mfaPending: true, memberships: [], csrfToken };
    const { userId: id, name, email, emailVerified, memberships } = actor;
    return {
      user: { id, name, email, emailVerified },
      mfaPending: false,
      memberships: [...memberships],
      csrfToken,
    };
  };

  /** The session becomes the browser's; returns who that is. */
  const enter = async (ctx: PublicContext, token: string): Promise<Me> => {
    ctx.request.setSession(token, sessionMaxAgeSeconds);
    const actor = await authenticator.reload(hashSessionToken(token));
    if (actor !== null) await writeInWorkspaces(ctx, actor);
    return describe(actor ?? { kind: 'anonymous' });
  };

  // A person belongs to no workspace; whoever audits one wants to know when its members come and go.
  const writeInWorkspaces = async (ctx: PublicContext | PendingContext, actor: UserActor) => {
    for (const { tenantId } of actor.memberships) {
      const { request, auditAction } = ctx;
      await db.tenant(tenantId, (tx) =>
        writeAudit(tx, { request, auditAction, tenantId, actor }, { target: actor.userId }),
      );
    }
  };

  return {
    me: ({ ctx }) => describe(ctx.actor),
    signUp: async ({ ctx, input }) => {
      const { token, tenantId } = await signUp(db, input, ctx.request);
      await db.tenant(tenantId, (tx) => ensureAssistant(tx, tenantId, input.workspaceName));
      return enter(ctx, token);
    },
    signIn: async ({ ctx, input }) => {
      // Counted per account and address together: a stranger's guesses do not lock the owner out.
      await limits.consume('credentials', `${input.email} ${addressBucket(ctx.request.address)}`);
      const { token } = await signIn(db, input, ctx.request);
      // A new session each time: one that was there before signing in is not carried over.
      if (ctx.actor.kind === 'user') await deleteSession(db, ctx.actor.sessionHash);
      return enter(ctx, token);
    },
    signOut: async ({ ctx }) => {
      const { userId, sessionHash } = ctx.actor;
      await deleteSession(db, sessionHash);
      await writeInWorkspaces(ctx, ctx.actor);
      ctx.request.clearSession();
      await services.revalidate(userId);
      return {};
    },
  };
}
