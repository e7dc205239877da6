import type { IdentityTx } from '@platform/db';
import { memberships, recoveryCodes, secondFactors, tenants } from '@platform/db/schema';
import { and, count, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { lookAsUser } from '../sessions.queries.ts';
import { hashRecoveryCode } from './recovery-code.ts';

type FactorRow = typeof secondFactors.$inferSelect;

export async function findFactor(tx: IdentityTx, userId: string): Promise<FactorRow | undefined> {
  const [found] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId));
  return found;
}

export async function hasFactor(tx: IdentityTx, userId: string): Promise<boolean> {
  return (await findFactor(tx, userId))?.confirmedAt != null;
}

/** Which of these people have one that counts. */
export async function whoHaveFactors(
  tx: IdentityTx,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await tx
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .where(and(inArray(secondFactors.userId, [...userIds]), isNotNull(secondFactors.confirmedAt)));
  return new Set(rows.map((row) => row.userId));
}

/** Begins to set one up; false when there is one that counts already. */
export async function beginFactor(
  tx: IdentityTx,
  userId: string,
  sealedSecret: string,
): Promise<boolean> {
  const begun = await tx
    .insert(secondFactors)
    .values({ userId, sealedSecret })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: { sealedSecret, lastStep: 0, createdAt: sql`now()` },
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId });
  return begun.length > 0;
}

/** Makes it count; false when another request was first. `step` is used up with it. */
export async function confirmFactor(
  tx: IdentityTx,
  userId: string,
  given: { sealedSecret: string; step: number },
): Promise<boolean> {
  const confirmed = await tx
    .update(secondFactors)
    .set({ confirmedAt: sql`now()`, lastStep: given.step })
    .where(
      and(
        eq(secondFactors.userId, userId),
        eq(secondFactors.sealedSecret, given.sealedSecret),
        isNull(secondFactors.confirmedAt),
      ),
    )
    .returning({ userId: secondFactors.userId });
  return confirmed.length > 0;
}

/**
 * Uses a step up. Compared and stored in one statement: of many with the same code one gets true, and
 * no code of an earlier step counts after a later one. [ASVS 6.5.1]
 */
export async function spendStep(tx: IdentityTx, userId: string, step: number): Promise<boolean> {
  const used = await tx
    .update(secondFactors)
    .set({ lastStep: step })
    .where(
      and(
        eq(secondFactors.userId, userId),
        isNotNull(secondFactors.confirmedAt),
        lt(secondFactors.lastStep, step),
      ),
    )
    .returning({ userId: secondFactors.userId });
  return used.length > 0;
}

/** Uses a recovery code up; of many with the same code one gets true. */
export async function spendRecoveryCode(
  tx: IdentityTx,
  userId: string,
  code: string,
): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashRecoveryCode(userId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0;
}

/** The old ones end with the new ones' beginning. */
export async function replaceRecoveryCodes(
  tx: IdentityTx,
  userId: string,
  codes: readonly string[],
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  if (codes.length === 0) return;
  const rows = codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) }));
  await tx.insert(recoveryCodes).values(rows);
}

export async function countRecoveryCodes(tx: IdentityTx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** False when there was none. */
export async function deleteFactor(tx: IdentityTx, userId: string): Promise<boolean> {
  await replaceRecoveryCodes(tx, userId, []);
  const gone = await tx
    .delete(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)))
    .returning({ userId: secondFactors.userId });
  return gone.length > 0;
}

/** Names of this person's workspaces that ask for a second factor. */
export async function workspacesRequiringFactor(tx: IdentityTx, userId: string): Promise<string[]> {
  await lookAsUser(tx, userId);
  const rows = await tx
    .select({ name: tenants.name })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.userId, userId), eq(tenants.mfaRequired, true)));
  return rows.map((row) => row.name);
}
