import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { createAccountSecurityHandlers } from './account-security.handlers.ts';
import { createProfileHandlers } from './profile.handlers.ts';

export function createAccountHandlers(services: Services): Handlers<Contexts>['account'] {
  return { ...createAccountSecurityHandlers(services), ...createProfileHandlers(services) };
}
