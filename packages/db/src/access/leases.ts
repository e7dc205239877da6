import { and, eq, sql } from 'drizzle-orm';
import { leases } from '../schema/index.ts';
import type { SystemTx } from './database.ts';

/** What one worker at a time does, and who it is. */
export interface Lease {
  name: string;
  holder: string;
}

/** Takes a lease that is free or ran out, or lengthens one's own; false while another holds it. */
export async function takeLease(tx: SystemTx, lease: Lease, leaseMs: number): Promise<boolean> {
  const { name, holder } = lease;
  const until = sql`now() + ${leaseMs} * interval '1 millisecond'`;
  const taken = await tx
    .insert(leases)
    .values({ name, holder, leaseUntil: until })
    .onConflictDoUpdate({
      target: leases.name,
      set: { holder, leaseUntil: until },
      setWhere: sql`${leases.holder} = ${holder} or ${leases.leaseUntil} <= now()`,
    })
    .returning({ name: leases.name });
  return taken.length > 0;
}

/** Gives a lease back, if it is still this holder's. */
export async function dropLease(tx: SystemTx, { name, holder }: Lease): Promise<void> {
  await tx.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
}
