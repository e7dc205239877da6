import { createHash } from 'node:crypto';
import type { Logger } from '@platform/shared/logger';

/** Whether a password is known from a leak. Never throws: who cannot ask lets the password pass. */
export type LeakedPasswords = (password: string) => Promise<boolean>;

const timeoutMs = 2_000;
/** Padded answers are some 40 KB; anything much larger is not one. */
const longestAnswer = 500_000;

/**
 * Asks a range service (Have I Been Pwned's wire format) by k-anonymity: five characters of the SHA-1
 * go out, the suffixes of all passwords that share them come back, padded so that their number tells
 * nothing. The service learns neither the password nor whether it was found. SHA-1 is the protocol's.
 */
export function askRangeService(url: string, logger: Logger): LeakedPasswords {
  return async (password) => {
    const digest = createHash('sha1').update(password.normalize('NFC')).digest('hex').toUpperCase();
    const prefix = digest.slice(0, 5);
    const suffix = digest.slice(5);
    try {
      const response = await fetch(new URL(`/range/${prefix}`, url), {
        headers: { 'add-padding': 'true', 'user-agent': 'parley' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`The service answered ${response.status}.`);
      const text = (await response.text()).slice(0, longestAnswer);
      return text.split('\n').some((line) => {
        const [found, count] = line.trim().split(':');
        // Padding is what has a count of zero.
        return found?.toUpperCase() === suffix && Number(count) > 0;
      });
    } catch (error) {
      logger.warn({ err: error }, 'leaked passwords could not be asked for; the offline list was');
      return false;
    }
  };
}
