import type { IdentityTx } from '@platform/db';
import { memberships, users } from '@platform/db/schema';
import { eq, sql } from 'drizzle-orm';

/** Whose account this address is, and of which workspaces they are; undefined for nobody's. */
export async function findAccount(tx: IdentityTx, email: string) {
  const [user] = await tx
    .select({ userId: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  return user?.userId;
}

export async function listWorkspacesOf(tx: IdentityTx, userId: string): Promise<string[]> {
  const rows = await tx
    .select({ tenantId: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  return rows.map(({ tenantId }) => tenantId);
}
