import { createRoute, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { meQuery, queryClient } from '../../api/client.ts';
import { rootRoute } from '../../routes/root-route.tsx';
import { safeNext } from './safe-next.ts';
import { SignInPage } from './sign-in-page.tsx';
import { SignUpPage } from './sign-up-page.tsx';

const search = z.object({ next: z.string().optional().catch(undefined) });

/** Who is signed in already has no business here. A server that is down shows the form all the same. */
async function leaveIfSignedIn(next: string | undefined): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery).catch(() => null);
  if (me?.user) throw redirect({ href: safeNext(next) });
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: search,
  beforeLoad: ({ search: { next } }) => leaveIfSignedIn(next),
  component: SignInPage,
});

export const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: search,
  beforeLoad: ({ search: { next } }) => leaveIfSignedIn(next),
  component: SignUpPage,
});
