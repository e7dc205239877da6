import type { Me } from '@platform/api-contract/types';
import {
  type Actor,
  csrfTokenFor,
  hashSessionToken,
  sessionMaxAgeSeconds,
  type UserActor,
} from '@platform/auth';
import type { PublicContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';

type Asked = Pick<PublicContext, 'request' | 'auditAction'>;

export interface Entrance {
  /** Who that is, for the browser. */
  describe(actor: Actor): Me;
  /**
   * The session becomes the browser's, whichever way it was opened; returns who that is. Written down
   * in each of their workspaces once they are in: with a second factor owed they are not.
   */
  enter(ctx: Asked, token: string): Promise<Me>;
  /** The same for a session that goes on under another token; nothing is written down. */
  goOn(ctx: Asked, token: string): Promise<Me>;
  /** What happened to a person's account stands in the log of each of their workspaces. */
  writeInWorkspaces(ctx: Asked, actor: UserActor): Promise<void>;
}

export function createEntrance(
  services: Pick<Services, 'db' | 'secret' | 'authenticator'>,
): Entrance {
  const { db, secret, authenticator } = services;

  const describe = (actor: Actor): Me => {
    if (actor.kind !== 'user') {
      return { user: null, mfaPending: false, memberships: [], csrfToken: null };
    }
    const csrfToken = csrfTokenFor(secret, actor.sessionId);
    if (actor.mfa === 'pending') {
      return { user: null, mfaPending: true, memberships: [], csrfToken };
    }
    const { userId: id, name, email, emailVerified, memberships } = actor;
    return {
      user: { id, name, email, emailVerified },
      mfaPending: false,
      memberships: [...memberships],
      csrfToken,
    };
  };

  const writeInWorkspaces = async ({ request, auditAction }: Asked, actor: UserActor) => {
    for (const { tenantId } of actor.memberships) {
      await db.tenant(tenantId, (tx) =>
        writeAudit(tx, { request, auditAction, tenantId, actor }, { target: actor.userId }),
      );
    }
  };

  const takeSession = async (ctx: Asked, token: string): Promise<Actor> => {
    ctx.request.setSession(token, sessionMaxAgeSeconds);
    return (await authenticator.reload(hashSessionToken(token))) ?? { kind: 'anonymous' };
  };

  return {
    describe,
    writeInWorkspaces,
    async enter(ctx, token) {
      const actor = await takeSession(ctx, token);
      if (actor.kind === 'user' && actor.mfa !== 'pending') await writeInWorkspaces(ctx, actor);
      return describe(actor);
    },
    async goOn(ctx, token) {
      return describe(await takeSession(ctx, token));
    },
  };
}
