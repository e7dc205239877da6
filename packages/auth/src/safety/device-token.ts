import { z } from 'zod';
import { signToken, verifyToken } from '../signed-token.ts';

const payload = z.object({ id: z.string().length(43) });
const purpose = 'device';

/** What the cookie of a browser holds: its id, which only we can have given out. */
export const signDeviceToken = (secret: string, id: string): string =>
  signToken(secret, purpose, { id });

export function readDeviceToken(secret: string, token: string | undefined): string | undefined {
  return payload.safeParse(verifyToken(secret, purpose, token ?? '')).data?.id;
}
