import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import {
  confirmSecondFactor,
  describeDevice,
  describeSecondFactor,
  disableSecondFactor,
  endOtherSessions,
  endSession,
  listSessions,
  renewRecoveryCodes,
  startSecondFactor,
  stepUp,
  stepUpMeansOf,
  workspacesRequiringFactor,
} from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import { addressBucket } from '../../http/rate-limits.ts';
import type { Services } from '../../services.ts';
import { createEntrance } from '../auth/entrance.ts';

type Account = Handlers<Contexts>['account'];
type Handled =
  | 'stepUp'
  | 'security'
  | 'startSecondFactor'
  | 'confirmSecondFactor'
  | 'disableSecondFactor'
  | 'renewRecoveryCodes'
  | 'sessions'
  | 'endSession'
  | 'endOtherSessions';

/** How a person's own sign-in is guarded. */
export function createAccountSecurityHandlers(services: Services): Pick<Account, Handled> {
  const { db } = services;
  const { goOn, writeInWorkspaces } = createEntrance(services);

  return {
    stepUp: async ({ ctx, input }) => {
      const { actor, request } = ctx;
      const token = await stepUp(services, actor, input, request).catch((error: unknown) => {
        services.refusals.noteSignIn(actor.email, request, error);
        throw error;
      });
      await writeInWorkspaces(ctx, ctx.actor);
      return goOn(ctx, token);
    },
    security: ({ ctx }) =>
      db.identity(null, async (tx) => {
        const { userId } = ctx.actor;
        const factor = await describeSecondFactor(tx, userId);
        return {
          stepUpWith: await stepUpMeansOf(tx, userId),
          secondFactor:
            factor === null ? null : { ...factor, enabledAt: factor.enabledAt.toISOString() },
          requiredBy: await workspacesRequiringFactor(tx, userId),
        };
      }),
    startSecondFactor: ({ ctx }) => startSecondFactor(services, ctx.actor),
    confirmSecondFactor: async ({ ctx, input }) => {
      const { token, recoveryCodes } = await confirmSecondFactor(
        services,
        ctx.actor,
        input.code,
        ctx.request,
      );
      await writeInWorkspaces(ctx, ctx.actor);
      await services.revalidate(ctx.actor.userId);
      return { recoveryCodes, me: await goOn(ctx, token) };
    },
    disableSecondFactor: async ({ ctx }) => {
      const { token } = await disableSecondFactor(services, ctx.actor, ctx.request);
      await writeInWorkspaces(ctx, ctx.actor);
      await services.revalidate(ctx.actor.userId);
      return goOn(ctx, token);
    },
    renewRecoveryCodes: async ({ ctx }) => {
      const recoveryCodes = await renewRecoveryCodes(services, ctx.actor.userId, ctx.request);
      await writeInWorkspaces(ctx, ctx.actor);
      return { recoveryCodes };
    },
    sessions: async ({ ctx }) => {
      const rows = await db.identity(null, (tx) => listSessions(tx, ctx.actor.userId));
      const sessions = rows.map((row) => {
        const { words, system, browser } = describeDevice(row.userAgent);
        return {
          id: row.id,
          device: words,
          kind: kindOfDevice(system, browser),
          address: row.address,
          nearby: row.address !== null && addressBucket(row.address) === ctx.request.addressBucket,
          method: row.method,
          createdAt: row.createdAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
          current: row.id === ctx.actor.sessionId,
        };
      });
      return { sessions: sessions.sort((a, b) => Number(b.current) - Number(a.current)) };
    },
    endSession: async ({ ctx, input }) => {
      const { userId } = ctx.actor;
      const ended = await db.identity(null, (tx) => endSession(tx, userId, input.sessionId));
      if (!ended) throw new PlatformError('NOT_FOUND');
      if (input.sessionId === ctx.actor.sessionId) ctx.request.clearSession();
      await writeInWorkspaces(ctx, ctx.actor);
      await services.revalidate(userId);
      return {};
    },
    endOtherSessions: async ({ ctx }) => {
      const { userId, sessionId } = ctx.actor;
      const ended = await db.identity(null, (tx) => endOtherSessions(tx, userId, sessionId));
      await writeInWorkspaces(ctx, ctx.actor);
      await services.revalidate(userId);
      return { ended };
    },
  };
}

const phones = new Set(['iPhone', 'iPad', 'Android']);
function kindOfDevice(system: string | null, browser: string | null) {
  if (system === null) return browser === null ? ('desktop' as const) : ('program' as const);
  return phones.has(system) ? ('phone' as const) : ('desktop' as const);
}
