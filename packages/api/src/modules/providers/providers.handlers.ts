import type { Handlers } from '@platform/api-contract/router';
import {
  type Actor,
  arrive,
  deleteSession,
  departByEmail,
  departToKnown,
  findConnectionByEmail,
  ownPath,
  readWaysIn,
  signInStateSeconds,
  unlinkProvider,
} from '@platform/auth';
import type { Contexts, PublicContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { ensureAssistant } from '../assistants/assistants.queries.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { createEntrance } from '../auth/entrance.ts';

export function createProviderHandlers(services: Services): Handlers<Contexts>['providers'] {
  const { db, logger } = services;
  const { providers } = services.outside;
  const { enter, writeInWorkspaces } = createEntrance(services);
  const available = () => [...providers.known.keys()];

  return {
    list: () => ({ providers: available() }),
    start: async ({ ctx, input }) => {
      const { invitation } = input;
      const purpose = { kind: 'sign-in', next: ownPath(input.next), invitation } as const;
      return leave(ctx, await departToKnown(providers, input.provider, purpose));
    },
    startSso: async ({ ctx, input }) => {
      const purpose = { kind: 'sign-in', next: ownPath(input.next) } as const;
      return leave(ctx, await departByEmail(providers, input.email, purpose));
    },
    finish: async ({ ctx, input }) => {
      const { request } = ctx;
      const state = request.signInState;
      // Once and no more, whatever comes of it.
      request.clearSignInState();
      let joined: string | null = null;
      const arrived = await arrive(providers, {
        callback: new URLSearchParams(input.query),
        state,
        actor: personOf(ctx.actor),
        client: request,
        onJoined: async (tx, { tenantId, userId }) => {
          joined = userId;
          const joining = { request, tenantId, actor: { userId }, auditAction: 'member.joined' };
          await writeAudit(tx, joining, { target: userId, after: { by: 'single sign-on' } });
        },
      }).catch((error: unknown) => {
        logger.info({ err: error, requestId: request.id }, 'sign-in by a provider was refused');
        throw error;
      });
      switch (arrived.outcome) {
        case 'tested': {
          const { subject, email, emailVerified } = arrived.profile;
          const { domainFits } = arrived;
          return { outcome: 'tested', subject, email, emailVerified, domainFits };
        }
        case 'linked':
          if (ctx.actor.kind === 'user') {
            const linked = { ...ctx, auditAction: 'account.linked' };
            await writeInWorkspaces(linked, ctx.actor);
          }
          return { outcome: 'linked' };
        case 'signed-in': {
          const { founded, token } = arrived;
          if (founded !== null) {
            await db.tenant(founded.tenantId, (tx) =>
              ensureAssistant(tx, founded.tenantId, founded.name),
            );
          }
          // A session that was there before is not carried over.
          if (ctx.actor.kind === 'user') await deleteSession(db, ctx.actor.sessionHash);
          // Another device of theirs learns of the workspace too.
          if (joined !== null) await services.revalidate(joined);
          const me = await enter(ctx, token);
          return { outcome: 'signed-in', me, next: arrived.next ?? null };
        }
      }
    },
    linked: async ({ ctx }) => {
      const { hasPassword, linked } = await readWaysIn(db, ctx.actor.userId);
      const taken = linked.map(({ provider }) => provider);
      const sso = await findConnectionByEmail(db, ctx.actor.email);
      return {
        hasPassword,
        linked: linked.map((each) => ({
          ...each,
          linkedAt: each.linkedAt.toISOString(),
          lastUsedAt: each.lastUsedAt.toISOString(),
        })),
        available: available().filter((id) => !taken.includes(id)),
        ssoAvailable: sso !== null && !taken.includes(`sso:${sso.id}`),
      };
    },
    startLink: async ({ ctx, input }) => {
      const { sessionId, email } = ctx.actor;
      const purpose = { kind: 'link', sessionId } as const;
      return leave(
        ctx,
        input.provider === 'sso'
          ? await departByEmail(providers, email, purpose)
          : await departToKnown(providers, input.provider, purpose),
      );
    },
    unlink: async ({ ctx, input }) => {
      await unlinkProvider(db, ctx.actor.userId, input.provider);
      await writeInWorkspaces(ctx, ctx.actor);
      return {};
    },
  };
}

const personOf = (actor: Actor) =>
  actor.kind === 'user' && actor.mfa !== 'pending' ? actor : null;

/** What the browser must bring back goes into its cookie, and it is told where to go. */
export function leave(
  { request }: Pick<PublicContext, 'request'>,
  departure: { url: string; state: string },
): { url: string } {
  request.setSignInState(departure.state, signInStateSeconds);
  return { url: departure.url };
}
