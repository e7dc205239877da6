import type { Me } from '@platform/api-contract/types';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { meQuery, queryClient } from '../../api/client.ts';
import { acceptMe } from '../../api/session.ts';
import { safeNext } from './safe-next.ts';

/** What happens when a person got in: the new session is taken in, and they go where they wanted. */
export function useEnter(from: '/sign-in' | '/sign-up'): (me: Me) => void {
  const router = useRouter();
  const { next } = getRouteApi(from).useSearch();
  return (me) => {
    queryClient.clear();
    acceptMe(me);
    queryClient.setQueryData(meQuery.queryKey, me);
    // A second step is owed: the page shows it, and calls this again.
    if (me.mfaPending) return;
    void router.navigate({ href: safeNext(next).replace(/^\/app/, '') || '/' });
  };
}
