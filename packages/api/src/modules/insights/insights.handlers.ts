import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { readOverview } from './insights.queries.ts';

export function createInsightHandlers(services: Services): Handlers<Contexts>['insights'] {
  return {
    overview: ({ ctx, input }) =>
      services.db.tenant(ctx.tenantId, (tx) => readOverview(tx, ctx.tenantId, input.days)),
  };
}
