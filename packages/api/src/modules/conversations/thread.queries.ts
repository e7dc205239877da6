import { PlatformError } from '@platform/api-contract/errors';
import type { ConversationDetails } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { conversations, messages, visitors } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, asc, desc, eq, gt, isNull, lt, ne } from 'drizzle-orm';
import { type ConversationRow, type MessageRow, toSummary } from './conversation-views.ts';
import { findNamed } from './conversations.queries.ts';

/** Messages in order: after a sequence, before one, or the last ones. Notes only for the team. */
export async function listMessages(
  tx: TenantTx,
  at: { tenantId: string; conversationId: string; notes: boolean },
  page: { after?: number | undefined; before?: number | undefined; limit: number },
): Promise<MessageRow[]> {
  const here = and(
    eq(messages.tenantId, at.tenantId),
    eq(messages.conversationId, at.conversationId),
    at.notes ? undefined : ne(messages.role, 'note'),
  );
  if (page.after !== undefined) {
    return tx
      .select()
      .from(messages)
      .where(and(here, gt(messages.sequence, page.after)))
      .orderBy(asc(messages.sequence))
      .limit(page.limit);
  }
  const newestFirst = await tx
    .select()
    .from(messages)
    .where(and(here, page.before === undefined ? undefined : lt(messages.sequence, page.before)))
    .orderBy(desc(messages.sequence))
    .limit(page.limit);
  return newestFirst.reverse();
}

export async function findMessage(
  tx: TenantTx,
  tenantId: string,
  messageId: string,
): Promise<MessageRow> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), eq(messages.id, messageId)));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

/** The message of a conversation that a client sent under this id, whoever sent it. */
export async function findByClientId(
  tx: TenantTx,
  conversation: ConversationRow,
  clientId: string,
): Promise<MessageRow | undefined> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, conversation.tenantId),
        eq(messages.conversationId, conversation.id),
        eq(messages.clientId, clientId),
      ),
    );
  return row;
}

/** When the visitor last asked for a person in this conversation. */
export async function findPersonRequestedAt(
  tx: TenantTx,
  conversation: ConversationRow,
): Promise<Date | undefined> {
  const [row] = await tx
    .select({ at: messages.createdAt })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, conversation.tenantId),
        eq(messages.conversationId, conversation.id),
        eq(messages.notice, 'person-requested'),
        isNull(messages.authorUserId),
      ),
    )
    .orderBy(desc(messages.sequence))
    .limit(1);
  return row?.at;
}

export async function insertMessage(
  tx: TenantTx,
  added: Omit<typeof messages.$inferInsert, 'id'>,
): Promise<MessageRow> {
  const [row] = await tx
    .insert(messages)
    .values({ ...added, id: newId('message') })
    .returning();
  if (row === undefined) throw new Error('The message was not stored.');
  return row;
}

/** `null` takes the rating back. */
export async function rateMessage(
  tx: TenantTx,
  message: Pick<MessageRow, 'tenantId' | 'id'>,
  rating: { value: MessageRow['rating']; reason: MessageRow['ratingReason'] },
): Promise<MessageRow> {
  const isRated = rating.value !== null;
  const [rated] = await tx
    .update(messages)
    .set({
      rating: rating.value,
      ratingReason: isRated ? rating.reason : null,
      ratedAt: isRated ? new Date() : null,
    })
    .where(and(eq(messages.tenantId, message.tenantId), eq(messages.id, message.id)))
    .returning();
  if (rated === undefined) throw new PlatformError('NOT_FOUND');
  return rated;
}

/**
 * As `me`, a member of the team, may see it: a colleague's talk with a draft is not there, and for a
 * key (`null`) nobody's is.
 */
export async function findDetails(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
  me: string | null,
): Promise<ConversationDetails> {
  const named = await findNamed(tx, tenantId, conversationId);
  const { conversation } = named;
  if (conversation.channel === 'preview' && conversation.previewUserId !== me) {
    throw new PlatformError('NOT_FOUND');
  }
  return {
    ...toSummary(named),
    pageUrl: conversation.pageUrl,
    sequence: conversation.lastSequence,
    visitor:
      conversation.visitorId === null
        ? null
        : await findVisitor(tx, tenantId, conversation.visitorId),
  };
}

async function findVisitor(tx: TenantTx, tenantId: string, visitorId: string) {
  const [visitor] = await tx
    .select()
    .from(visitors)
    .where(and(eq(visitors.tenantId, tenantId), eq(visitors.id, visitorId)));
  if (visitor === undefined) return null;
  return {
    id: visitor.id,
    name: visitor.name,
    email: visitor.email,
    verified: visitor.verified,
    firstSeenAt: visitor.firstSeenAt.toISOString(),
    lastSeenAt: visitor.lastSeenAt.toISOString(),
    pageUrl: visitor.pageUrl,
    locale: visitor.locale,
    conversationCount: await tx.$count(
      conversations,
      and(eq(conversations.tenantId, tenantId), eq(conversations.visitorId, visitorId)),
    ),
  };
}
