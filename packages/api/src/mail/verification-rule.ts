import type { Env } from '@platform/shared/env';

/** Whether an address has to be proved before its person may enter a workspace. */
export function isVerificationRequired(env: Pick<Env, 'EMAIL_VERIFICATION' | 'SMTP_URL'>): boolean {
  // Without a mail server the only mailbox is on this host, where whoever signs up stands anyway.
  if (env.EMAIL_VERIFICATION === 'auto') return env.SMTP_URL !== undefined;
  return env.EMAIL_VERIFICATION === 'required';
}
