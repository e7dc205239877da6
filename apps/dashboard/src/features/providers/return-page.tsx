import type { Arrival } from '@platform/api-contract/types';
import { buttonClass } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { readError } from '../../api/api-error.ts';
import { meQuery, queryClient, takeMe, trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { safeNext } from '../auth/safe-next.ts';
import { keepSsoTest } from '../sso/sso-test.ts';

/**
 * Where a provider sends the browser back to. What it brings is taken out of the address bar at once and
 * handed in: merely opening such an address does nothing without the cookie of the browser that left.
 */
export function ReturnPage() {
  const t = useTexts();
  const router = useRouter();
  const signedIn = useQuery(meQuery).data?.user != null;
  const began = useRef(false);

  const arrive = (arrival: Arrival) => {
    switch (arrival.outcome) {
      case 'linked':
        toast.say(t('linked.added'));
        void queryClient.invalidateQueries({ queryKey: trpc.providers.pathKey() });
        return router.navigate({ to: '/settings/linked-accounts', replace: true });
      case 'tested':
        keepSsoTest(arrival);
        void queryClient.invalidateQueries({ queryKey: trpc.sso.pathKey() });
        return router.navigate({ to: '/settings/single-sign-on', replace: true });
      case 'signed-in': {
        const next = arrival.next ?? undefined;
        queryClient.clear();
        takeMe(arrival.me);
        // The page of the sign-in asks for the second step.
        return arrival.me.mfaPending
          ? router.navigate({
              to: '/sign-in',
              search: next === undefined ? {} : { next },
              replace: true,
            })
          : router.navigate({ href: safeNext(next).replace(/^\/app/, '') || '/', replace: true });
      }
    }
  };
  const finish = useMutation(trpc.providers.finish.mutationOptions({ onSuccess: arrive }));
  const { mutate } = finish;
  useEffect(() => {
    if (began.current) return;
    began.current = true;
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname);
    mutate({ query: search.slice(1) });
  }, [mutate]);

  if (!finish.error) {
    return (
      <AuthCard title={t('providers.returnTitle')} lead={t('providers.returnLead')}>
        <Loading label={t('common.loading')}>
          <Skeleton className="h-10" />
        </Loading>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('providers.failedTitle')} lead={t('providers.failedLead')}>
      <ReturnFailure error={finish.error} />
      {signedIn ? (
        <Link to="/" className={buttonClass('primary', 'lg')}>
          {t('providers.backHome')}
        </Link>
      ) : (
        <Link to="/sign-in" className={buttonClass('primary', 'lg')}>
          {t('providers.backToSignIn')}
        </Link>
      )}
    </AuthCard>
  );
}

/** What happened, and below it what can be done. */
function ReturnFailure(props: { error: unknown }) {
  const { code, message } = readError(props.error);
  if (code !== 'CONFLICT') return <AuthFailure error={props.error} />;
  const [happened = '', ...rest] = message.split(/(?<=\.) /);
  return (
    <Notice tone="danger" title={happened}>
      {rest.length === 0 ? null : rest.join(' ')}
    </Notice>
  );
}
