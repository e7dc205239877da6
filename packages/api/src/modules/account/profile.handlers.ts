import type { Handlers } from '@platform/api-contract/router';
import type { Profile } from '@platform/api-contract/types';
import {
  cancelEmailChange,
  changePassword,
  describePerson,
  renamePerson,
  requestEmailChange,
  resendVerification,
} from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { createEntrance } from '../auth/entrance.ts';

type Account = Handlers<Contexts>['account'];
type Handled =
  | 'profile'
  | 'rename'
  | 'resendVerification'
  | 'requestEmailChange'
  | 'cancelEmailChange'
  | 'changePassword';

/** Who a person is here, and how mail reaches them. */
export function createProfileHandlers(services: Services): Pick<Account, Handled> {
  const { db, mail, passwords: rule } = services;
  const { goOn, writeInWorkspaces } = createEntrance(services);
  const describe = (userId: string): Promise<Profile> =>
    db.identity(null, (tx) => describePerson(tx, userId));

  return {
    profile: ({ ctx }) => describe(ctx.actor.userId),
    rename: async ({ ctx, input }) => {
      const { userId } = ctx.actor;
      await db.identity(null, (tx) => renamePerson(tx, userId, input.name));
      await writeInWorkspaces(ctx, { ...ctx.actor, name: input.name });
      await services.revalidate(userId);
      return describe(userId);
    },
    resendVerification: async ({ ctx }) => {
      await resendVerification(services, ctx.actor.userId);
      mail.wake();
      return {};
    },
    requestEmailChange: async ({ ctx, input }) => {
      await requestEmailChange(services, ctx.actor, input.email);
      mail.wake();
      await writeInWorkspaces(ctx, ctx.actor);
      return describe(ctx.actor.userId);
    },
    cancelEmailChange: async ({ ctx }) => {
      await cancelEmailChange(db, ctx.actor.userId);
      return describe(ctx.actor.userId);
    },
    changePassword: async ({ ctx, input }) => {
      const token = await changePassword({ ...services, rule }, ctx.actor, input, ctx.request);
      mail.wake();
      await services.revalidate(ctx.actor.userId);
      await writeInWorkspaces(ctx, ctx.actor);
      return goOn(ctx, token);
    },
  };
}
