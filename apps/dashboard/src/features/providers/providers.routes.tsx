import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../routes/root-route.tsx';

const ssoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/sso',
  validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./sso-page.tsx'), 'SsoPage'),
});

const returnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/return',
  component: lazyRouteComponent(() => import('./return-page.tsx'), 'ReturnPage'),
});

/** Leaving for a provider, and coming back. */
export const providersRoutes = [ssoRoute, returnRoute];
