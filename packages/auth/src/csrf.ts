import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Bound to the session, so that it needs no store and ends with it; to its id, so that a new token of the
 * cookie does not make a page of before out of date.
 */
export function csrfTokenFor(secret: string, sessionId: string): string {
  return createHmac('sha256', secret).update(`csrf.${sessionId}`).digest('base64url');
}

export function isCsrfToken(secret: string, sessionId: string, given: string): boolean {
  const expected = Buffer.from(csrfTokenFor(secret, sessionId));
  const candidate = Buffer.from(given);
  return expected.length === candidate.length && timingSafeEqual(expected, candidate);
}
