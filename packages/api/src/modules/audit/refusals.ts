import { type ErrorCode, PlatformError } from '@platform/api-contract/errors';
import { isWorkspacePermission, type Permission } from '@platform/api-contract/permissions';
import type { Actor } from '@platform/auth';
import type { Database } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import type { RequestInfo } from '../../http/request-info.ts';
import { type AuditActor, writeAudit } from './audit.queries.ts';
import { findAccount, listWorkspacesOf } from './refusals.queries.ts';

export interface Refusals {
  /** A call of somebody known was refused. Returns at once and never throws. */
  note(
    call: { readonly path: string; readonly permission: Permission },
    request: RequestInfo,
    actor: Actor,
    error: unknown,
  ): void;
  /** Somebody could not sign in to this account. Returns at once, whether or not there is one. */
  noteSignIn(email: string, request: RequestInfo, error: unknown): void;
  /** Resolves when everything noted so far is written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Noted {
  readonly tenantId: string;
  readonly action: string;
  readonly actor: AuditActor;
  readonly target: string;
  readonly after: object;
  readonly request: Pick<RequestInfo, 'id' | 'address' | 'userAgent'>;
  /** How many more came since the first was written. */
  more: number;
}

/** What an auditor wants to know of; the rest is everyday, such as a page that is gone. */
const telling: readonly ErrorCode[] = [
  'FORBIDDEN',
  'STEP_UP',
  'CSRF',
  'RATE_LIMITED',
  'ORIGIN_NOT_ALLOWED',
  'MFA_REQUIRED',
  'SSO_REQUIRED',
  'WORKSPACE_SUSPENDED',
];
const minuteMs = 60_000;
/** Different refusals of a workspace in a minute that get entries of their own. */
const maxPerWorkspace = 60;
const maxWaiting = 2_000;

/**
 * Writes refusals down, beside the request and not in its way. The first of a kind is written at once,
 * and the ones like it in the same minute are counted and written together: a script that is refused a
 * thousand times leaves two entries, and one that tries everything leaves no more than a few dozen.
 */
export function createRefusals(options: { db: Database; logger: Logger }): Refusals {
  const { db, logger } = options;
  const noted = new Map<string, Noted>();
  const perWorkspace = new Map<string, number>();
  const lookingUp = new Set<Promise<void>>();
  let writing = Promise.resolve();
  let waiting = 0;

  const write = (each: Noted, count: number) => {
    if (waiting >= maxWaiting) {
      logger.warn({ action: each.action }, 'a refusal was not audited: too many wait');
      return;
    }
    waiting += 1;
    const { tenantId, action, actor, target, after, request } = each;
    const ctx = { tenantId, auditAction: action, actor, request };
    writing = writing
      .then(() => db.tenant(tenantId, (tx) => writeAudit(tx, ctx, { target, after, count })))
      .catch((error: unknown) => logger.warn({ err: error, action }, 'a refusal was not audited'))
      .finally(() => {
        waiting -= 1;
      });
  };

  const take = (key: string, made: Omit<Noted, 'more'>) => {
    const known = noted.get(key);
    if (known !== undefined) {
      known.more += 1;
      return;
    }
    const inMinute = (perWorkspace.get(made.tenantId) ?? 0) + 1;
    perWorkspace.set(made.tenantId, inMinute);
    if (inMinute <= maxPerWorkspace) {
      noted.set(key, { ...made, more: 0 });
      write(made as Noted, 1);
      return;
    }
    const { tenantId, request } = made;
    const joined = `${tenantId} joined`;
    const all = noted.get(joined) ?? {
      tenantId,
      request,
      action: 'refused.many',
      actor: { kind: 'anonymous' as const },
      target: tenantId,
      after: { reason: 'more kinds of refusals in a minute than are kept apart' },
      more: 0,
    };
    all.more += 1;
    noted.set(joined, all);
  };

  const endMinute = () => {
    for (const each of noted.values()) if (each.more > 0) write(each, each.more);
    noted.clear();
    perWorkspace.clear();
  };
  const timer = setInterval(endMinute, minuteMs);
  timer.unref();

  const flush = async () => {
    await Promise.all(lookingUp);
    endMinute();
    await writing;
  };

  return {
    note(call, request, actor, error) {
      if (!(error instanceof PlatformError) || !telling.includes(error.code)) return;
      const who = describe(actor);
      if (who === null) return;
      for (const tenantId of workspacesOf(actor, call.permission, request.workspace)) {
        take(`${tenantId} ${who.id} ${call.path} ${error.code}`, {
          tenantId,
          action: actionOf(error.code),
          actor: who.actor,
          target: tenantId,
          after: { procedure: call.path },
          request,
        });
      }
    },
    noteSignIn(email, request, error) {
      if (!(error instanceof PlatformError) || error.status >= 500) return;
      const { code } = error;
      const lookup = (async () => {
        const userId = await db.identity(null, (tx) => findAccount(tx, email));
        if (userId === undefined) return;
        const workspaces = await db.identity({ kind: 'user', id: userId }, (tx) =>
          listWorkspacesOf(tx, userId),
        );
        for (const tenantId of workspaces) {
          take(`${tenantId} ${userId} ${request.address} ${code}`, {
            tenantId,
            action: actionOf(code),
            // Who it was is not known: that is what failed.
            actor: { kind: 'anonymous' },
            target: userId,
            after: { procedure: 'auth.signIn' },
            request,
          });
        }
      })()
        .catch((failed: unknown) => logger.warn({ err: failed }, 'a sign-in was not audited'))
        .finally(() => lookingUp.delete(lookup));
      lookingUp.add(lookup);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

const actionOf = (code: ErrorCode): string => `refused.${code.toLowerCase().replaceAll('_', '-')}`;

function describe(actor: Actor): { id: string; actor: AuditActor } | null {
  switch (actor.kind) {
    case 'user':
      return { id: actor.userId, actor };
    case 'key':
      return { id: actor.keyId, actor };
    case 'visitor':
      return { id: actor.visitorId, actor };
    case 'anonymous':
      return null;
  }
}

/** Where a refusal is written: only in workspaces that the actor belongs to. */
function workspacesOf(actor: Actor, permission: Permission, named: string | undefined): string[] {
  if (actor.kind === 'key' || actor.kind === 'visitor') return [actor.tenantId];
  if (actor.kind !== 'user') return [];
  const own = actor.memberships.map(({ tenantId }) => tenantId);
  return isWorkspacePermission(permission) ? own.filter((each) => each === named) : own;
}
