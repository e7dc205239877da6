import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { findAssistantRow } from '../assistants/assistants.queries.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { createIdentityHandlers } from './identity.handlers.ts';
import {
  changeWidget,
  createWidget,
  findWidget,
  listWidgets,
  removeWidget,
} from './widgets.queries.ts';

export function createWidgetHandlers(services: Services): Handlers<Contexts>['widgets'] {
  const { db, widgets: directory, publicOrigin } = services;
  return {
    ...createIdentityHandlers(services),
    list: async ({ ctx }) => ({
      widgets: await db.tenant(ctx.tenantId, (tx) => listWidgets(tx, ctx.tenantId, publicOrigin())),
    }),
    get: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, (tx) => findWidget(tx, ctx.tenantId, input.widgetId, publicOrigin())),
    create: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        const id = await createWidget(tx, ctx.tenantId, input);
        await writeAudit(tx, ctx, { target: id, after: input });
        return findWidget(tx, ctx.tenantId, id, publicOrigin());
      }),
    update: async ({ ctx, input }) => {
      const { widgetId, seenAt, ...given } = input;
      const change = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      );
      const updated = await db.tenant(ctx.tenantId, async (tx) => {
        const before = await findWidget(tx, ctx.tenantId, widgetId, publicOrigin());
        if (input.assistantId !== undefined) {
          await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        }
        const isChanged = await changeWidget(tx, ctx.tenantId, widgetId, change, seenAt);
        if (!isChanged) throw new PlatformError('CONFLICT');
        const old = Object.fromEntries(
          Object.keys(change).map((key) => [key, before[key as keyof typeof before]]),
        );
        await writeAudit(tx, ctx, { target: widgetId, before: old, after: change });
        return findWidget(tx, ctx.tenantId, widgetId, publicOrigin());
      });
      directory.forget(widgetId);
      await services.revalidate(widgetId);
      return updated;
    },
    remove: async ({ ctx, input }) => {
      await db.tenant(ctx.tenantId, async (tx) => {
        const before = await findWidget(tx, ctx.tenantId, input.widgetId, publicOrigin());
        await removeWidget(tx, ctx.tenantId, input.widgetId);
        await writeAudit(tx, ctx, { target: input.widgetId, before: { name: before.name } });
      });
      directory.forget(input.widgetId);
      await services.revalidate(input.widgetId);
      return {};
    },
  };
}
