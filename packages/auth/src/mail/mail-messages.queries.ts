import type { IdentityTx, TenantTx } from '@platform/db';
import { mailMessages } from '@platform/db/schema';

/** Into the queue; neither of the two roles can read it again. */
export async function insertMail(
  tx: IdentityTx | TenantTx,
  mail: { id: string; recipient: string; template: string; props: string },
): Promise<void> {
  await tx.insert(mailMessages).values(mail);
}
