import { createHash, randomBytes } from 'node:crypto';

// Crockford base32 in capitals: no I, L, O, U, so a code survives being read from paper.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const recoveryCodeCount = 10;

const letterCount = 24;

/** 120 random bits as six groups of four: `7K2M-Q9XA-3FDE-WT1B-…`. [ASVS 6.5.3] [ASVS 6.5.4] */
export function newRecoveryCode(): string {
  const bytes = randomBytes(letterCount);
  const letters = Array.from(bytes, (byte) => alphabet[byte & 31] ?? '').join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** What was typed as it was given out: in any case, with any gaps, with look-alikes set right. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters) ? letters : null;
}

/** Bound to its person. More than 112 random bits need no slow hash: nothing guesses them. [ASVS 6.5.2] */
export const hashRecoveryCode = (userId: string, code: string): string =>
  createHash('sha256')
    .update(`recovery.${userId}.${readRecoveryCode(code) ?? ''}`)
    .digest('base64url');
