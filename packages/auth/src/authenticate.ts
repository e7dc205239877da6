import type { Permission } from '@platform/api-contract/permissions';
import type { Database } from '@platform/db';
import { type Actor, anonymous, type KeyActor, type UserActor } from './actor.ts';
import { hashKey, isKey } from './keys/api-key.ts';
import { loadKeyActor } from './keys/api-keys.queries.ts';
import { rotateWhenDue } from './session-changes.queries.ts';
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
   * Who asks, by what the call knows: a visitor's calls know visitor tokens alone. All others know
   * API keys and sessions; a request that carries a key, sound or not, is that key's alone, and its
   * cookie is not looked at.
   */
  authenticate(permission: Permission, credentials: Credentials): Promise<Actor>;
  /** The same person with the rights they have now, or `null` when the session is over. */
  reload(sessionHash: string): Promise<UserActor | null>;
  /** The same by the session's id, for what outlives a change of its token, such as a socket. */
  reloadSession(sessionId: string): Promise<UserActor | null>;
  /**
   * A session whose rights changed is given a new token, which the browser must be handed; the actor
   * is the same person by it. `null` where none is due, or another request was first.
   */
  renew(actor: UserActor): Promise<{ token: string; actor: UserActor } | null>;
  /** The same key with what it may do now, or `null` when it is over. */
  reloadKey(keyHash: string): Promise<KeyActor | null>;
}

/** What a request is recognised by, as a hash; `null` when it carries nothing that could be. */
export function credentialOf({ sessionToken, bearerToken }: Credentials): string | null {
  if (bearerToken !== undefined && isKey(bearerToken)) return hashKey(bearerToken);
  return sessionToken === undefined ? null : hashSessionToken(sessionToken);
}

/** The one function in which every way in ends. */
export function createAuthenticator(options: AuthOptions): Authenticator {
  const entry = { emailVerificationRequired: options.emailVerificationRequired };
  const reload = (tokenHash: string) => loadUserActor(options.db, { tokenHash }, entry);
  const reloadKey = (keyHash: string) => loadKeyActor(options.db, keyHash);
  return {
    reload,
    reloadSession: (sessionId) => loadUserActor(options.db, { sessionId }, entry),
    reloadKey,
    async renew(actor) {
      if (!actor.rotationDue) return null;
      const token = await rotateWhenDue(options.db, actor);
      if (token === null) return null;
      const sessionHash = hashSessionToken(token);
      return { token, actor: { ...actor, sessionHash, rotationDue: false } };
    },
    async authenticate(permission, { sessionToken, bearerToken }) {
      if (permission === 'visitor') {
        return readVisitorToken(options.secret, bearerToken ?? '') ?? anonymous;
      }
      if (bearerToken !== undefined && isKey(bearerToken)) {
        const keyHash = hashKey(bearerToken);
        return (keyHash === null ? null : await reloadKey(keyHash)) ?? anonymous;
      }
      if (sessionToken === undefined) return anonymous;
      return (await reload(hashSessionToken(sessionToken))) ?? anonymous;
    },
  };
}
