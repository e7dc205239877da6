import { askRangeService, type PasswordRule } from '@platform/auth';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';

/** The rule of passwords as this installation wants it. */
export function createPasswordRule(
  env: Pick<Env, 'LEAKED_PASSWORDS' | 'LEAKED_PASSWORDS_URL'>,
  logger: Logger,
): PasswordRule {
  const asks = env.LEAKED_PASSWORDS === 'hibp';
  return { isLeaked: asks ? askRangeService(env.LEAKED_PASSWORDS_URL, logger) : null };
}
