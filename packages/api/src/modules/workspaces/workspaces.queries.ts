import { PlatformError } from '@platform/api-contract/errors';
import type { Member, Onboarding } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import {
  assistants,
  conversations,
  knowledgeDocuments,
  memberships,
  tenants,
  widgetPages,
} from '@platform/db/schema';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';

export async function findWorkspace(tx: TenantTx, tenantId: string) {
  const [row] = await tx.select().from(tenants).where(eq(tenants.id, tenantId));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

export async function changeWorkspace(
  tx: TenantTx,
  tenantId: string,
  change: Partial<typeof tenants.$inferSelect>,
): Promise<void> {
  await tx.update(tenants).set(change).where(eq(tenants.id, tenantId));
}

/** A question was tried, in search or with a draft; only the first time is kept. */
export async function markQuestionTried(tx: TenantTx, tenantId: string): Promise<void> {
  await tx
    .update(tenants)
    .set({ questionTriedAt: new Date() })
    .where(and(eq(tenants.id, tenantId), isNull(tenants.questionTriedAt)));
}

export async function listMembers(tx: TenantTx, tenantId: string): Promise<Member[]> {
  const rows = await tx
    .select()
    .from(memberships)
    .where(eq(memberships.tenantId, tenantId))
    .orderBy(asc(memberships.createdAt));
  return rows.map(toMember);
}

/** Throws NOT_FOUND for who is not of this workspace. */
export async function findMember(tx: TenantTx, tenantId: string, userId: string): Promise<Member> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return toMember(row);
}

function toMember(row: typeof memberships.$inferSelect): Member {
  return {
    userId: row.userId,
    name: row.displayName,
    email: row.email,
    role: row.role,
    joinedAt: row.createdAt.toISOString(),
  };
}

/** The real state of each step, read from what is there and never from what was clicked. */
export async function readOnboarding(tx: TenantTx, tenantId: string): Promise<Onboarding> {
  const workspace = await findWorkspace(tx, tenantId);
  const ready = await tx.$count(
    knowledgeDocuments,
    and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.state, 'ready')),
  );
  const waiting = await tx.$count(
    knowledgeDocuments,
    and(
      eq(knowledgeDocuments.tenantId, tenantId),
      sql`${knowledgeDocuments.state} in ('queued', 'processing')`,
    ),
  );
  const shaped = await tx.$count(
    assistants,
    and(
      eq(assistants.tenantId, tenantId),
      // The first assistant is published when it is made; shaping it means publishing again.
      gt(assistants.publishedAt, sql`${assistants.createdAt} + interval '1 second'`),
    ),
  );
  const pages = await tx.$count(widgetPages, eq(widgetPages.tenantId, tenantId));
  const talks = await tx.$count(
    conversations,
    and(eq(conversations.tenantId, tenantId), eq(conversations.channel, 'widget')),
  );
  const steps: Onboarding['steps'] = {
    uploadDocuments: {
      done: ready > 0,
      detail: ready > 0 ? plural(ready, 'source') : waiting > 0 ? `${waiting} being read` : '',
    },
    tryQuestion: { done: workspace.questionTriedAt !== null, detail: '' },
    shapeAssistant: { done: shaped > 0, detail: '' },
    pasteSnippet: { done: pages > 0, detail: pages > 0 ? `seen on ${plural(pages, 'page')}` : '' },
    firstConversation: {
      done: talks > 0,
      detail: talks > 0 ? plural(talks, 'conversation') : '',
    },
  };
  return {
    complete: Object.values(steps).every((step) => step.done),
    dismissed: workspace.onboardingDismissedAt !== null,
    steps,
  };
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
