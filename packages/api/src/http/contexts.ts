import type { Role } from '@platform/api-contract/types';
import type { Actor, KeyActor, UserActor, VisitorActor } from '@platform/auth';
import type { RequestInfo } from './request-info.ts';

/** What the guard hands to a handler, by what its procedure asked for. */
interface Guarded {
  readonly request: RequestInfo;
  /** The name its audit entry gets, from the contract. */
  readonly auditAction: string | undefined;
}

export interface PublicContext extends Guarded {
  readonly actor: Actor;
}
/** A session that may still owe its second factor. */
export interface PendingContext extends Guarded {
  readonly actor: UserActor;
}
export interface SessionContext extends Guarded {
  readonly actor: UserActor;
}
export interface VisitorContext extends Guarded {
  readonly actor: VisitorActor;
  readonly tenantId: string;
}
/** Inside a workspace, as a member or as a program of it. */
export interface WorkspaceContext extends Guarded {
  readonly actor: UserActor | KeyActor;
  readonly tenantId: string;
}
/** Inside a workspace where only people may act (`personOnly`, `stepUp`). */
export interface PersonContext extends Guarded {
  readonly actor: UserActor;
  readonly tenantId: string;
  readonly role: Role;
}

export interface Contexts {
  public: PublicContext;
  pending: PendingContext;
  session: SessionContext;
  visitor: VisitorContext;
  workspace: WorkspaceContext;
  person: PersonContext;
}
