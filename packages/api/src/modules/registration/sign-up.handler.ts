import { PlatformError } from '@platform/api-contract/errors';
import type { Me } from '@platform/api-contract/types';
import { register, requireGoodPassword } from '@platform/auth';
import type { PublicContext } from '../../http/contexts.ts';
import { inEvenTime } from '../../http/even-time.ts';
import { isVerificationRequired } from '../../mail/verification-rule.ts';
import type { Services } from '../../services.ts';
import { ensureAssistant } from '../assistants/assistants.queries.ts';
import { createEntrance } from '../auth/entrance.ts';
import { createPersonAudit } from './person-audit.ts';

interface SignUpInput {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
}

/** Longer than what differs between a new address and one that has an account. */
const stepMs = 250;

/**
 * Signs a person up. Where addresses are proved first, the answer is the same for one that has an
 * account, in its bytes and its time, and nobody is signed in.
 */
export function createSignUp(services: Services) {
  const { db, env } = services;
  const { describe, enter } = createEntrance(services);
  const writeForPerson = createPersonAudit(services);
  const verifyFirst = isVerificationRequired(env);

  return async (ctx: PublicContext, input: SignUpInput): Promise<Me> => {
    if (env.SIGN_UP === 'closed') {
      throw new PlatformError('FORBIDDEN', 'Accounts are made by invitation here.');
    }
    const { name, email, workspaceName } = input;
    await requireGoodPassword(services.passwords, 'password', input.password, [
      name,
      email,
      workspaceName,
    ]);
    await services.limits.consume('credentials', `sign-up ${email}`);
    const begin = async () => {
      const made = await register(services, input, ctx.request, { verifyFirst });
      services.mail.wake();
      if (made === null) return null;
      const { tenantId, userId, token } = made;
      await db.tenant(tenantId, (tx) => ensureAssistant(tx, tenantId, workspaceName));
      if (token === null) await writeForPerson(ctx, userId);
      return token;
    };
    const token = verifyFirst ? await inEvenTime(stepMs, begin) : await begin();
    return token === null ? describe({ kind: 'anonymous' }) : enter(ctx, token);
  };
}
