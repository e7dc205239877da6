import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { version } from '../../version.ts';
import { readQueue, readStorage } from './system.queries.ts';

export function createSystemHandlers(services: Services): Handlers<Contexts>['system'] {
  return {
    status: async ({ ctx }) => {
      const memory = process.memoryUsage();
      return {
        version,
        nodeVersion: process.version,
        role: services.env.ROLE,
        uptimeMs: process.uptime() * 1000,
        services: await services.system.services(),
        // Of this workspace alone: an administrator of one learns nothing of the others.
        queue: await services.db.tenant(ctx.tenantId, (tx) => readQueue(tx, ctx.tenantId)),
        storage: await services.db.tenant(ctx.tenantId, (tx) => readStorage(tx, ctx.tenantId)),
        realtime: services.system.realtime(),
        memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
      };
    },
  };
}
