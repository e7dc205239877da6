import type { SystemTx } from '@platform/db';
import * as schema from '@platform/db/schema';
import { and, eq, getTableName, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { findPseudonym } from '../../audit/subjects.queries.ts';

const { auditDetails, auditLogs, auditSubjects, citations, conversations, messages } = schema;
const { openAnswers, outbox, visitors } = schema;

/** Conversations of a visitor, previews of a member, or all of a workspace; the next few of them. */
export async function nextConversations(
  tx: SystemTx,
  tenantId: string,
  of: { visitorId?: string; previewUserId?: string },
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        of.visitorId === undefined ? undefined : eq(conversations.visitorId, of.visitorId),
        of.previewUserId === undefined
          ? undefined
          : eq(conversations.previewUserId, of.previewUserId),
      ),
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Deletes conversations with all that hangs on them, and says of how much and which answers were open. */
export async function deleteConversations(tx: SystemTx, tenantId: string, ids: readonly string[]) {
  const here = and(
    eq(messages.tenantId, tenantId),
    inArray(messages.conversationId, [...ids]),
  ) as SQL;
  const counts = {
    messages: await tx.$count(messages, here),
    citations: await tx.$count(
      citations,
      sql`(${citations.tenantId}, ${citations.messageId}) in (
        select ${messages.tenantId}, ${messages.id} from ${messages} where ${here})`,
    ),
  };
  const open = await tx
    .delete(openAnswers)
    .where(and(eq(openAnswers.tenantId, tenantId), inArray(openAnswers.conversationId, [...ids])))
    .returning({ conversationId: openAnswers.conversationId, answerId: openAnswers.answerId });
  const deleted = await tx
    .delete(conversations)
    .where(and(eq(conversations.tenantId, tenantId), inArray(conversations.id, [...ids])))
    .returning({ id: conversations.id });
  return { ...counts, conversations: deleted.length, open };
}

/** What waits to be told of these conversations, whichever way it was going. */
export async function deleteOutbox(
  tx: SystemTx,
  tenantId: string,
  of: { topics: readonly string[]; ids: readonly string[] },
): Promise<number> {
  const deleted = await tx
    .delete(outbox)
    .where(
      and(
        eq(outbox.tenantId, tenantId),
        or(
          inArray(outbox.topic, [...of.topics]),
          inArray(sql<string>`${outbox.payload} ->> 'id'`, [...of.ids]),
          inArray(sql<string>`${outbox.payload} ->> 'conversationId'`, [...of.ids]),
        ),
      ),
    )
    .returning({ id: outbox.id });
  return deleted.length;
}

export async function findVisitor(tx: SystemTx, tenantId: string, visitorId: string) {
  const [visitor] = await tx
    .select({ name: visitors.name, email: visitors.email })
    .from(visitors)
    .where(and(eq(visitors.tenantId, tenantId), eq(visitors.id, visitorId)));
  return visitor;
}

export async function deleteVisitor(
  tx: SystemTx,
  tenantId: string,
  visitorId: string,
): Promise<number> {
  const deleted = await tx
    .delete(visitors)
    .where(and(eq(visitors.tenantId, tenantId), eq(visitors.id, visitorId)))
    .returning({ id: visitors.id });
  return deleted.length;
}

/**
 * Makes a person of the audit log somebody whom nobody can name: their pseudonym's row goes, and the
 * details of what they did, of what was done to them, and wherever one of these words stands.
 */
export async function eraseSubject(
  tx: SystemTx,
  tenantId: string,
  subjectId: string,
  words: readonly string[],
): Promise<{ subjects: number; details: number }> {
  const pseudonym = await findPseudonym(tx, tenantId, subjectId);
  const said = [subjectId, ...words].filter((word) => word.length >= 3);
  const own =
    pseudonym === undefined
      ? undefined
      : inArray(
          auditDetails.entryId,
          tx
            .select({ id: auditLogs.id })
            .from(auditLogs)
            .where(
              and(
                eq(auditLogs.tenantId, tenantId),
                or(eq(auditLogs.actor, pseudonym), eq(auditLogs.target, pseudonym)),
              ),
            ),
        );
  const details = await tx
    .delete(auditDetails)
    .where(
      and(
        eq(auditDetails.tenantId, tenantId),
        or(
          own,
          ...said.map(
            // As JSON has it, without the quotes around.
            (word) =>
              sql`position(lower(${JSON.stringify(word).slice(1, -1)}) in lower(${auditDetails.details})) > 0`,
          ),
        ),
      ),
    )
    .returning({ id: auditDetails.entryId });
  const subjects = await tx
    .delete(auditSubjects)
    .where(
      and(
        eq(auditSubjects.tenantId, tenantId),
        or(
          eq(auditSubjects.subjectId, subjectId),
          // An address that stood as a target before somebody had an account.
          and(eq(auditSubjects.kind, 'other'), inArray(auditSubjects.subjectId, [...said])),
        ),
      ),
    )
    .returning({ pseudonym: auditSubjects.pseudonym });
  return { subjects: subjects.length, details: details.length };
}

/** Mail of this workspace, or of none, to an address. */
export async function deleteMails(
  tx: SystemTx,
  recipient: string,
  tenantId?: string,
): Promise<number> {
  const { mailMessages } = schema;
  const deleted = await tx
    .delete(mailMessages)
    .where(
      and(
        eq(sql`lower(${mailMessages.recipient})`, recipient.toLowerCase()),
        tenantId === undefined ? undefined : eq(mailMessages.workspaceId, tenantId),
      ),
    )
    .returning({ id: mailMessages.id });
  return deleted.length;
}

type TenantTable = PgTable & { readonly tenantId: PgColumn };

/**
 * Tables that outlive their workspace, since nothing personal is in them: the log over pseudonyms with
 * its chain, and what was paid.
 */
export const outliving: Readonly<Record<string, string>> = {
  audit_logs: 'entries over pseudonyms that nobody can resolve any more',
  audit_chain: 'hashes of these entries',
  cost_events: 'amounts and models, without words',
};
/** Drained by being sealed, not deleted. */
const drained = 'audit_pending';

/** Every table with rows of a workspace. */
export const workspaceTables = (): readonly TenantTable[] =>
  Object.values(schema).filter(
    (each): each is typeof each & TenantTable => typeof each === 'object' && 'tenantId' in each,
  );

/** Deletes what a workspace still has in any table; returns how much by table, with what stays. */
export async function deleteWorkspaceRows(tx: SystemTx, tenantId: string) {
  const cleared = new Map<string, number>();
  const kept = new Map<string, number>();
  // All are counted before anything is deleted: rows go with those they hang on.
  for (const table of workspaceTables()) {
    const name = getTableName(table);
    if (name === drained) continue;
    const count = await tx.$count(table, eq(table.tenantId, tenantId));
    (Object.hasOwn(outliving, name) ? kept : cleared).set(name, count);
  }
  for (const table of workspaceTables()) {
    if (!cleared.has(getTableName(table))) continue;
    await tx.delete(table as PgTable).where(eq(table.tenantId, tenantId));
  }
  const { mailMessages, tenants } = schema;
  const mails = eq(mailMessages.workspaceId, tenantId);
  cleared.set(getTableName(mailMessages), await tx.$count(mailMessages, mails));
  await tx.delete(mailMessages).where(mails);
  cleared.set(getTableName(tenants), await tx.$count(tenants, eq(tenants.id, tenantId)));
  await tx.delete(tenants).where(eq(tenants.id, tenantId));
  return { cleared, kept };
}

/** A few documents of a workspace, deleted with their passages, words and vectors. */
export async function deleteDocuments(tx: SystemTx, tenantId: string, limit: number) {
  const { knowledgeDocuments, knowledgeChunks, knowledgeEmbeddings, knowledgeTerms } = schema;
  const rows = await tx
    .select({ id: knowledgeDocuments.id, key: knowledgeDocuments.storageKey })
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.tenantId, tenantId))
    .limit(limit);
  const ids = rows.map(({ id }) => id);
  const count = (table: TenantTable & { documentId: PgColumn }) =>
    tx.$count(table, and(eq(table.tenantId, tenantId), inArray(table.documentId, ids)));
  const counts = {
    knowledge_documents: rows.length,
    knowledge_chunks: await count(knowledgeChunks),
    knowledge_embeddings: await count(knowledgeEmbeddings),
    knowledge_terms: await count(knowledgeTerms),
  };
  await tx
    .delete(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), inArray(knowledgeDocuments.id, ids)));
  return { counts, keys: rows.map(({ key }) => key) };
}

/** Nobody enters any more, neither the team nor visitors; what is erased must not grow meanwhile. */
export async function closeDoors(tx: SystemTx, tenantId: string): Promise<void> {
  const { tenants, widgets } = schema;
  await tx.update(tenants).set({ suspendedAt: sql`now()` }).where(eq(tenants.id, tenantId));
  await tx.update(widgets).set({ enabled: false }).where(eq(widgets.tenantId, tenantId));
}

/** Whose sockets hang on a workspace. */
export async function listSocketKeys(tx: SystemTx, tenantId: string): Promise<string[]> {
  const { memberships, widgets } = schema;
  const members = await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(eq(memberships.tenantId, tenantId));
  const doors = await tx
    .select({ id: widgets.id })
    .from(widgets)
    .where(eq(widgets.tenantId, tenantId));
  return [tenantId, ...members.map(({ id }) => id), ...doors.map(({ id }) => id)];
}
