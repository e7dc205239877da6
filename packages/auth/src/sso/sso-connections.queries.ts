import type { IdentityTx, TenantTx } from '@platform/db';
import { memberships, ssoConnections, tenants } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq, sql } from 'drizzle-orm';

export type SsoConnection = typeof ssoConnections.$inferSelect;

export async function findConnection(
  tx: TenantTx,
  tenantId: string,
): Promise<SsoConnection | null> {
  const [found] = await tx
    .select()
    .from(ssoConnections)
    .where(eq(ssoConnections.tenantId, tenantId));
  return found ?? null;
}

/** The connection that has proved the domain which the transaction looks for. */
export async function findConnectionOfDomain(tx: IdentityTx): Promise<SsoConnection | null> {
  const [found] = await tx.select().from(ssoConnections);
  return found ?? null;
}

/** Takes the place of whichever connection there was. */
export async function replaceConnection(tx: TenantTx, connection: SsoConnection): Promise<void> {
  await tx.delete(ssoConnections).where(eq(ssoConnections.tenantId, connection.tenantId));
  await tx.insert(ssoConnections).values(connection);
}

export async function changeConnection(
  tx: TenantTx,
  tenantId: string,
  change: Partial<Omit<SsoConnection, 'tenantId' | 'id'>>,
): Promise<void> {
  await tx
    .update(ssoConnections)
    .set({ ...change, updatedAt: new Date() })
    .where(eq(ssoConnections.tenantId, tenantId));
}

export async function markTested(
  tx: TenantTx,
  { tenantId, id }: Pick<SsoConnection, 'tenantId' | 'id'>,
): Promise<void> {
  await tx
    .update(ssoConnections)
    .set({ testedAt: sql`now()` })
    .where(and(eq(ssoConnections.tenantId, tenantId), eq(ssoConnections.id, id)));
}

export async function deleteConnection(tx: TenantTx, tenantId: string): Promise<void> {
  await tx.delete(ssoConnections).where(eq(ssoConnections.tenantId, tenantId));
}

export interface SsoRequirement {
  readonly connectionId: string | null;
  readonly breakGlassUserId: string | null;
}

export async function readRequirement(tx: TenantTx, tenantId: string): Promise<SsoRequirement> {
  const [row] = await tx
    .select({
      connectionId: tenants.ssoRequiredConnectionId,
      breakGlassUserId: tenants.breakGlassUserId,
    })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return row ?? { connectionId: null, breakGlassUserId: null };
}

export async function writeRequirement(
  tx: TenantTx,
  tenantId: string,
  { connectionId, breakGlassUserId }: SsoRequirement,
): Promise<void> {
  await tx
    .update(tenants)
    .set({ ssoRequiredConnectionId: connectionId, breakGlassUserId })
    .where(eq(tenants.id, tenantId));
}

/** Null for who is not of this workspace. The row stays as it is until the transaction ends. */
export async function findRole(tx: TenantTx, tenantId: string, userId: string) {
  const [found] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
    .for('update');
  return found?.role ?? null;
}

/** False for who is in the workspace already; their role stays. */
export async function joinWorkspace(
  tx: TenantTx,
  tenantId: string,
  member: { userId: string; name: string; email: string; role: SsoConnection['defaultRole'] },
): Promise<boolean> {
  const added = await tx
    .insert(memberships)
    .values({
      tenantId,
      id: newId('membership'),
      userId: member.userId,
      role: member.role,
      displayName: member.name,
      email: member.email,
    })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  return added.length > 0;
}
