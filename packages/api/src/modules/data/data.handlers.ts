import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { createErasureHandlers } from './erasure/erasure.handlers.ts';
import { createExportHandlers } from './exports/export.handlers.ts';
import { createRetentionHandlers } from './retention/retention.handlers.ts';

export function createDataHandlers(services: Services): Handlers<Contexts>['data'] {
  return {
    ...createExportHandlers(services),
    ...createErasureHandlers(services),
    ...createRetentionHandlers(services),
  };
}
