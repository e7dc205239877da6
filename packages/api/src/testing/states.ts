import { hashSessionToken } from '@platform/auth';
import {
  apiKeys,
  authSessions,
  memberships,
  ssoConnections,
  tenants,
  users,
} from '@platform/db/schema';
import { uuidv7 } from '@platform/shared/ids';
import { and, eq, sql } from 'drizzle-orm';
import type { Platform } from '../compose.ts';

/** Puts people, sessions, keys and workspaces into states that take days, mistakes or an operator. */
export function createStates({ services }: Pick<Platform, 'services'>) {
  const { db } = services;
  const session = (token: string, set: Partial<typeof authSessions.$inferInsert>) =>
    db.identity(null, (tx) =>
      tx
        .update(authSessions)
        .set(set)
        .where(eq(authSessions.tokenHash, hashSessionToken(token))),
    );
  return {
    session,
    /** The last proof of who the person is, in minutes before now. */
    lastProof: (token: string, minutes: number) =>
      session(token, { steppedUpAt: new Date(Date.now() - minutes * 60_000) }),
    async disable(userId: string): Promise<void> {
      await db.identity(null, (tx) =>
        tx.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, userId)),
      );
      await services.revalidate(userId);
    },
    async workspace(tenantId: string, set: Partial<typeof tenants.$inferInsert>): Promise<void> {
      await db.tenant(tenantId, (tx) =>
        tx.update(tenants).set(set).where(eq(tenants.id, tenantId)),
      );
      await services.revalidate(tenantId);
    },
    async key(
      tenantId: string,
      keyId: string,
      set: Partial<typeof apiKeys.$inferInsert>,
    ): Promise<void> {
      await db.tenant(tenantId, (tx) => tx.update(apiKeys).set(set).where(eq(apiKeys.id, keyId)));
      await services.revalidate(keyId);
    },
    /** A provider of the workspace that was tried; mandatory where somebody is the one who may pass it. */
    async provider(tenantId: string, breakGlassUserId: string | null): Promise<void> {
      const id = uuidv7();
      await db.tenant(tenantId, async (tx) => {
        await tx.insert(ssoConnections).values({
          tenantId,
          id,
          issuer: 'https://login.customer.example',
          clientId: 'parley',
          domain: `${id}.example`,
          domainToken: id,
          domainVerifiedAt: new Date(),
          defaultRole: 'agent',
          testedAt: new Date(),
        });
        if (breakGlassUserId === null) return;
        await tx
          .update(tenants)
          .set({ ssoRequiredConnectionId: id, breakGlassUserId })
          .where(eq(tenants.id, tenantId));
      });
      await services.revalidate(tenantId);
    },
    async leave(tenantId: string, userId: string): Promise<void> {
      await db.tenant(tenantId, (tx) =>
        tx
          .delete(memberships)
          .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId))),
      );
      await services.revalidate(userId);
    },
  };
}
