import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../routes/workspace-route.tsx';
import { auditSearch } from '../audit/audit-search.ts';

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

const teamRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('../team/team-page.tsx'), 'TeamPage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('../team/roles-page.tsx'), 'RolesPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('../api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});

const linkedAccountsRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/linked-accounts',
  component: lazyRouteComponent(
    () => import('../providers/linked-accounts-page.tsx'),
    'LinkedAccountsPage',
  ),
});

const singleSignOnRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/single-sign-on',
  component: lazyRouteComponent(() => import('../sso/single-sign-on-page.tsx'), 'SingleSignOnPage'),
});

export const auditRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

const dataRoute = createRoute({
  getParentRoute: () => settingsLayoutRoute,
  path: '/data',
  component: lazyRouteComponent(() => import('../data/data-page.tsx'), 'DataPage'),
});

export const settingsRoutes = settingsLayoutRoute.addChildren([
  linkedAccountsRoute,
  singleSignOnRoute,
  generalRoute,
  teamRoute,
  rolesRoute,
  apiKeysRoute,
  profileRoute,
  securityRoute,
  securityPolicyRoute,
  auditRoute,
  dataRoute,
]);
