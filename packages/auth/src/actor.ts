import type { Membership } from '@platform/api-contract/types';

/** Who is asking. Every way in ends in one of these. */
export type Actor = AnonymousActor | UserActor | VisitorActor;

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Names the session without being able to open it. */
  readonly sessionHash: string;
  readonly memberships: readonly Membership[];
}

/** A person on a customer's site: may act on their own conversations through one widget. */
export interface VisitorActor {
  readonly kind: 'visitor';
  readonly tenantId: string;
  readonly widgetId: string;
  readonly visitorId: string;
}

export const anonymous: AnonymousActor = { kind: 'anonymous' };
