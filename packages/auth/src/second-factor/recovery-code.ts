import { createHash, randomBytes } from 'node:crypto';

// Crockford base32 in capitals: no I, L, O, U, so a code survives being read from paper.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const recoveryCodeCount = 10;

/** Eighty random bits as four groups of four: `7K2M-Q9XA-3FDE-WT1B`. [ASVS 6.5.2] [ASVS 6.5.4] */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte & 31] ?? '').join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** What was typed as it was given out: in any case, with any gaps, with look-alikes set right. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(letters) ? letters : null;
}

/** Bound to its person. Eighty random bits need no slow hash: there is nothing to guess them by. */
export const hashRecoveryCode = (userId: string, code: string): string =>
  createHash('sha256')
    .update(`recovery.${userId}.${readRecoveryCode(code) ?? ''}`)
    .digest('base64url');
