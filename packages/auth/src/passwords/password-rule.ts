import { PlatformError } from '@platform/api-contract/errors';
import {
  judgePassword,
  neededScore,
  type PasswordWeakness,
} from '@platform/shared/password-strength';
import type { LeakedPasswords } from './leaked-passwords.ts';

/** What every way of setting a password asks: sign-up, invitation, reset and change. */
export interface PasswordRule {
  /** Another source of known leaks besides the list that is always looked into. */
  readonly isLeaked: LeakedPasswords | null;
}

/**
 * Throws INVALID_INPUT, at `field`, for a password that is known from a leak or easy to guess.
 * `personal` is what whoever knows the person would try.
 * [ASVS 6.1.2] [ASVS 6.2.4] [ASVS 6.2.11] [ASVS 6.2.12]
 */
export async function requireGoodPassword(
  rule: PasswordRule,
  field: string,
  password: string,
  personal: readonly string[],
): Promise<void> {
  const { score, weakness } = judgePassword(password, personal);
  if (score < neededScore) throw refusal(field, weakness);
  if ((await rule.isLeaked?.(password)) === true) throw refusal(field, 'leaked');
}

const words: Record<PasswordWeakness, string> = {
  short: 'must have at least 12 characters',
  leaked: 'is known from a leak of another site, and is among the first that are tried',
  personal: 'is made of your name, address or company, and easy to guess',
  common: 'is made of very common words, and easy to guess',
  repeated: 'repeats itself, and is easy to guess',
  keyboard: 'is a run of neighbouring keys, and easy to guess',
  sequence: 'is a simple sequence, and easy to guess',
  date: 'is a date, and easy to guess',
};

function refusal(field: string, weakness: PasswordWeakness | null): PlatformError {
  const message =
    weakness === null ? 'is too easy to guess; a few unrelated words are good' : words[weakness];
  return new PlatformError('INVALID_INPUT', undefined, { fields: [{ path: field, message }] });
}
