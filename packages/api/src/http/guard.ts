import { PlatformError } from '@platform/api-contract/errors';
import { isWorkspacePermission } from '@platform/api-contract/permissions';
import type { ProcedureMeta } from '@platform/api-contract/procedure';
import {
  type Actor,
  type Authenticator,
  enterAsKey,
  enterWorkspace,
  isCsrfToken,
  requirePermission,
  requirePerson,
  requireStepUp,
  sessionMaxAgeSeconds,
  type UserActor,
} from '@platform/auth';
import type { Logger } from '@platform/shared/logger';
import type { Refusals } from '../modules/audit/refusals.ts';
import type { Contexts } from './contexts.ts';
import type { Bucket, RateLimits } from './rate-limits.ts';
import type { RequestInfo } from './request-info.ts';
import { admitVisitor, type WidgetDirectory } from './widget-directory.ts';

export interface GuardedCall extends ProcedureMeta {
  readonly path: string;
  readonly kind: 'query' | 'mutation';
}

export interface GuardServices {
  readonly authenticator: Authenticator;
  readonly secret: string;
  readonly limits: RateLimits;
  readonly widgets: WidgetDirectory;
  readonly refusals: Pick<Refusals, 'note'>;
  readonly logger: Logger;
  isOwnOrigin(origin: string): boolean;
}

export type Guard = (call: GuardedCall, request: RequestInfo) => Promise<Contexts[keyof Contexts]>;

/**
 * The one door: who is asking, CSRF, workspace, permission, then the limits of address, actor and
 * workspace in one step, all before the input is parsed. A call that is refused counts for its address;
 * an address that is known to have used its limit up is refused first of all. Procedures, uploads and downloads all pass it.
 */
export function createGuard(services: GuardServices): Guard {
  return async (call, request) => {
    services.limits.refuseKnown(addressOf(request));
    try {
      return await admit(services, call, request);
    } catch (error) {
      if (error instanceof PlatformError && error.status < 500) {
        services.logger.info(
          { requestId: request.id, procedure: call.path, refused: error.code },
          'call refused',
        );
      }
      throw error;
    }
  };
}

async function admit(services: GuardServices, call: GuardedCall, request: RequestInfo) {
  let actor = await services.authenticator.authenticate(call.permission, request);
  const counted = [addressOf(request)];
  try {
    try {
      checkCsrf(services, call, request, actor);
      if (actor.kind === 'user') actor = await renewSession(services, request, actor);
      const context = await enter(services, call, request, actor);
      counted.push(...bucketsOf(call, actor, context, request));
      return context;
    } finally {
      await services.limits.consumeAll(counted, request.reportLimits);
    }
  } catch (error) {
    services.refusals.note(call, request, actor, error);
    throw error;
  }
}

async function renewSession(services: GuardServices, request: RequestInfo, actor: UserActor) {
  const renewed = await services.authenticator.renew(actor);
  if (renewed === null) return actor;
  request.setSession(renewed.token, sessionMaxAgeSeconds);
  return renewed.actor;
}

function checkCsrf(
  services: GuardServices,
  call: GuardedCall,
  request: RequestInfo,
  actor: Actor,
): void {
  if (call.kind === 'query' || call.permission === 'visitor' || call.path === 'visitor.start')
    return;
  // Signing in and up have no session yet; there the page that asks must be one of ours.
  if (request.origin !== undefined && !services.isOwnOrigin(request.origin)) {
    throw new PlatformError('CSRF');
  }
  if (actor.kind !== 'user' || call.permission === 'public') return;
  if (!isCsrfToken(services.secret, actor.sessionId, request.csrfToken ?? '')) {
    throw new PlatformError('CSRF');
  }
}

async function enter(
  services: GuardServices,
  call: GuardedCall,
  request: RequestInfo,
  actor: Actor,
): Promise<Contexts[keyof Contexts]> {
  const common = { request, auditAction: call.audit };
  const { permission } = call;
  if (permission === 'public') return { ...common, actor };
  if (actor.kind === 'anonymous') throw new PlatformError('UNAUTHENTICATED');
  if (permission === 'visitor') {
    if (actor.kind !== 'visitor') throw new PlatformError('UNAUTHENTICATED');
    admitVisitor(await services.widgets.find(actor.widgetId), actor, request.origin);
    return { ...common, actor, tenantId: actor.tenantId };
  }
  if (permission === 'pending') {
    if (actor.kind !== 'user') throw new PlatformError('UNAUTHENTICATED');
    return { ...common, actor };
  }
  if (actor.kind === 'key' && isWorkspacePermission(permission)) {
    const tenantId = enterAsKey(actor, request.workspace);
    requirePermission(actor, permission);
    if (call.personOnly === true || call.stepUp === true) throw new PlatformError('FORBIDDEN');
    return { ...common, actor, tenantId };
  }
  const person = requirePerson(actor);
  if (!isWorkspacePermission(permission)) {
    requireStepUp(person, call);
    return { ...common, actor: person };
  }
  const { tenantId, role } = enterWorkspace(person, request.workspace);
  requirePermission({ role }, permission);
  requireStepUp(person, call);
  return { ...common, actor: person, tenantId, role };
}

const addressOf = (request: RequestInfo): Bucket => ({
  budget: 'address',
  key: request.addressBucket,
});

/** What a call that was let in counts against besides its address. */
function bucketsOf(
  call: GuardedCall,
  actor: Actor,
  context: Contexts[keyof Contexts],
  request: RequestInfo,
): Bucket[] {
  const own = { budget: call.rate, key: limitKey(call, actor, request) };
  if (!('tenantId' in context) || call.rate === 'credentials') return [own];
  return [own, { budget: `${call.rate}-workspace`, key: context.tenantId }];
}

function limitKey(call: GuardedCall, actor: Actor, request: RequestInfo): string {
  const address = request.addressBucket;
  // Whoever has the password and not the code must not use up what the person themselves has.
  if (actor.kind === 'user') return actor.mfa === 'pending' ? `pending ${address}` : actor.userId;
  if (actor.kind === 'key') return actor.keyId;
  if (actor.kind === 'visitor') {
    // A new token costs nothing, so what costs money is counted by address.
    return call.rate === 'ask' ? `visitor ${address}` : actor.visitorId;
  }
  return address;
}
