import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bound to the session, so that it needs no store and ends with it. */
export function csrfTokenFor(secret: string, sessionHash: string): string {
  return createHmac('sha256', secret).update(`csrf.${sessionHash}`).digest('base64url');
}

export function isCsrfToken(secret: string, sessionHash: string, given: string): boolean {
  const expected = Buffer.from(csrfTokenFor(secret, sessionHash));
  const candidate = Buffer.from(given);
  return expected.length === candidate.length && timingSafeEqual(expected, candidate);
}
