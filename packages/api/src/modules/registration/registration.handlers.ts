import type { Handlers } from '@platform/api-contract/router';
import {
  confirmEmailChange,
  forgetWrongPasswords,
  requestPasswordReset,
  resetPassword,
  verifyEmail,
} from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import { inEvenTime } from '../../http/even-time.ts';
import { isVerificationRequired } from '../../mail/verification-rule.ts';
import type { Services } from '../../services.ts';
import { createPersonAudit } from './person-audit.ts';

const stepMs = 250;

/** What a person does before they are in, by links of mails. None of it opens a session. */
export function createRegistrationHandlers(services: Services): Handlers<Contexts>['registration'] {
  const { db, env, limits, mail, passwords: rule } = services;
  const writeForPerson = createPersonAudit(services);

  return {
    rules: () => ({
      signUp: env.SIGN_UP,
      verifyFirst: isVerificationRequired(env),
      mailbox: mail.mailboxUrl() !== null,
    }),
    verifyEmail: async ({ ctx, input }) => {
      const { userId, email } = await verifyEmail(db, input.token);
      await writeForPerson(ctx, userId);
      await services.revalidate(userId);
      return { email };
    },
    requestPasswordReset: async ({ input }) => {
      await limits.consume('credentials', `reset ${input.email}`);
      await inEvenTime(stepMs, () => requestPasswordReset(services, input.email));
      mail.wake();
      return {};
    },
    resetPassword: async ({ ctx, input }) => {
      const { userId, email } = await resetPassword({ ...services, rule }, input);
      await db.identity(null, (tx) => forgetWrongPasswords(tx, { id: userId, email }, ctx.request));
      mail.wake();
      await services.revalidate(userId);
      await writeForPerson(ctx, userId);
      return { email };
    },
    confirmEmailChange: async ({ ctx, input }) => {
      const { userId, email } = await confirmEmailChange(services, input.token);
      mail.wake();
      await services.revalidate(userId);
      await writeForPerson(ctx, userId);
      return { email };
    },
  };
}
