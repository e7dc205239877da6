import type { ProviderProfile } from './provider.ts';

/** What is known here of who a provider vouches for. */
export interface Known {
  /** Whose account at the provider this is already. */
  readonly linkedUserId: string | null;
  /** Who has the address that the provider tells. */
  readonly userOfEmail: { readonly id: string; readonly emailVerified: boolean } | null;
}

export type LinkDecision =
  | { readonly kind: 'enter'; readonly userId: string }
  | { readonly kind: 'link'; readonly userId: string }
  | { readonly kind: 'create'; readonly email: string }
  | { readonly kind: 'refuse'; readonly because: 'unproved-there' | 'unproved-here' };

/**
 * Who somebody is that comes from a provider. An account that is linked decides alone. Otherwise the
 * address does, and only when both sides have proved it: the provider says so, and so did the person
 * here. An address that is proved on one side alone would let whoever wrote it first into the account
 * of whoever owns it, so nothing is linked and, where the provider has not proved it, nothing is made:
 * the answer is the same whether or not the address has an account here.
 */
export function decideLink(profile: ProviderProfile, known: Known): LinkDecision {
  if (known.linkedUserId !== null) return { kind: 'enter', userId: known.linkedUserId };
  if (profile.email === null || !profile.emailVerified) {
    return { kind: 'refuse', because: 'unproved-there' };
  }
  if (known.userOfEmail === null) return { kind: 'create', email: profile.email };
  if (!known.userOfEmail.emailVerified) return { kind: 'refuse', because: 'unproved-here' };
  return { kind: 'link', userId: known.userOfEmail.id };
}
