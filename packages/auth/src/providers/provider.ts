import type { GuardedFetch } from '@platform/net';

/** Who came back, as the provider says; nothing of it is ours until `decideLink` has judged it. */
export interface ProviderProfile {
  /** Stays the same for the person at this provider, whatever else changes. */
  readonly subject: string;
  /** In small letters; null when the provider told none. */
  readonly email: string | null;
  /** The provider says in so many words that the person receives what is sent there. */
  readonly emailVerified: boolean;
  readonly name: string;
}

/** What the browser brings along for the way back, and nobody else knows. */
export interface Handshake {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Somebody who can say who a person is, by OAuth 2 with PKCE. */
export interface SignInProvider {
  /** Under which its people are kept: `google`, or `sso:<connection>`. */
  readonly key: string;
  readonly name: string;
  /** Where to send the browser. Throws CONFLICT with words when the provider cannot be read. */
  authorizationUrl(handshake: Handshake, redirectUri: string, hint?: string): Promise<URL>;
  /**
   * Exchanges what the browser came back with. Throws `ProviderAnswerError` when it is not what this
   * handshake can end with, was used before, or is not signed by the provider.
   */
  readProfile(
    callback: URLSearchParams,
    handshake: Handshake,
    redirectUri: string,
  ): Promise<ProviderProfile>;
}

/** What a provider needs to be spoken to. */
export interface ProviderClient {
  readonly clientId: string;
  /** Null for a client without a secret; PKCE then stands alone. */
  readonly clientSecret: string | null;
  readonly fetch: GuardedFetch;
}

/** The provider's answer is refused; the cause says why and goes to the log. */
export class ProviderAnswerError extends Error {
  override readonly name = 'ProviderAnswerError';
}
