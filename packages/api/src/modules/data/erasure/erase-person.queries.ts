import type { IdentityTx, SystemTx } from '@platform/db';
import {
  apiKeys,
  conversations,
  invitations,
  knowledgeDocuments,
  memberships,
  messages,
  tenants,
  users,
  verificationTokens,
} from '@platform/db/schema';
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';

export async function findPerson(tx: IdentityTx, userId: string) {
  const [person] = await tx
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, userId));
  return person;
}

/** With the look-up set to the person: where they belong, and as what. */
export function listOwnWorkspaces(tx: IdentityTx, userId: string) {
  return tx
    .select({ tenantId: memberships.tenantId, role: memberships.role, name: tenants.name })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId));
}

/** How many others belong to a workspace, and how many of them own it. */
export async function countOthers(tx: SystemTx, tenantId: string, userId: string) {
  const others = and(eq(memberships.tenantId, tenantId), ne(memberships.userId, userId));
  return {
    members: await tx.$count(memberships, others),
    owners: await tx.$count(memberships, and(others, eq(memberships.role, 'owner'))),
  };
}

/** Conversations in which the person spoke or acted, or that are theirs to answer. */
export async function listTouched(
  tx: SystemTx,
  tenantId: string,
  userId: string,
): Promise<string[]> {
  const spoken = await tx
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), eq(messages.authorUserId, userId)));
  const assigned = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.assigneeId, userId)));
  return [...new Set([...spoken, ...assigned].map(({ id }) => id))];
}

/**
 * Takes a person's name off what stays in a workspace. What they wrote to visitors is the workspace's
 * and remains, as written by a former member. Returns how much was changed.
 */
export async function removeName(tx: SystemTx, tenantId: string, userId: string, email: string) {
  const authored = await tx
    .update(messages)
    .set({
      authorUserId: null,
      authorName: sql`case when ${messages.authorName} is null then null else 'Former member' end`,
    })
    .where(and(eq(messages.tenantId, tenantId), eq(messages.authorUserId, userId)))
    .returning({ id: messages.id });
  const assigned = await tx
    .update(conversations)
    .set({ assigneeId: null })
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.assigneeId, userId)))
    .returning({ id: conversations.id });
  const added = await tx
    .update(knowledgeDocuments)
    .set({ createdBy: null })
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.createdBy, userId)))
    .returning({ id: knowledgeDocuments.id });
  await tx
    .update(tenants)
    .set({ breakGlassUserId: null })
    .where(and(eq(tenants.id, tenantId), eq(tenants.breakGlassUserId, userId)));
  // What a key may do ends with the person who made it, so it ends too.
  const keys = await tx
    .delete(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.createdBy, userId)))
    .returning({ id: apiKeys.id });
  const invited = await tx
    .delete(invitations)
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        or(
          eq(invitations.invitedBy, userId),
          eq(sql`lower(${invitations.email})`, email.toLowerCase()),
        ),
      ),
    )
    .returning({ id: invitations.id });
  return {
    'messages (author)': authored.length,
    'conversations (assignee)': assigned.length,
    'knowledge_documents (who added)': added.length,
    api_keys: keys.length,
    invitations: invited.length,
  };
}

/** Invitations to the person's address in workspaces they never joined. */
export async function deleteInvitationsTo(tx: SystemTx, email: string): Promise<number> {
  const deleted = await tx
    .delete(invitations)
    .where(eq(sql`lower(${invitations.email})`, email.toLowerCase()))
    .returning({ id: invitations.id });
  return deleted.length;
}

/** Proofs on their way to or for the person, under whatever name they stand. */
const isAbout = (userId: string, email: string) =>
  or(
    inArray(sql`lower(${verificationTokens.identifier})`, [email.toLowerCase(), userId]),
    eq(sql`lower(${verificationTokens.email})`, email.toLowerCase()),
  );

/** Every address of the person that mail may be on its way to: the present one, and one to come. */
export async function listAddresses(
  tx: IdentityTx,
  userId: string,
  email: string,
): Promise<string[]> {
  const rows = await tx
    .select({ email: verificationTokens.email })
    .from(verificationTokens)
    .where(isAbout(userId, email));
  return [...new Set([email, ...rows.flatMap((row) => (row.email === null ? [] : [row.email]))])];
}

/** The account itself; its sessions, memberships, factors and linked accounts go with it. */
export async function deletePerson(
  tx: IdentityTx,
  userId: string,
  email: string,
): Promise<{ users: number; verification_tokens: number }> {
  const proofs = await tx
    .delete(verificationTokens)
    .where(isAbout(userId, email))
    .returning({ hash: verificationTokens.tokenHash });
  const deleted = await tx.delete(users).where(eq(users.id, userId)).returning({ id: users.id });
  return { users: deleted.length, verification_tokens: proofs.length };
}
