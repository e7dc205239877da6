import { PlatformError } from '@platform/api-contract/errors';
import type { TenantTx } from '@platform/db';
import {
  assistants,
  conversations,
  memberships,
  messages,
  tenants,
  visitors,
  widgetPages,
  widgets,
} from '@platform/db/schema';
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import type { ConversationRow } from '../conversations/conversation-views.ts';
import { lockConversation } from '../conversations/conversations.queries.ts';

interface Visit {
  readonly tenantId: string;
  readonly widgetId: string;
  readonly visitorId: string;
}

const isOwn = (visit: Visit, conversationId: string) =>
  and(
    eq(conversations.tenantId, visit.tenantId),
    eq(conversations.id, conversationId),
    eq(conversations.visitorId, visit.visitorId),
  );

/** The visitor's own conversation, locked. Another visitor's is as absent as none. */
export async function lockOwnConversation(
  tx: TenantTx,
  visit: Visit,
  conversationId: string,
): Promise<ConversationRow> {
  const row = await lockConversation(tx, visit.tenantId, conversationId);
  if (row.visitorId !== visit.visitorId) throw new PlatformError('NOT_FOUND');
  return row;
}

export async function findOwnConversation(
  tx: TenantTx,
  visit: Visit,
  conversationId: string,
): Promise<ConversationRow> {
  const [row] = await tx.select().from(conversations).where(isOwn(visit, conversationId));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

export async function loadWidget(tx: TenantTx, visit: Pick<Visit, 'tenantId' | 'widgetId'>) {
  const [row] = await tx
    .select({
      widget: widgets,
      draft: assistants.draft,
      published: assistants.published,
      workspaceName: tenants.name,
    })
    .from(widgets)
    .innerJoin(
      assistants,
      and(eq(assistants.tenantId, widgets.tenantId), eq(assistants.id, widgets.assistantId)),
    )
    .innerJoin(tenants, eq(tenants.id, widgets.tenantId))
    .where(and(eq(widgets.tenantId, visit.tenantId), eq(widgets.id, visit.widgetId)));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return { ...row, settings: row.published ?? row.draft };
}

/** Notes that the visitor is here; makes their row on the first visit. */
export async function recordVisit(
  tx: TenantTx,
  visit: Visit,
  seen: { pageUrl: string | undefined; locale: string | undefined },
): Promise<void> {
  const now = new Date();
  await tx
    .insert(visitors)
    .values({
      tenantId: visit.tenantId,
      id: visit.visitorId,
      widgetId: visit.widgetId,
      pageUrl: seen.pageUrl ?? null,
      locale: seen.locale ?? null,
    })
    .onConflictDoUpdate({
      target: [visitors.tenantId, visitors.id],
      set: {
        lastSeenAt: now,
        ...(seen.pageUrl === undefined ? {} : { pageUrl: seen.pageUrl }),
        ...(seen.locale === undefined ? {} : { locale: seen.locale }),
      },
    });
  if (seen.pageUrl !== undefined) await recordPage(tx, visit, seen.pageUrl, now);
}

/** What a page says of its visitor is taken down as said, never as verified. */
export async function identifyVisitor(
  tx: TenantTx,
  visit: Visit,
  said: { name?: string | undefined; email?: string | undefined },
): Promise<void> {
  const change = {
    ...(said.name === undefined ? {} : { name: said.name }),
    ...(said.email === undefined ? {} : { email: said.email }),
  };
  if (Object.keys(change).length === 0) return;
  await tx
    .update(visitors)
    .set({ ...change, verified: false })
    .where(and(eq(visitors.tenantId, visit.tenantId), eq(visitors.id, visit.visitorId)));
}

const maxPages = 100;
const maxPageUrlLength = 2_000;

async function recordPage(tx: TenantTx, visit: Visit, pageUrl: string, now: Date): Promise<void> {
  // Without query and fragment: they can hold what is nobody's business, and never end.
  const { origin, pathname } = new URL(pageUrl);
  // A key of an index holds no more; what is cut is the tail of an address nobody reads.
  const url = `${origin}${pathname}`.slice(0, maxPageUrlLength);
  const here = and(
    eq(widgetPages.tenantId, visit.tenantId),
    eq(widgetPages.widgetId, visit.widgetId),
  );
  const updated = await tx
    .update(widgetPages)
    .set({ lastSeenAt: now })
    .where(and(here, eq(widgetPages.url, url)))
    .returning({ url: widgetPages.url });
  if (updated.length > 0 || (await tx.$count(widgetPages, here)) >= maxPages) return;
  await tx
    .insert(widgetPages)
    .values({ tenantId: visit.tenantId, widgetId: visit.widgetId, url })
    .onConflictDoNothing();
}

/** Conversations with at least one message, newest first, with who of the team speaks in them. */
export async function listOwnConversations(tx: TenantTx, visit: Visit) {
  return tx
    .select({
      conversation: conversations,
      agentName: memberships.displayName,
      unread: sql<number>`(
        select count(*)::int from ${messages}
        where ${messages.tenantId} = ${conversations.tenantId}
          and ${messages.conversationId} = ${conversations.id}
          and ${messages.sequence} > ${conversations.visitorReadSequence}
          and ${messages.role} in ('assistant', 'agent'))`,
    })
    .from(conversations)
    .leftJoin(
      memberships,
      and(
        eq(memberships.tenantId, conversations.tenantId),
        eq(memberships.userId, conversations.assigneeId),
      ),
    )
    .where(
      and(
        eq(conversations.tenantId, visit.tenantId),
        eq(conversations.visitorId, visit.visitorId),
        gt(conversations.lastSequence, 0),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt))
    .limit(50);
}

/** The message with this id of its sender's, in whichever of this visitor's conversations. */
export async function findSentMessage(tx: TenantTx, visit: Visit, clientId: string) {
  const [row] = await tx
    .select({ message: messages, conversation: conversations })
    .from(messages)
    .innerJoin(
      conversations,
      and(
        eq(conversations.tenantId, messages.tenantId),
        eq(conversations.id, messages.conversationId),
      ),
    )
    .where(
      and(
        eq(messages.tenantId, visit.tenantId),
        eq(messages.clientId, clientId),
        eq(conversations.visitorId, visit.visitorId),
      ),
    );
  return row;
}

/** One visitor's writes one after another: two first messages must not open two conversations. */
export async function lockVisitor(tx: TenantTx, visit: Visit): Promise<void> {
  const locked = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(and(eq(visitors.tenantId, visit.tenantId), eq(visitors.id, visit.visitorId)))
    .for('update');
  if (locked.length === 0) throw new PlatformError('UNAUTHENTICATED');
}

export async function ownsConversation(
  tx: TenantTx,
  visit: Visit,
  conversationId: string,
): Promise<boolean> {
  const [row] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(isOwn(visit, conversationId));
  return row !== undefined;
}

export async function visitorExists(tx: TenantTx, visit: Visit): Promise<boolean> {
  const [row] = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(
      and(
        eq(visitors.tenantId, visit.tenantId),
        eq(visitors.id, visit.visitorId),
        eq(visitors.widgetId, visit.widgetId),
      ),
    );
  return row !== undefined;
}

/**
 * Questions that several visitors asked and that were answered, most frequent first: what the widget
 * suggests to others. One person's words are never shown to another, and an answer that its reader
 * rated down does not count.
 */
export async function listCommonQuestions(tx: TenantTx, tenantId: string): Promise<string[]> {
  const asked = sql`lower(regexp_replace(${conversations.firstQuestion}, '[[:space:]?!.]+$', ''))`;
  const rows = await tx
    .select({ question: sql<string>`min(${conversations.firstQuestion})` })
    .from(conversations)
    .innerJoin(
      messages,
      and(
        eq(messages.tenantId, conversations.tenantId),
        eq(messages.conversationId, conversations.id),
        eq(messages.sequence, 2),
      ),
    )
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.channel, 'widget'),
        eq(messages.outcome, 'answered'),
        sql`${messages.rating} is distinct from 'down'`,
      ),
    )
    .groupBy(asked)
    .having(sql`count(distinct ${conversations.visitorId}) >= 3`)
    .orderBy(desc(sql`count(*)`))
    .limit(20);
  return rows.map((row) => row.question);
}

export function countOpenConversations(tx: TenantTx, visit: Visit): Promise<number> {
  return tx.$count(
    conversations,
    and(
      eq(conversations.tenantId, visit.tenantId),
      eq(conversations.visitorId, visit.visitorId),
      ne(conversations.state, 'resolved'),
    ),
  );
}
