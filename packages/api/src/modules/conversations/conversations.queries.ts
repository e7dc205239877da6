import { PlatformError } from '@platform/api-contract/errors';
import type { TenantTx } from '@platform/db';
import { assistants, conversations, memberships, visitors } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq, sql } from 'drizzle-orm';
import type { ConversationRow, NamedConversation } from './conversation-views.ts';

export const namedColumns = {
  conversation: conversations,
  assistantName: sql<string>`${assistants.draft} ->> 'name'`,
  visitorName: visitors.name,
  assigneeName: memberships.displayName,
};

/** Conversations with the names beside them; add `where`, order and limit. */
export function selectNamed(tx: TenantTx) {
  return tx
    .select(namedColumns)
    .from(conversations)
    .innerJoin(
      assistants,
      and(
        eq(assistants.tenantId, conversations.tenantId),
        eq(assistants.id, conversations.assistantId),
      ),
    )
    .leftJoin(
      visitors,
      and(eq(visitors.tenantId, conversations.tenantId), eq(visitors.id, conversations.visitorId)),
    )
    .leftJoin(
      memberships,
      and(
        eq(memberships.tenantId, conversations.tenantId),
        eq(memberships.userId, conversations.assigneeId),
      ),
    );
}

export async function findNamed(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
): Promise<NamedConversation> {
  const [row] = await selectNamed(tx).where(
    and(eq(conversations.tenantId, tenantId), eq(conversations.id, conversationId)),
  );
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

/** Through which door a conversation came, and whose preview it is if it is one. */
export async function findChannel(tx: TenantTx, tenantId: string, conversationId: string) {
  const [row] = await tx
    .select({ channel: conversations.channel, previewUserId: conversations.previewUserId })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, conversationId)));
  return row;
}

/**
 * The conversation, locked until the transaction ends. Sequence numbers and outbox rows are made
 * under this lock, which is what keeps them in order. Throws NOT_FOUND.
 */
export async function lockConversation(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
): Promise<ConversationRow> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, conversationId)))
    .for('update');
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

type NewConversation = Omit<typeof conversations.$inferInsert, 'id'>;

/** Opens a conversation. Nobody else sees it before the transaction ends, so it needs no lock. */
export async function insertConversation(
  tx: TenantTx,
  opened: NewConversation,
): Promise<ConversationRow> {
  const [row] = await tx
    .insert(conversations)
    .values({ ...opened, id: newId('conversation') })
    .returning();
  if (row === undefined) throw new Error('The conversation was not stored.');
  return row;
}

export async function updateConversation(
  tx: TenantTx,
  row: ConversationRow,
  change: Partial<ConversationRow>,
): Promise<ConversationRow> {
  const [updated] = await tx
    .update(conversations)
    .set(change)
    .where(and(eq(conversations.tenantId, row.tenantId), eq(conversations.id, row.id)))
    .returning();
  if (updated === undefined) throw new PlatformError('NOT_FOUND');
  return updated;
}
