import type { ProvedIdentity } from '@platform/auth';
import type { TenantTx } from '@platform/db';
import { conversations, visitors } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq } from 'drizzle-orm';

/**
 * The visitor whom the customer's server vouches for: the one it named before, wherever that was, or
 * a new one. What this browser said before it was known who it is becomes theirs. Returns their id.
 */
export async function becomeProved(
  tx: TenantTx,
  at: { tenantId: string; widgetId: string },
  proof: ProvedIdentity,
  anonymousId: string | null,
): Promise<string> {
  const said = {
    verified: true,
    ...(proof.name === undefined ? {} : { name: proof.name }),
    ...(proof.email === undefined ? {} : { email: proof.email }),
  };
  const [visitor] = await tx
    .insert(visitors)
    .values({ ...at, id: newId('visitor'), externalId: proof.externalId, ...said })
    .onConflictDoUpdate({
      target: [visitors.tenantId, visitors.widgetId, visitors.externalId],
      set: { ...said, lastSeenAt: new Date() },
    })
    .returning({ id: visitors.id });
  if (visitor === undefined) throw new Error('A visitor was neither made nor found.');
  if (anonymousId !== null) {
    await tx
      .update(conversations)
      .set({ visitorId: visitor.id })
      .where(
        and(eq(conversations.tenantId, at.tenantId), eq(conversations.visitorId, anonymousId)),
      );
    await tx
      .delete(visitors)
      .where(and(eq(visitors.tenantId, at.tenantId), eq(visitors.id, anonymousId)));
  }
  return visitor.id;
}
