import { PlatformError } from '@platform/api-contract/errors';
import { assistantSettings } from '@platform/api-contract/schemas/assistants/assistant';
import type { Assistant, AssistantSettings } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { assistants, conversations } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, asc, eq, isNull } from 'drizzle-orm';

type AssistantRow = typeof assistants.$inferSelect;

const live = (tenantId: string, assistantId: string) =>
  and(
    eq(assistants.tenantId, tenantId),
    eq(assistants.id, assistantId),
    isNull(assistants.removedAt),
  );

/** Settings stored before a field existed get that field's default. */
export function completeSettings(stored: Partial<AssistantSettings>): AssistantSettings {
  return assistantSettings.parse(stored);
}

function changedSettings(draft: AssistantSettings, published: AssistantSettings | null): string[] {
  if (published === null) return Object.keys(draft);
  return Object.entries(draft)
    .filter(([key, value]) => {
      const before = published[key as keyof AssistantSettings];
      return JSON.stringify(value) !== JSON.stringify(before);
    })
    .map(([key]) => key);
}

async function view(tx: TenantTx, row: AssistantRow): Promise<Assistant> {
  const draft = completeSettings(row.draft);
  const published = row.published === null ? null : completeSettings(row.published);
  return {
    id: row.id,
    draft,
    published,
    changes: changedSettings(draft, published),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    conversationCount: await tx.$count(
      conversations,
      and(
        eq(conversations.tenantId, row.tenantId),
        eq(conversations.assistantId, row.id),
        eq(conversations.channel, 'widget'),
      ),
    ),
  };
}

export async function listAssistants(tx: TenantTx, tenantId: string): Promise<Assistant[]> {
  const rows = await tx
    .select()
    .from(assistants)
    .where(and(eq(assistants.tenantId, tenantId), isNull(assistants.removedAt)))
    .orderBy(asc(assistants.createdAt));
  const views: Assistant[] = [];
  for (const row of rows) views.push(await view(tx, row));
  return views;
}

export async function findAssistantRow(
  tx: TenantTx,
  tenantId: string,
  assistantId: string,
): Promise<AssistantRow> {
  const [row] = await tx.select().from(assistants).where(live(tenantId, assistantId)).for('update');
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

export async function findAssistant(
  tx: TenantTx,
  tenantId: string,
  assistantId: string,
): Promise<Assistant> {
  return view(tx, await findAssistantRow(tx, tenantId, assistantId));
}

export async function createAssistant(
  tx: TenantTx,
  tenantId: string,
  settings: Partial<AssistantSettings>,
  publish: boolean,
): Promise<string> {
  const id = newId('assistant');
  const complete = completeSettings(settings);
  await tx.insert(assistants).values({
    tenantId,
    id,
    draft: complete,
    published: publish ? complete : null,
    publishedAt: publish ? new Date() : null,
  });
  return id;
}

export async function changeAssistant(
  tx: TenantTx,
  tenantId: string,
  assistantId: string,
  change: Partial<Pick<AssistantRow, 'draft' | 'published' | 'publishedAt' | 'removedAt'>>,
): Promise<void> {
  await tx
    .update(assistants)
    .set({ ...change, updatedAt: new Date() })
    .where(live(tenantId, assistantId));
}

/** Every workspace has an assistant from the start; making one again for a workspace that has is nothing. */
export async function ensureAssistant(
  tx: TenantTx,
  tenantId: string,
  workspaceName: string,
): Promise<string> {
  const [row] = await tx
    .select({ id: assistants.id })
    .from(assistants)
    .where(and(eq(assistants.tenantId, tenantId), isNull(assistants.removedAt)))
    .orderBy(asc(assistants.createdAt))
    .limit(1);
  if (row !== undefined) return row.id;
  return createAssistant(tx, tenantId, { name: `${workspaceName} assistant`.slice(0, 60) }, true);
}
