import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../routes/root-route.tsx';

const confirmPages = () => import('./confirm-pages.tsx');

const verifyEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify-email',
  component: lazyRouteComponent(confirmPages, 'VerifyEmailPage'),
});

const changeEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/change-email',
  component: lazyRouteComponent(confirmPages, 'ChangeEmailPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./reset-password-page.tsx'), 'ResetPasswordPage'),
});

/** The pages that mails lead to; they work signed in or not. */
export const registrationRoutes = [
  verifyEmailRoute,
  changeEmailRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
];
