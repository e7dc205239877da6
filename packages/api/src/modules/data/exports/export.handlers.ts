import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import type { DataExport } from '@platform/api-contract/types';
import { newId } from '@platform/shared/ids';
import type { Contexts, PersonContext } from '../../../http/contexts.ts';
import type { Services } from '../../../services.ts';
import { writeAudit } from '../../audit/audit.queries.ts';
import { findVisitors, requireVisitor } from '../visitors.queries.ts';
import {
  deleteExport,
  type ExportRow,
  findOwnExport,
  findUnfinished,
  insertExport,
  listExports,
  namesOfVisitors,
  toDataExport,
} from './exports.queries.ts';

type ExportHandlers = Pick<
  Handlers<Contexts>['data'],
  'exports' | 'exportMine' | 'exportWorkspace' | 'exportVisitor' | 'removeExport' | 'findVisitors'
>;

export function createExportHandlers(services: Services): ExportHandlers {
  const { db } = services;

  /** Puts an export in the queue. One of a kind at a time: a second would hold the same. */
  const ask = async (
    ctx: PersonContext,
    kind: ExportRow['kind'],
    visitorId: string | null,
  ): Promise<DataExport> => {
    const { tenantId } = ctx;
    const asked = { tenantId, kind, requestedBy: ctx.actor.userId, subjectId: visitorId };
    const made = await db.tenant(tenantId, async (tx) => {
      if (visitorId !== null) await requireVisitor(tx, tenantId, visitorId);
      if ((await findUnfinished(tx, asked)) !== undefined) {
        throw new PlatformError('CONFLICT', 'This is being exported already.');
      }
      const row = await insertExport(tx, { ...asked, id: newId('export') });
      await writeAudit(tx, ctx, {
        target: visitorId ?? (kind === 'person' ? ctx.actor.userId : tenantId),
        after: { exportId: row.id },
      });
      const ids = visitorId === null ? [] : [visitorId];
      return toDataExport(row, await namesOfVisitors(tx, tenantId, ids));
    });
    services.dataJobs.wakeExports();
    return made;
  };

  return {
    exports: ({ ctx }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const rows = await listExports(tx, ctx.tenantId, ctx.actor.userId);
        const ids = rows.flatMap(({ subjectId }) => (subjectId === null ? [] : [subjectId]));
        const names = await namesOfVisitors(tx, ctx.tenantId, ids);
        return { exports: rows.map((row) => toDataExport(row, names)) };
      }),
    exportMine: ({ ctx }) => ask(ctx, 'person', null),
    exportWorkspace: ({ ctx }) => ask(ctx, 'workspace', null),
    exportVisitor: ({ ctx, input }) => ask(ctx, 'visitor', input.visitorId),
    removeExport: async ({ ctx, input }) => {
      const own = { tenantId: ctx.tenantId, id: input.exportId, requestedBy: ctx.actor.userId };
      const row = await db.tenant(ctx.tenantId, async (tx) => {
        const found = await findOwnExport(tx, own);
        if (found === undefined) throw new PlatformError('NOT_FOUND');
        await deleteExport(tx, found);
        await writeAudit(tx, ctx, { target: found.id, before: { kind: found.kind } });
        return found;
      });
      if (row.storageKey !== null) await services.knowledge.files.remove(row.storageKey);
      return {};
    },
    findVisitors: async ({ ctx, input }) => ({
      visitors: await db.tenant(ctx.tenantId, (tx) => findVisitors(tx, ctx.tenantId, input.search)),
    }),
  };
}
