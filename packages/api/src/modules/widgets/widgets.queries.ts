import { PlatformError } from '@platform/api-contract/errors';
import { widgetSettings } from '@platform/api-contract/schemas/widgets/widget-settings';
import type { Widget, WidgetSettings } from '@platform/api-contract/types';
import type { Database, TenantTx } from '@platform/db';
import { assistants, widgetPages, widgets } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, asc, desc, eq, sql } from 'drizzle-orm';

type WidgetRow = typeof widgets.$inferSelect;

function selectWidgets(tx: TenantTx) {
  return tx
    .select({ widget: widgets, assistantName: sql<string>`${assistants.draft} ->> 'name'` })
    .from(widgets)
    .innerJoin(
      assistants,
      and(eq(assistants.tenantId, widgets.tenantId), eq(assistants.id, widgets.assistantId)),
    );
}

/** What a customer pastes into a site. Nothing in it comes from what somebody typed. */
export function snippetFor(origin: string, widgetId: string): string {
  return `<script async src="${origin}/widget.js" data-widget="${widgetId}"></script>`;
}

async function view(
  tx: TenantTx,
  row: { widget: WidgetRow; assistantName: string },
  origin: string,
): Promise<Widget> {
  const { widget } = row;
  const pages = await tx
    .select()
    .from(widgetPages)
    .where(and(eq(widgetPages.tenantId, widget.tenantId), eq(widgetPages.widgetId, widget.id)))
    .orderBy(desc(widgetPages.lastSeenAt))
    .limit(20);
  return {
    id: widget.id,
    name: widget.name,
    assistantId: widget.assistantId,
    assistantName: row.assistantName,
    settings: widgetSettings.parse(widget.settings),
    allowedOrigins: widget.allowedOrigins,
    enabled: widget.enabled,
    identity: { secrets: widget.identitySecrets.length, required: widget.identityRequired },
    snippet: snippetFor(origin, widget.id),
    seenPages: pages.map((page) => ({ url: page.url, lastSeenAt: page.lastSeenAt.toISOString() })),
    createdAt: widget.createdAt.toISOString(),
    updatedAt: widget.updatedAt.toISOString(),
  };
}

export async function listWidgets(
  tx: TenantTx,
  tenantId: string,
  origin: string,
): Promise<Widget[]> {
  const rows = await selectWidgets(tx)
    .where(eq(widgets.tenantId, tenantId))
    .orderBy(asc(widgets.createdAt));
  const views: Widget[] = [];
  for (const row of rows) views.push(await view(tx, row, origin));
  return views;
}

export async function findWidget(
  tx: TenantTx,
  tenantId: string,
  widgetId: string,
  origin: string,
): Promise<Widget> {
  const [row] = await selectWidgets(tx).where(
    and(eq(widgets.tenantId, tenantId), eq(widgets.id, widgetId)),
  );
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return view(tx, row, origin);
}

export async function findFirstWidget(
  tx: TenantTx,
  tenantId: string,
): Promise<WidgetRow | undefined> {
  const [row] = await tx
    .select()
    .from(widgets)
    .where(eq(widgets.tenantId, tenantId))
    .orderBy(asc(widgets.createdAt))
    .limit(1);
  return row;
}

/** Whose a widget is and where it may be, for a call that has no workspace yet but names it. */
export async function findNamedWidget(db: Database, widgetId: string) {
  // The lookup's policy shows this one widget and no other.
  const [row] = await db.identity({ kind: 'widget', id: widgetId }, (tx) =>
    tx
      .select({
        tenantId: widgets.tenantId,
        allowedOrigins: widgets.allowedOrigins,
        enabled: widgets.enabled,
        identityRequired: widgets.identityRequired,
        identitySecrets: widgets.identitySecrets,
      })
      .from(widgets),
  );
  return row ?? null;
}

export function countWidgetsOf(tx: TenantTx, tenantId: string, assistantId: string) {
  return tx.$count(
    widgets,
    and(eq(widgets.tenantId, tenantId), eq(widgets.assistantId, assistantId)),
  );
}

export async function createWidget(
  tx: TenantTx,
  tenantId: string,
  widget: { name: string; assistantId: string; allowedOrigins: string[] },
): Promise<string> {
  const id = newId('widget');
  await tx.insert(widgets).values({ tenantId, id, ...widget, settings: widgetSettings.parse({}) });
  return id;
}

/** False, and nothing is changed, where somebody changed it after `seenAt`; absent, nobody asks. */
export async function changeWidget(
  tx: TenantTx,
  tenantId: string,
  widgetId: string,
  change: Partial<Omit<WidgetRow, 'settings'>> & { settings?: WidgetSettings },
  seenAt?: string,
): Promise<boolean> {
  // Compared as the wire shows it, in milliseconds, and here: the one who comes second waits for the
  // row and then no longer finds it as it was.
  const shownMs = sql`floor(extract(epoch from ${widgets.updatedAt}) * 1000)`;
  const changed = await tx
    .update(widgets)
    .set({ ...change, updatedAt: new Date() })
    .where(
      and(
        eq(widgets.tenantId, tenantId),
        eq(widgets.id, widgetId),
        seenAt === undefined ? undefined : sql`${shownMs} = ${Date.parse(seenAt)}::numeric`,
      ),
    )
    .returning({ id: widgets.id });
  return changed.length > 0;
}

export async function removeWidget(tx: TenantTx, tenantId: string, widgetId: string) {
  await tx.delete(widgets).where(and(eq(widgets.tenantId, tenantId), eq(widgets.id, widgetId)));
}

/** Locked, so that two administrators who add a secret at once do not lose one. */
export async function lockIdentitySecrets(
  tx: TenantTx,
  tenantId: string,
  widgetId: string,
): Promise<string[]> {
  const [row] = await tx
    .select({ secrets: widgets.identitySecrets })
    .from(widgets)
    .where(and(eq(widgets.tenantId, tenantId), eq(widgets.id, widgetId)))
    .for('update');
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row.secrets;
}
