import type { Handlers } from '@platform/api-contract/router';
import type { Me, Membership } from '@platform/api-contract/types';
import {
  type Actor,
  csrfTokenFor,
  deleteSession,
  findSessionActor,
  sessionMaxAgeSeconds,
  signIn,
  signUp,
} from '@platform/auth';
import type { Contexts, PublicContext, SessionContext } from '../../http/contexts.ts';
import { addressBucket } from '../../http/rate-limits.ts';
import type { RequestInfo } from '../../http/request-info.ts';
import type { Services } from '../../services.ts';
import { ensureAssistant } from '../assistants/assistants.queries.ts';
import { writeAudit } from '../audit/audit.queries.ts';

export function createAuthHandlers(services: Services): Handlers<Contexts>['auth'] {
  const { db, secret, limits } = services;

  const describe = (actor: Actor): Me =>
    actor.kind === 'user'
      ? {
          user: { id: actor.userId, name: actor.name, email: actor.email },
          memberships: [...actor.memberships],
          csrfToken: csrfTokenFor(secret, actor.sessionHash),
        }
      : { user: null, memberships: [], csrfToken: null };

  const enter = async (request: RequestInfo, token: string): Promise<Me> => {
    request.setSession(token, sessionMaxAgeSeconds);
    return describe((await findSessionActor(db, token)) ?? { kind: 'anonymous' });
  };

  // A person belongs to no workspace; whoever audits one wants to know when its members come and go.
  const writeInWorkspaces = async (
    ctx: PublicContext | SessionContext,
    userId: string,
    memberships: readonly Membership[],
  ) => {
    for (const { tenantId } of memberships) {
      const { request, auditAction } = ctx;
      await db.tenant(tenantId, (tx) =>
        writeAudit(tx, { request, auditAction, tenantId, actor: { userId } }, { target: userId }),
      );
    }
  };

  return {
    me: ({ ctx }) => describe(ctx.actor),
    signUp: async ({ ctx, input }) => {
      const { token, user, memberships } = await signUp(db, input, ctx.request.userAgent);
      const [first] = memberships;
      if (first !== undefined) {
        await db.tenant(first.tenantId, (tx) => ensureAssistant(tx, first.tenantId, first.name));
      }
      await writeInWorkspaces(ctx, user.id, memberships);
      return enter(ctx.request, token);
    },
    signIn: async ({ ctx, input }) => {
      // Counted per account and address together: a stranger's guesses do not lock the owner out.
      await limits.consume('credentials', `${input.email} ${addressBucket(ctx.request.address)}`);
      const { token, user, memberships } = await signIn(db, input, ctx.request.userAgent);
      // A new session each time: one that was there before signing in is not carried over.
      if (ctx.actor.kind === 'user') await deleteSession(db, ctx.actor.sessionHash);
      await writeInWorkspaces(ctx, user.id, memberships);
      return enter(ctx.request, token);
    },
    signOut: async ({ ctx }) => {
      const { userId, sessionHash, memberships } = ctx.actor;
      await deleteSession(db, sessionHash);
      await writeInWorkspaces(ctx, userId, memberships);
      ctx.request.clearSession();
      await services.revalidate(userId);
      return {};
    },
  };
}
