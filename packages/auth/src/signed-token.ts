import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A payload that only the holder of the secret could have signed (HMAC-SHA-256), for one purpose:
 * a token made for another purpose does not verify.
 */
export function signToken(secret: string, purpose: string, payload: object): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${body}.${signatureOf(secret, purpose, body)}`;
}

/** The payload, or `null` when the token was not signed by us for this purpose. */
export function verifyToken(secret: string, purpose: string, token: string): unknown {
  const [body, signature, ...rest] = token.split('.');
  if (body === undefined || signature === undefined || rest.length > 0) return null;
  const expected = Buffer.from(signatureOf(secret, purpose, body));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}

function signatureOf(secret: string, purpose: string, body: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${body}`).digest('base64url');
}
