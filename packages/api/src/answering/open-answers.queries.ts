import type { SystemTx, TenantTx } from '@platform/db';
import { messages, openAnswers } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, asc, eq, gt, lt } from 'drizzle-orm';
import { type OutgoingEvent, writeOutbox } from '../realtime/outbox.queries.ts';
import { teamTopic, visitorTopic } from '../realtime/topics.ts';

export type OpenAnswerRow = typeof openAnswers.$inferSelect;
type ClosedReason = 'finished' | 'stopped' | 'taken-over' | 'failed' | 'restarted';

/**
 * A process renews its leases every two seconds; another one takes over after this long. A visitor
 * waits for it when the process that was answering died.
 */
const leaseMs = 6_000;
const maxAttempts = 3;

const leaseUntil = () => new Date(Date.now() + leaseMs);
const isConversation = (tenantId: string, conversationId: string) =>
  and(eq(openAnswers.tenantId, tenantId), eq(openAnswers.conversationId, conversationId));
const isThis = (row: OpenAnswerRow) =>
  and(isConversation(row.tenantId, row.conversationId), eq(openAnswers.answerId, row.answerId));

/**
 * Opens the answer to a question, in the transaction that stores the question: once that commits, the
 * answer is owed even if this process dies. `null` while another one is being written: the question
 * waits its turn, and `openNextAnswer` comes to it.
 */
export async function openAnswer(
  tx: TenantTx,
  at: { tenantId: string; conversationId: string; questionId: string },
): Promise<OpenAnswerRow | null> {
  const [row] = await tx
    .insert(openAnswers)
    .values({ ...at, answerId: newId('answer'), leaseUntil: leaseUntil() })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/** Opens the answer to what the visitor asked next after a question that is dealt with, if anything. */
export async function openNextAnswer(
  tx: TenantTx,
  { tenantId, conversationId, questionId }: OpenAnswerRow,
): Promise<OpenAnswerRow | null> {
  const here = and(eq(messages.tenantId, tenantId), eq(messages.conversationId, conversationId));
  const asked = tx
    .select({ sequence: messages.sequence })
    .from(messages)
    .where(and(here, eq(messages.id, questionId)));
  const [next] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(here, eq(messages.role, 'visitor'), gt(messages.sequence, asked)))
    .orderBy(asc(messages.sequence))
    .limit(1);
  return next === undefined
    ? null
    : openAnswer(tx, { tenantId, conversationId, questionId: next.id });
}

/** Takes whatever answer is open off the open ones; whoever writes it cannot store it any more. */
export async function removeOpenAnswer(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
): Promise<OpenAnswerRow | undefined> {
  const [removed] = await tx
    .delete(openAnswers)
    .where(isConversation(tenantId, conversationId))
    .returning();
  return removed;
}

/**
 * Takes the answer that is finished off the open ones; false when it was closed meanwhile. By its
 * id: another process may have taken the answer over since, under a new one.
 */
export async function finishAnswer(tx: TenantTx, row: OpenAnswerRow): Promise<boolean> {
  const finished = await tx
    .delete(openAnswers)
    .where(isThis(row))
    .returning({ answerId: openAnswers.answerId });
  return finished.length > 0;
}

export function closedEvents(
  row: Pick<OpenAnswerRow, 'conversationId' | 'answerId'>,
  reason: ClosedReason,
): OutgoingEvent[] {
  const { conversationId, answerId } = row;
  const closed = { type: 'answer.closed' as const, payload: { conversationId, answerId, reason } };
  return [
    { topic: visitorTopic(conversationId), ...closed },
    { topic: teamTopic(conversationId), ...closed },
  ];
}

export async function findOpenAnswer(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
): Promise<OpenAnswerRow | undefined> {
  const [row] = await tx.select().from(openAnswers).where(isConversation(tenantId, conversationId));
  return row;
}

/** Keeps the answer ours for another while; false when it was closed or taken meanwhile. */
export async function renewLease(tx: TenantTx, row: OpenAnswerRow): Promise<boolean> {
  const renewed = await tx
    .update(openAnswers)
    .set({ leaseUntil: leaseUntil() })
    .where(isThis(row))
    .returning({ answerId: openAnswers.answerId });
  return renewed.length > 0;
}

/** Gives the answer to whichever process looks next. */
export async function releaseLease(tx: TenantTx, row: OpenAnswerRow): Promise<void> {
  await tx
    .update(openAnswers)
    .set({ leaseUntil: new Date(0) })
    .where(isThis(row));
}

export interface Reclaimed {
  readonly before: OpenAnswerRow;
  /** The same question under a new answer id, or `null` when it was tried often enough. */
  readonly after: OpenAnswerRow | null;
}

/** Takes the answers whose process is gone. `expiredBefore` lies ahead when no other process exists. */
export async function reclaimAnswers(tx: SystemTx, expiredBefore: Date): Promise<Reclaimed[]> {
  const expired = await tx
    .select()
    .from(openAnswers)
    .where(lt(openAnswers.leaseUntil, expiredBefore))
    .orderBy(asc(openAnswers.createdAt))
    .limit(20)
    .for('update', { skipLocked: true });
  const reclaimed: Reclaimed[] = [];
  for (const before of expired) {
    const at = isConversation(before.tenantId, before.conversationId);
    await writeOutbox(tx, before.tenantId, closedEvents(before, 'restarted'));
    if (before.attempts >= maxAttempts) {
      await tx.update(openAnswers).set({ leaseUntil: leaseUntil() }).where(at);
      reclaimed.push({ before, after: null });
      continue;
    }
    const [after] = await tx
      .update(openAnswers)
      .set({
        answerId: newId('answer'),
        attempts: before.attempts + 1,
        leaseUntil: leaseUntil(),
      })
      .where(at)
      .returning();
    if (after !== undefined) reclaimed.push({ before, after });
  }
  return reclaimed;
}
