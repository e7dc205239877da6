import type { RetentionKind } from '@platform/api-contract/types';
import type { SystemTx, TenantTx } from '@platform/db';
import {
  auditDetails,
  auditLogs,
  conversations,
  dataExports,
  messages,
  retentionRules,
  visitors,
} from '@platform/db/schema';
import {
  and,
  asc,
  eq,
  exists,
  inArray,
  isNotNull,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

type Rule = { kind: RetentionKind; days: number };

/** Days of a kind in a workspace; undefined: kept. */
export async function retentionDays(
  tx: TenantTx | SystemTx,
  tenantId: string,
  kind: RetentionKind,
): Promise<number | undefined> {
  const [rule] = await tx
    .select({ days: retentionRules.days })
    .from(retentionRules)
    .where(and(eq(retentionRules.tenantId, tenantId), eq(retentionRules.kind, kind)));
  return rule?.days;
}

export function listRules(tx: TenantTx, tenantId: string): Promise<Rule[]> {
  return tx
    .select({ kind: retentionRules.kind, days: retentionRules.days })
    .from(retentionRules)
    .where(eq(retentionRules.tenantId, tenantId))
    .orderBy(asc(retentionRules.kind));
}

export async function replaceRules(
  tx: TenantTx,
  tenantId: string,
  rules: readonly Rule[],
): Promise<void> {
  await tx.delete(retentionRules).where(eq(retentionRules.tenantId, tenantId));
  if (rules.length === 0) return;
  await tx.insert(retentionRules).values(rules.map((rule) => ({ tenantId, ...rule })));
}

/** Every rule of every workspace, for the job that enforces them. */
export function listAllRules(tx: SystemTx) {
  return tx
    .select({
      tenantId: retentionRules.tenantId,
      kind: retentionRules.kind,
      days: retentionRules.days,
    })
    .from(retentionRules)
    .orderBy(asc(retentionRules.tenantId), asc(retentionRules.kind));
}

/** Entries about signing in: from where and with what somebody came. */
const isSignIn = or(
  inArray(auditLogs.action, ['user.signed-in', 'user.signed-up', 'user.signed-out']),
  and(eq(auditLogs.actorKind, 'anonymous'), sql`${auditLogs.action} like 'refused.%'`),
) as SQL;

const entryOf = (condition: SQL): SQL =>
  exists(
    sql`(select from ${auditLogs} where ${auditLogs.tenantId} = ${auditDetails.tenantId}
      and ${auditLogs.id} = ${auditDetails.entryId} and ${condition})`,
  );

interface Kept {
  readonly table: PgTable;
  readonly tenantId: PgColumn;
  /** What there is of the kind at all. */
  readonly of?: SQL | undefined;
  /** Its age, as an expression of the table's row. */
  readonly at: SQL<Date>;
}

const entryAt = sql<Date>`(select ${auditLogs.createdAt} from ${auditLogs}
  where ${auditLogs.tenantId} = ${auditDetails.tenantId} and ${auditLogs.id} = ${auditDetails.entryId})`;

/** What each kind means, in one table: the preview counts what the job deletes. */
const kinds: Readonly<Record<RetentionKind, Kept>> = {
  conversations: {
    table: conversations,
    tenantId: conversations.tenantId,
    at: sql<Date>`${conversations.lastMessageAt}`,
  },
  visitors: {
    table: visitors,
    tenantId: visitors.tenantId,
    of: notExists(
      sql`(select from ${conversations} where ${conversations.tenantId} = ${visitors.tenantId}
        and ${conversations.visitorId} = ${visitors.id})`,
    ),
    at: sql<Date>`${visitors.lastSeenAt}`,
  },
  answerTraces: {
    table: messages,
    tenantId: messages.tenantId,
    of: isNotNull(messages.trace),
    at: sql<Date>`${messages.createdAt}`,
  },
  auditDetails: {
    table: auditDetails,
    tenantId: auditDetails.tenantId,
    of: entryOf(not(isSignIn)),
    at: entryAt,
  },
  signInRecords: {
    table: auditDetails,
    tenantId: auditDetails.tenantId,
    of: entryOf(isSignIn),
    at: entryAt,
  },
  exports: {
    table: dataExports,
    tenantId: dataExports.tenantId,
    of: inArray(dataExports.state, ['ready', 'failed']),
    at: sql<Date>`${dataExports.createdAt}`,
  },
};

const isDue = (kind: RetentionKind, tenantId: string, before: Date): SQL | undefined =>
  and(
    eq(kinds[kind].tenantId, tenantId),
    kinds[kind].of,
    sql`${kinds[kind].at} < ${before.toISOString()}::timestamptz`,
  );

/** How much there is of a kind, how much of it is older than `before`, and the age of the oldest. */
export async function measureKind(
  tx: TenantTx,
  tenantId: string,
  kind: RetentionKind,
  before: Date | null,
) {
  const { table, of, at, tenantId: own } = kinds[kind];
  const [found] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      due:
        before === null
          ? sql<number>`0`
          : sql<number>`(count(*) filter (where ${at} < ${before.toISOString()}::timestamptz))::int`,
      oldestAt: sql<string | null>`min(${at})`,
    })
    .from(table)
    .where(and(eq(own, tenantId), of));
  return found ?? { total: 0, due: 0, oldestAt: null };
}

/** The oldest conversations that are due. */
export async function listDueConversations(
  tx: SystemTx,
  tenantId: string,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(isDue('conversations', tenantId, before))
    .orderBy(asc(conversations.lastMessageAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Visitors without a conversation who are due. */
export async function listDueVisitors(
  tx: SystemTx,
  tenantId: string,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(isDue('visitors', tenantId, before))
    .orderBy(asc(visitors.lastSeenAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Deletes a batch of visitors who still have no conversation; returns how many. */
export async function deleteVisitors(
  tx: SystemTx,
  tenantId: string,
  before: Date,
  ids: readonly string[],
): Promise<number> {
  const deleted = await tx
    .delete(visitors)
    .where(and(isDue('visitors', tenantId, before), inArray(visitors.id, [...ids])))
    .returning({ id: visitors.id });
  return deleted.length;
}

/** Forgets how a batch of answers came about; the answers stay. */
export async function clearTraces(
  tx: SystemTx,
  tenantId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const due = tx
    .select({ id: messages.id })
    .from(messages)
    .where(isDue('answerTraces', tenantId, before))
    .limit(limit);
  const cleared = await tx
    .update(messages)
    .set({ trace: null })
    .where(and(eq(messages.tenantId, tenantId), inArray(messages.id, due)))
    .returning({ id: messages.id });
  return cleared.length;
}

/** Deletes a batch of details; their entries and the chain stay. */
export async function deleteDetails(
  tx: SystemTx,
  tenantId: string,
  kind: 'auditDetails' | 'signInRecords',
  before: Date,
  limit: number,
): Promise<number> {
  const due = tx
    .select({ id: auditDetails.entryId })
    .from(auditDetails)
    .where(isDue(kind, tenantId, before))
    .limit(limit);
  const deleted = await tx
    .delete(auditDetails)
    .where(and(eq(auditDetails.tenantId, tenantId), inArray(auditDetails.entryId, due)))
    .returning({ id: auditDetails.entryId });
  return deleted.length;
}

/** Deletes exports that are due; returns where their archives stand. */
export async function deleteDueExports(
  tx: SystemTx,
  tenantId: string,
  before: Date,
): Promise<{ count: number; keys: string[] }> {
  const deleted = await tx
    .delete(dataExports)
    .where(isDue('exports', tenantId, before))
    .returning({ key: dataExports.storageKey });
  return { count: deleted.length, keys: deleted.flatMap(({ key }) => (key === null ? [] : [key])) };
}
