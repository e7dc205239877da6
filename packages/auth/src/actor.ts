import type { WorkspacePermission } from '@platform/api-contract/permissions';
import type { Membership } from '@platform/api-contract/types';

/** Who is asking. Every way in ends in one of these, made by `createAuthenticator`. */
export type Actor = AnonymousActor | UserActor | KeyActor | VisitorActor;

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Names the session without being able to open it. */
  readonly sessionHash: string;
  readonly sessionId: string;
  /** `pending`: the password was right and the second factor is still owed. */
  readonly mfa: 'none' | 'pending' | 'passed';
  /** When this session last proved who the person is. */
  readonly steppedUpAt: Date;
  /** The rights changed since the token was made; the guard gives the session a new one. */
  readonly rotationDue: boolean;
  /** With the restriction that keeps the person out of one for now, where there is one. */
  readonly memberships: readonly Membership[];
}

/** A program of a workspace: acts in that one workspace, within its scopes. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
  /** Names the key to `reloadKey` without being able to use it. */
  readonly keyHash: string;
  readonly name: string;
  readonly tenantId: string;
  /** May be seen by strangers (`pk_`), and holds only scopes that are made for that. */
  readonly publishable: boolean;
  readonly scopes: readonly WorkspacePermission[];
  /** Whose role bounds the scopes. */
  readonly createdBy: string;
  readonly workspaceSuspended: boolean;
  readonly expiresAt: Date | null;
}

/** A person on a customer's site: may act on their own conversations through one widget. */
export interface VisitorActor {
  readonly kind: 'visitor';
  readonly tenantId: string;
  readonly widgetId: string;
  readonly visitorId: string;
  /** The customer's own server vouched for who this is. */
  readonly proved: boolean;
}

/** Who did something, for a row that names its author: a key is known by its name alone. */
export function authorOf(actor: UserActor | KeyActor): { userId: string | null; name: string } {
  return { userId: actor.kind === 'user' ? actor.userId : null, name: actor.name };
}

export const anonymous: AnonymousActor = { kind: 'anonymous' };
