import type { Database } from '@platform/db';
import { mailMessages } from '@platform/db/schema';
import { and, asc, desc, eq, inArray, lt, lte, sql } from 'drizzle-orm';

export type MailRow = typeof mailMessages.$inferSelect;

/** How long one attempt may take before another process takes the mail over. */
const leaseMs = 2 * 60_000;

/** Takes up to `limit` mails that are due; nobody else gets them until the lease ends. */
export function takeDueMails(db: Database, limit: number): Promise<MailRow[]> {
  return db.system(async (tx) => {
    const due = await tx
      .select({ id: mailMessages.id })
      .from(mailMessages)
      .where(and(eq(mailMessages.state, 'queued'), lte(mailMessages.nextAttemptAt, sql`now()`)))
      .orderBy(asc(mailMessages.nextAttemptAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    if (due.length === 0) return [];
    return tx
      .update(mailMessages)
      .set({
        attempts: sql`${mailMessages.attempts} + 1`,
        nextAttemptAt: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      })
      .where(
        inArray(
          mailMessages.id,
          due.map(({ id }) => id),
        ),
      )
      .returning();
  });
}

/** `keepProps` is for the mailbox page, which shows the mail again and again. */
export async function markSent(db: Database, id: string, keepProps: boolean): Promise<void> {
  await db.system((tx) =>
    tx
      .update(mailMessages)
      .set({
        state: 'sent',
        sentAt: sql`now()`,
        failure: null,
        ...(keepProps ? {} : { props: null }),
      })
      .where(eq(mailMessages.id, id)),
  );
}

/** With `retryInMs` it is tried again then; without, it stays as failed, with the reason. */
export async function markFailed(
  db: Database,
  id: string,
  failure: string,
  retryInMs: number | null,
): Promise<void> {
  await db.system((tx) =>
    tx
      .update(mailMessages)
      .set(
        retryInMs === null
          ? { state: 'failed', failure, props: null }
          : { failure, nextAttemptAt: sql`now() + ${retryInMs} * interval '1 millisecond'` },
      )
      .where(eq(mailMessages.id, id)),
  );
}

/** Removes what was sent or given up before `before`; returns how many. */
export async function deleteOldMails(db: Database, before: Date): Promise<number> {
  const removed = await db.system((tx) =>
    tx
      .delete(mailMessages)
      .where(
        and(inArray(mailMessages.state, ['sent', 'failed']), lt(mailMessages.createdAt, before)),
      )
      .returning({ id: mailMessages.id }),
  );
  return removed.length;
}

export function listMails(db: Database, limit: number): Promise<MailRow[]> {
  return db.system((tx) =>
    tx.select().from(mailMessages).orderBy(desc(mailMessages.createdAt)).limit(limit),
  );
}

export async function findMail(db: Database, id: string): Promise<MailRow | undefined> {
  const [found] = await db.system((tx) =>
    tx.select().from(mailMessages).where(eq(mailMessages.id, id)),
  );
  return found;
}

/** What waits and what was given up, for the System page. */
export async function countMails(db: Database): Promise<{ queued: number; failed: number }> {
  const [counted] = await db.system((tx) =>
    tx
      .select({
        queued: sql<number>`count(*) filter (where ${mailMessages.state} = 'queued')::int`,
        failed: sql<number>`count(*) filter (where ${mailMessages.state} = 'failed')::int`,
      })
      .from(mailMessages),
  );
  return counted ?? { queued: 0, failed: 0 };
}
