import type { Invitation } from '@platform/api-contract/types';
import type { Database, TenantTx } from '@platform/db';
import { invitations, memberships, tenants } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';

export type InvitationRow = typeof invitations.$inferSelect;

/** With whoever invited, as they are now; nulls when they have left. */
export interface FoundInvitation {
  readonly invitation: InvitationRow;
  readonly inviterName: string | null;
  readonly inviterRole: Invitation['role'] | null;
}

const maxListed = 200;

const selectFound = (tx: TenantTx) =>
  tx
    .select({
      invitation: invitations,
      inviterName: memberships.displayName,
      inviterRole: memberships.role,
    })
    .from(invitations)
    .leftJoin(
      memberships,
      and(
        eq(memberships.tenantId, invitations.tenantId),
        eq(memberships.userId, invitations.invitedBy),
      ),
    );

export function listInvitations(tx: TenantTx, tenantId: string): Promise<FoundInvitation[]> {
  return selectFound(tx)
    .where(eq(invitations.tenantId, tenantId))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(maxListed);
}

export async function findInvitation(
  tx: TenantTx,
  tenantId: string,
  invitationId: string,
): Promise<FoundInvitation | undefined> {
  const [found] = await selectFound(tx).where(
    and(eq(invitations.tenantId, tenantId), eq(invitations.id, invitationId)),
  );
  return found;
}

/** Holds the invitation's row until the transaction ends: who comes second finds it used. */
export async function lockInvitation(
  tx: TenantTx,
  tenantId: string,
  invitationId: string,
): Promise<void> {
  await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.id, invitationId)))
    .for('update');
}

/** How many can be accepted still, whoever made them. */
export function countOpenInvitations(tx: TenantTx, tenantId: string): Promise<number> {
  return tx.$count(
    invitations,
    and(
      eq(invitations.tenantId, tenantId),
      isNull(invitations.revokedAt),
      lt(invitations.uses, invitations.maxUses),
      gt(invitations.expiresAt, sql`now()`),
    ),
  );
}

/** Where the holder of a token is let in, before anything of that workspace is known. */
export function findByToken(
  db: Database,
  tokenHash: string,
): Promise<{ tenantId: string; id: string } | undefined> {
  return db.identity({ kind: 'text', text: tokenHash }, async (tx) => {
    const [found] = await tx
      .select({ tenantId: invitations.tenantId, id: invitations.id })
      .from(invitations)
      .where(eq(invitations.tokenHash, tokenHash));
    return found;
  });
}

export async function insertInvitation(
  tx: TenantTx,
  made: Pick<
    InvitationRow,
    'tenantId' | 'tokenHash' | 'email' | 'role' | 'maxUses' | 'invitedBy' | 'expiresAt'
  >,
): Promise<string> {
  const id = newId('invitation');
  await tx.insert(invitations).values({ ...made, id });
  return id;
}

export async function changeInvitation(
  tx: TenantTx,
  tenantId: string,
  invitationId: string,
  change: Partial<Pick<InvitationRow, 'tokenHash' | 'expiresAt' | 'invitedBy' | 'revokedAt'>>,
): Promise<void> {
  await tx
    .update(invitations)
    .set(change)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.id, invitationId)));
}

export async function countUse(tx: TenantTx, row: InvitationRow): Promise<void> {
  await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(and(eq(invitations.tenantId, row.tenantId), eq(invitations.id, row.id)));
}

export async function findWorkspaceName(tx: TenantTx, tenantId: string): Promise<string> {
  const [row] = await tx
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return row?.name ?? '';
}
