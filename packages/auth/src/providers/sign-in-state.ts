import { z } from 'zod';
import type { Sealer } from '../sealing.ts';
import { knownProviderIds } from './known-providers.ts';

/** As long as a person may take at the provider. */
export const signInStateSeconds = 10 * 60;
const context = 'sign-in state';

const sso = z.object({ kind: z.literal('sso'), tenantId: z.string(), connectionId: z.string() });
const known = z.object({ kind: z.literal('known'), id: z.enum(knownProviderIds) });
const stateSchema = z.object({
  provider: z.discriminatedUnion('kind', [known, sso]),
  /** What is to be done with who comes back. The latter two are for the session that asked. */
  purpose: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('sign-in'),
      next: z.string().optional(),
      invitation: z.string().optional(),
    }),
    z.object({ kind: z.literal('link'), sessionId: z.string() }),
    z.object({ kind: z.literal('test'), sessionId: z.string() }),
  ]),
  handshake: z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() }),
  expiresAt: z.int(),
});

/** What stands in the browser's cookie between going to a provider and coming back. */
export type SignInState = z.output<typeof stateSchema>;

/** Sealed, so that neither the browser nor who reads its cookies learns the verifier, or changes it. */
export function sealSignInState(
  sealer: Pick<Sealer, 'seal'>,
  state: Omit<SignInState, 'expiresAt'>,
): string {
  const expiresAt = Date.now() + signInStateSeconds * 1000;
  return sealer.seal(JSON.stringify({ ...state, expiresAt }), context);
}

/** `null` for what is not ours, was changed, or is too old. */
export function openSignInState(
  sealer: Pick<Sealer, 'open'>,
  sealed: string | undefined,
): SignInState | null {
  if (sealed === undefined) return null;
  try {
    const state = stateSchema.safeParse(JSON.parse(sealer.open(sealed, context)));
    return state.success && state.data.expiresAt > Date.now() ? state.data : null;
  } catch {
    // Whatever a stranger puts into the cookie is no state.
    return null;
  }
}
