import type { Permission } from '@platform/api-contract/permissions';
import type { Database } from '@platform/db';
import { type Actor, anonymous, type UserActor } from './actor.ts';
import { hashSessionToken, loadUserActor } from './sessions.queries.ts';
import { readVisitorToken } from './visitor-token.ts';

/** What a request carries to say who it is, unchecked. */
export interface Credentials {
  readonly sessionToken: string | undefined;
  readonly bearerToken: string | undefined;
}

export interface AuthOptions {
  readonly db: Database;
  /** Signs visitor and CSRF tokens. */
  readonly secret: string;
  /** Members with an unproved address are kept out of workspaces. */
  readonly emailVerificationRequired: boolean;
}

export interface Authenticator {
  /**
   * Who asks, by what the call knows: a visitor's calls know visitor tokens alone, all others know a
   * session; whichever other credential a request carries is not looked at.
   */
  authenticate(permission: Permission, credentials: Credentials): Promise<Actor>;
  /** The same person with the rights they have now, or `null` when the session is over. */
  reload(sessionHash: string): Promise<UserActor | null>;
}

/** The one function in which every way in ends. */
export function createAuthenticator(options: AuthOptions): Authenticator {
  const reload = (sessionHash: string) =>
    loadUserActor(options.db, sessionHash, {
      emailVerificationRequired: options.emailVerificationRequired,
    });
  return {
    reload,
    async authenticate(permission, { sessionToken, bearerToken }) {
      if (permission === 'visitor') {
        return readVisitorToken(options.secret, bearerToken ?? '') ?? anonymous;
      }
      if (sessionToken === undefined) return anonymous;
      return (await reload(hashSessionToken(sessionToken))) ?? anonymous;
    },
  };
}
