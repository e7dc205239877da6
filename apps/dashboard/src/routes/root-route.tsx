import { createRootRoute, Outlet } from '@tanstack/react-router';
import { RouteError, RouteNotFound } from '../shell/route-error.tsx';

export const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: RouteError,
  notFoundComponent: RouteNotFound,
});
