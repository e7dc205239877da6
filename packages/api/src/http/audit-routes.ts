import { Readable } from 'node:stream';
import { routes } from '@platform/api-contract/contract';
import { PlatformError } from '@platform/api-contract/errors';
import { auditFilter } from '@platform/api-contract/schemas/audit/audit';
import type { FastifyInstance } from 'fastify';
import { writeAudit } from '../modules/audit/audit.queries.ts';
import { exportAsCsv, exportAsJsonLines } from '../modules/audit/export-audit.ts';
import type { Services } from '../services.ts';
import type { PersonContext } from './contexts.ts';
import { downloadHeaders } from './download-headers.ts';
import type { Guard } from './guard.ts';
import type { DescribeRequest } from './server.ts';
import { refuseUnstorable } from './storable-input.ts';

/** The audit log as files, streamed a page at a time. That it was taken out stands in it, too. */
export function registerAuditRoutes(
  app: FastifyInstance,
  options: { guard: Guard; describe: DescribeRequest; services: Services },
): void {
  const { guard, describe } = options;
  const { db } = options.services;
  const { exportAuditCsv, exportAuditJsonLines } = routes;

  app.get(exportAuditCsv.path, async (request, reply) => {
    const call = { ...exportAuditCsv, path: 'audit.exportCsv', kind: 'query' } as const;
    const ctx = (await guard(call, describe(request, reply))) as PersonContext;
    const filter = auditFilter.safeParse(refuseUnstorable(request.query));
    if (!filter.success) throw new PlatformError('INVALID_INPUT', 'A filter is not right.');
    const after = { format: 'csv', filter: filter.data };
    await db.tenant(ctx.tenantId, (tx) => writeAudit(tx, ctx, { target: ctx.tenantId, after }));
    return reply
      .headers(downloadHeaders(`audit-${today()}.csv`, 'text/csv; charset=utf-8'))
      .send(Readable.from(exportAsCsv(db, ctx.tenantId, filter.data)));
  });

  app.get(exportAuditJsonLines.path, async (request, reply) => {
    const call = { ...exportAuditJsonLines, path: 'audit.exportJsonLines', kind: 'query' } as const;
    const ctx = (await guard(call, describe(request, reply))) as PersonContext;
    const after = { format: 'jsonl' };
    await db.tenant(ctx.tenantId, (tx) => writeAudit(tx, ctx, { target: ctx.tenantId, after }));
    return reply
      .headers(downloadHeaders(`audit-${today()}.jsonl`, 'application/x-ndjson'))
      .send(Readable.from(exportAsJsonLines(db, ctx.tenantId)));
  });
}

const today = (): string => new Date().toISOString().slice(0, 10);
