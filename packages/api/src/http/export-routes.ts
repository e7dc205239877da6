import { routes } from '@platform/api-contract/contract';
import { PlatformError } from '@platform/api-contract/errors';
import { exportRef } from '@platform/api-contract/schemas/data/data';
import type { FastifyInstance } from 'fastify';
import { openExport } from '../modules/data/exports/open-export.ts';
import type { Services } from '../services.ts';
import type { PersonContext } from './contexts.ts';
import { downloadHeaders } from './download-headers.ts';
import type { Guard } from './guard.ts';
import type { DescribeRequest } from './server.ts';

/** Archives of data, for whoever asked for them. */
export function registerExportRoutes(
  app: FastifyInstance,
  options: { guard: Guard; describe: DescribeRequest; services: Services },
): void {
  const { guard, describe, services } = options;
  const { downloadDataExport } = routes;
  app.get(downloadDataExport.path, async (request, reply) => {
    const call = { ...downloadDataExport, path: 'data.download', kind: 'query' } as const;
    const ctx = (await guard(call, describe(request, reply))) as PersonContext;
    const input = exportRef.safeParse(request.params);
    if (!input.success) throw new PlatformError('NOT_FOUND');
    const archive = await openExport(services, ctx, input.data.exportId);
    return reply.headers(downloadHeaders(archive.fileName, 'application/zip')).send(archive.stream);
  });
}
