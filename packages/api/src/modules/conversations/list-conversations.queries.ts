import { PlatformError } from '@platform/api-contract/errors';
import type { ConversationState } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { conversations, messages, visitors } from '@platform/db/schema';
import { decodeId } from '@platform/shared/ids';
import {
  and,
  count,
  desc,
  eq,
  exists,
  ilike,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { NamedConversation } from './conversation-views.ts';
import { selectNamed } from './conversations.queries.ts';

export interface ConversationFilter {
  readonly state?: ConversationState | 'open' | undefined;
  readonly assignee?: string | undefined;
  readonly search?: string | undefined;
  readonly tag?: string | undefined;
  readonly visitorId?: string | undefined;
  readonly outcome?: 'not-found' | 'rated-down' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Visitors' conversations, newest message first; `me` is the asking person, `null` for a key. */
export async function listConversations(
  tx: TenantTx,
  tenantId: string,
  me: string | null,
  filter: ConversationFilter,
): Promise<NamedConversation[]> {
  return selectNamed(tx)
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.channel, 'widget'),
        ...conditions(tx, me, filter),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(filter.limit + 1);
}

function conditions(
  tx: TenantTx,
  me: string | null,
  filter: ConversationFilter,
): (SQL | undefined)[] {
  const { state, assignee, search, tag, visitorId, outcome, cursor } = filter;
  return [
    state === undefined
      ? undefined
      : state === 'open'
        ? ne(conversations.state, 'resolved')
        : eq(conversations.state, state),
    assignee === undefined ? undefined : isAssignedTo(assignee === 'me' ? me : assignee),
    tag === undefined ? undefined : sql`${tag} = any(${conversations.tags})`,
    visitorId === undefined ? undefined : eq(conversations.visitorId, visitorId),
    outcome === undefined ? undefined : exists(messageWhere(tx, outcomeOf(outcome))),
    search === undefined || search.trim() === '' ? undefined : matches(tx, search.trim()),
    cursor === undefined ? undefined : after(cursor),
  ];
}

/** To nobody where it says so; `null` is a program, to whom nothing is assigned. */
function isAssignedTo(assignee: string | null): SQL {
  if (assignee === null) return sql`false`;
  return assignee === 'none'
    ? isNull(conversations.assigneeId)
    : eq(conversations.assigneeId, assignee);
}

const outcomeOf = (outcome: 'not-found' | 'rated-down') =>
  outcome === 'not-found' ? eq(messages.outcome, 'not-found') : eq(messages.rating, 'down');

function messageWhere(tx: TenantTx, condition: SQL) {
  return tx
    .select({ one: sql`1` })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, conversations.tenantId),
        eq(messages.conversationId, conversations.id),
        condition,
      ),
    );
}

function matches(tx: TenantTx, search: string): SQL | undefined {
  // What a person types is looked for as it stands: % and _ are signs, not patterns.
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(
    ilike(visitors.name, pattern),
    ilike(visitors.email, pattern),
    exists(messageWhere(tx, ilike(messages.text, pattern))),
  );
}

/** `<ISO time>~<id>` of the last row of the page before. */
export function cursorOf(row: NamedConversation): string {
  return `${row.conversation.lastMessageAt.toISOString()}~${row.conversation.id}`;
}

function after(cursor: string): SQL | undefined {
  const [time = '', id = ''] = cursor.split('~');
  const at = new Date(time);
  // The pattern first: years beyond those of the wire are times to us and none to the database.
  const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) && !Number.isNaN(at.getTime());
  if (!isTime || decodeId('conversation', id) === null) {
    throw new PlatformError('INVALID_INPUT', 'The cursor is not one that a page gave.');
  }
  // Times are compared as the wire shows them, in milliseconds; the id decides between equals.
  const shown = sql`date_trunc('milliseconds', ${conversations.lastMessageAt})`;
  return or(
    sql`${shown} < ${at.toISOString()}::timestamptz`,
    and(sql`${shown} = ${at.toISOString()}::timestamptz`, lt(conversations.id, id)),
  );
}

export async function countConversations(tx: TenantTx, tenantId: string, me: string | null) {
  const rows = await tx
    .select({
      state: conversations.state,
      assigneeId: conversations.assigneeId,
      count: count(),
    })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.channel, 'widget')))
    .groupBy(conversations.state, conversations.assigneeId);
  const sum = (keep: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(keep).reduce((total, row) => total + row.count, 0);
  const isOpen = (row: { state: string }) => row.state !== 'resolved';
  return {
    open: sum(isOpen),
    ai: sum((row) => row.state === 'ai'),
    waiting: sum((row) => row.state === 'waiting'),
    human: sum((row) => row.state === 'human'),
    mine: sum((row) => isOpen(row) && me !== null && row.assigneeId === me),
    unassigned: sum((row) => isOpen(row) && row.assigneeId === null),
    resolved: sum((row) => row.state === 'resolved'),
  };
}
