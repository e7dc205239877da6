import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

/** Each page of the settings is a child of this one, and a line in `settings-places.ts`. */
export const settingsLayoutRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout'),
});

const generalRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('../profile/profile-page.tsx'), 'ProfilePage'),
});

const securityRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/security',
  component: lazyRouteComponent(() => import('../security/security-page.tsx'), 'SecurityPage'),
});

const securityPolicyRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/security-policy',
  component: lazyRouteComponent(
    () => import('../security/security-policy-page.tsx'),
    'SecurityPolicyPage',
  ),
});

export const settingsRoutes = settingsLayoutRoute.addChildren([
  generalRoute,
  profileRoute,
  securityRoute,
  securityPolicyRoute,
]);
