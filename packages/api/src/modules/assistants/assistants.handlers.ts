import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { countWidgetsOf } from '../widgets/widgets.queries.ts';
import {
  changeAssistant,
  completeSettings,
  createAssistant,
  findAssistant,
  findAssistantRow,
  listAssistants,
} from './assistants.queries.ts';

export function createAssistantHandlers(services: Services): Handlers<Contexts>['assistants'] {
  const { db, models } = services;
  return {
    list: async ({ ctx }) => ({
      assistants: await db.tenant(ctx.tenantId, (tx) => listAssistants(tx, ctx.tenantId)),
    }),
    get: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, (tx) => findAssistant(tx, ctx.tenantId, input.assistantId)),
    create: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const id = await createAssistant(tx, ctx.tenantId, { name: input.name }, false);
        await writeAudit(tx, ctx, { target: id, after: { name: input.name } });
        return findAssistant(tx, ctx.tenantId, id);
      }),
    update: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const row = await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        const given = Object.fromEntries(
          Object.entries(input.settings).filter(([, value]) => value !== undefined),
        );
        const before = completeSettings(row.draft);
        const draft = completeSettings({ ...before, ...given });
        if (
          draft.model !== 'auto' &&
          !models.choices().some((choice) => choice.id === draft.model)
        ) {
          throw new PlatformError('INVALID_INPUT', `No model ${draft.model} is configured here.`);
        }
        await changeAssistant(tx, ctx.tenantId, row.id, { draft });
        const old = Object.fromEntries(
          Object.keys(given).map((key) => [key, before[key as keyof typeof before]]),
        );
        await writeAudit(tx, ctx, { target: row.id, before: old, after: given });
        return findAssistant(tx, ctx.tenantId, row.id);
      }),
    publish: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const row = await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        const before = await findAssistant(tx, ctx.tenantId, row.id);
        await changeAssistant(tx, ctx.tenantId, row.id, {
          published: before.draft,
          publishedAt: new Date(),
        });
        await writeAudit(tx, ctx, { target: row.id, after: { changes: before.changes } });
        return findAssistant(tx, ctx.tenantId, row.id);
      }),
    discardDraft: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const row = await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        if (row.published === null) {
          throw new PlatformError('CONFLICT', 'Nothing is published yet to go back to.');
        }
        await changeAssistant(tx, ctx.tenantId, row.id, { draft: completeSettings(row.published) });
        await writeAudit(tx, ctx, { target: row.id });
        return findAssistant(tx, ctx.tenantId, row.id);
      }),
    remove: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const row = await findAssistantRow(tx, ctx.tenantId, input.assistantId);
        if ((await countWidgetsOf(tx, ctx.tenantId, row.id)) > 0) {
          throw new PlatformError(
            'CONFLICT',
            'A widget uses this assistant. Give the widget another one first.',
          );
        }
        if ((await listAssistants(tx, ctx.tenantId)).length === 1) {
          throw new PlatformError('CONFLICT', 'A workspace keeps at least one assistant.');
        }
        // Its conversations keep their answers, so the row stays and is only hidden.
        await changeAssistant(tx, ctx.tenantId, row.id, { removedAt: new Date() });
        await writeAudit(tx, ctx, { target: row.id, before: { name: row.draft.name } });
        return {};
      }),
    models: () => ({ models: models.choices() }),
  };
}
