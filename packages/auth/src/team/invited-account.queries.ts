import type { IdentityTx } from '@platform/db';
import { users } from '@platform/db/schema';
import { and, eq, isNull, sql } from 'drizzle-orm';

/** The person reads the mail of this address, if it still is theirs. */
export async function verifyAddress(
  tx: IdentityTx,
  proved: { userId: string; email: string },
): Promise<void> {
  await tx
    .update(users)
    .set({ emailVerifiedAt: new Date() })
    .where(
      and(
        eq(users.id, proved.userId),
        sql`lower(${users.email}) = ${proved.email.toLowerCase()}`,
        isNull(users.emailVerifiedAt),
      ),
    );
}

export async function deleteUser(tx: IdentityTx, userId: string): Promise<void> {
  await tx.delete(users).where(eq(users.id, userId));
}
