import { randomBytes } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';

/** A proof is made for the page that is being served, not for the day. */
const maxLifetimeSeconds = 60 * 60;
const clockToleranceSeconds = 60;

const claims = z.object({
  sub: z.string().trim().min(1).max(200),
  exp: z.number(),
  name: z.string().trim().max(100).optional(),
  email: z.email().max(254).optional(),
});

/** Who a customer's own server says that a visitor is. */
export interface ProvedIdentity {
  /** The customer's own id of the person. */
  readonly externalId: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** 32 random bytes, as text: what a customer's server signs with, shown once. */
export const makeIdentitySecret = (): string => `ids_${randomBytes(32).toString('base64url')}`;

const refuse = (reason: string, cause?: unknown) =>
  new PlatformError('IDENTITY_INVALID', `The proof of identity was refused: ${reason}`, { cause });

/**
 * Reads a JWT (RFC 7519) that a customer's server signed with HMAC-SHA-256 and one of the widget's
 * secrets: `sub` is the person, `exp` at most an hour ahead, `aud` the widget, where it is given.
 * Throws IDENTITY_INVALID with what would be right.
 */
export async function readIdentityProof(
  token: string,
  secrets: readonly string[],
  widgetId: string,
): Promise<ProvedIdentity> {
  if (secrets.length === 0) throw refuse('this widget has no secret for proofs yet.');
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        // The one algorithm: neither `none` nor a public key taken for a secret [ASVS 9.1.2].
        algorithms: ['HS256'],
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['sub', 'exp'],
      });
      return toIdentity(payload, widgetId);
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JOSEError) throw refuse(`${error.message}.`, error);
      throw error;
    }
  }
  throw refuse('it is not signed with a secret of this widget.');
}

function toIdentity(payload: { aud?: unknown }, widgetId: string): ProvedIdentity {
  const read = claims.safeParse(payload);
  if (!read.success) throw refuse(z.prettifyError(read.error), read.error);
  if (payload.aud !== undefined && payload.aud !== widgetId) {
    throw refuse('its "aud" names another widget.');
  }
  const { sub, exp, name, email } = read.data;
  if (exp - Date.now() / 1000 > maxLifetimeSeconds + clockToleranceSeconds) {
    throw refuse('it is valid for longer than an hour; give it an "exp" that is nearer.');
  }
  return { externalId: sub, name, email };
}
