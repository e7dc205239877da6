import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

export const overviewPeriods = [7, 30, 90] as const;

export const overviewRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  validateSearch: z.object({ days: z.int().min(1).max(90).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
});
