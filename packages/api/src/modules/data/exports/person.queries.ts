import type { IdentityTx } from '@platform/db';
import { accounts, authSessions, memberships, tenants, users } from '@platform/db/schema';
import { eq } from 'drizzle-orm';

/** What is known of a person outside of workspaces, without what opens anything. */
export async function readPerson(tx: IdentityTx, userId: string) {
  const { id, email, name, emailVerifiedAt, createdAt } = users;
  const [profile] = await tx
    .select({ id, email, name, emailVerifiedAt, createdAt })
    .from(users)
    .where(eq(users.id, userId));
  const sessions = await tx
    .select({
      id: authSessions.id,
      method: authSessions.method,
      userAgent: authSessions.userAgent,
      address: authSessions.address,
      createdAt: authSessions.createdAt,
      lastSeenAt: authSessions.lastSeenAt,
      expiresAt: authSessions.expiresAt,
    })
    .from(authSessions)
    .where(eq(authSessions.userId, userId));
  const linked = await tx
    .select({ provider: accounts.provider, createdAt: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.userId, userId));
  return { profile, sessions, linked };
}

/** With the look-up set to the person. */
export function readMemberships(tx: IdentityTx, userId: string) {
  return tx
    .select({
      tenantId: memberships.tenantId,
      workspace: tenants.name,
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId));
}
