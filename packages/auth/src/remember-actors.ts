import type { Actor } from './actor.ts';
import { type Authenticator, type Credentials, credentialOf } from './authenticate.ts';

/** How long a right that was taken away on another instance may live on here, at most. */
const freshMs = 3_000;
const maxEntries = 20_000;

export interface RememberingAuthenticator extends Authenticator {
  /** Whoever this names (a person, a key, a workspace's people) is looked up anew from now on. */
  forget(id: string): void;
  /** Who made this request has changed something: perhaps what they may do. */
  forgetCaller(credentials: Credentials): void;
}

/**
 * Keeps who asked for some seconds, so that a page's many calls cost one look-up. What this instance
 * changes is forgotten at once; what another one changed, within the bound above. Only who was
 * recognised is kept, never who was not.
 */
export function rememberActors(
  authenticator: Authenticator,
  nowMs: () => number = Date.now,
): RememberingAuthenticator {
  const known = new Map<string, { actor: Actor; untilMs: number }>();
  // A look-up that began before a change must not be kept after it.
  let changes = 0;

  return {
    ...authenticator,
    async authenticate(permission, credentials) {
      const credential = permission === 'visitor' ? null : credentialOf(credentials);
      if (credential === null) return authenticator.authenticate(permission, credentials);
      const kept = known.get(credential);
      if (kept !== undefined && kept.untilMs > nowMs()) return kept.actor;
      const before = changes;
      const actor = await authenticator.authenticate(permission, credentials);
      if (actor.kind !== 'anonymous' && changes === before) {
        if (known.size >= maxEntries) known.clear();
        known.set(credential, { actor, untilMs: nowMs() + freshMs });
      }
      return actor;
    },
    forget(id) {
      changes += 1;
      for (const [credential, { actor }] of known) {
        if (concerns(actor, id)) known.delete(credential);
      }
    },
    forgetCaller(credentials) {
      changes += 1;
      const credential = credentialOf(credentials);
      if (credential !== null) known.delete(credential);
    },
  };
}

function concerns(actor: Actor, id: string): boolean {
  if (actor.kind === 'user') {
    return actor.userId === id || actor.memberships.some(({ tenantId }) => tenantId === id);
  }
  return actor.kind === 'key' && [actor.keyId, actor.tenantId, actor.createdBy].includes(id);
}
