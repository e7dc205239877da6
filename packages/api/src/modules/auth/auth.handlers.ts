import type { Handlers } from '@platform/api-contract/router';
import { deleteSession, signIn, verifySecondFactor } from '@platform/auth';
import type { Contexts, PublicContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { createSignUp } from '../registration/sign-up.handler.ts';
import { createEntrance } from './entrance.ts';

export function createAuthHandlers(services: Services): Handlers<Contexts>['auth'] {
  const { db } = services;
  const { describe, enter, writeInWorkspaces } = createEntrance(services);
  const signUp = createSignUp(services);
  /** Those who audit the account's workspaces hear of who did not get in, too. */
  const told = (email: string, ctx: Pick<PublicContext, 'request'>) => (error: unknown) => {
    services.refusals.noteSignIn(email, ctx.request, error);
    throw error;
  };

  return {
    me: ({ ctx }) => describe(ctx.actor),
    signUp: ({ ctx, input }) => signUp(ctx, input),
    signIn: async ({ ctx, input }) => {
      const { token } = await signIn(services, input, ctx.request).catch(told(input.email, ctx));
      // A new session each time: one that was there before signing in is not carried over.
      if (ctx.actor.kind === 'user') await deleteSession(db, ctx.actor.sessionHash);
      return enter(ctx, token);
    },
    verifySecondFactor: async ({ ctx, input }) => {
      const { actor, request } = ctx;
      const verified = verifySecondFactor(services, actor, input.code, request);
      return enter(ctx, await verified.catch(told(actor.email, ctx)));
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
