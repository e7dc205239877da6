import { api, queryClient } from '../../api/client.ts';
import { forgetCsrfToken } from '../../api/session.ts';

/** Ends this session and asks for a new one; the person comes back to the page they were on. */
export async function signInAgain(): Promise<void> {
  const here = `${location.pathname}${location.search}`;
  // A session that cannot be ended is replaced by the next sign-in anyway.
  await api.auth.signOut.mutate().catch(() => undefined);
  forgetCsrfToken();
  queryClient.clear();
  const signIn = '/app/sign-in';
  const isThere = location.pathname === signIn;
  location.assign(isThere ? here : `${signIn}?next=${encodeURIComponent(here)}`);
}
