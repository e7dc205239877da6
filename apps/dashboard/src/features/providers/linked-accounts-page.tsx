import type { LinkedAccounts } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { PageHeader } from '@platform/ui/page-header';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { goTo } from './go-to.ts';
import { ProviderMark, providerName, providerNames } from './provider-words.tsx';

/** With which accounts elsewhere a person can sign in here. */
export function LinkedAccountsPage() {
  const t = useTexts();
  const ways = useQuery({ ...trpc.providers.linked.queryOptions(), staleTime: 0 });
  return (
    <Page title={t('linked.title')} width="narrow">
      <PageHeader title={t('linked.title')} />
      {ways.error && !ways.data ? (
        <FailurePanel error={ways.error} onRetry={() => void ways.refetch()} />
      ) : (
        <div className="flex flex-col gap-10">
          <SettingsGroup title={t('linked.present')} hint={t('linked.presentHint')}>
            {ways.data ? <LinkedList ways={ways.data} /> : <Waiting />}
          </SettingsGroup>
          {ways.data && ways.data.available.length === 0 && !ways.data.ssoAvailable ? null : (
            <SettingsGroup title={t('linked.more')} hint={t('linked.moreHint')}>
              {ways.data ? <LinkButtons ways={ways.data} /> : <Waiting />}
            </SettingsGroup>
          )}
        </div>
      )}
    </Page>
  );
}

function Waiting() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')}>
      <Skeleton className="h-10" />
    </Loading>
  );
}

function LinkedList(props: { ways: LinkedAccounts }) {
  const t = useTexts();
  const { linked, hasPassword } = props.ways;
  const unlink = useMutation(
    trpc.providers.unlink.mutationOptions({
      onSuccess: (_told, { provider }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.providers.pathKey() });
        toast.say(t('linked.removed', { name: t(providerName(provider)) }));
      },
      onError: (error) =>
        toast.fail(errorWords(error, t).title, { detail: errorWords(error, t).detail }),
    }),
  );
  if (linked.length === 0) return <p className="text-ink-2">{t('linked.none')}</p>;
  const isLast = !hasPassword && linked.length === 1;
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t('linked.present')} className="border-line border-t">
        {linked.map((account) => (
          <li key={account.provider} className="flex items-center gap-3 border-line border-b py-3">
            <ProviderMark provider={account.provider} />
            <div className="min-w-0 flex-1">
              <p className="font-medium">{t(providerName(account.provider))}</p>
              <p className="flex flex-wrap gap-x-1.5 text-ink-2 text-sm">
                <bdi className="wrap-anywhere">{account.label}</bdi>
                <span>
                  · {t('linked.lastUsed')} <RelativeTime at={account.lastUsedAt} />
                </span>
              </p>
            </div>
            <Button
              size="sm"
              disabled={isLast}
              busy={unlink.isPending && unlink.variables.provider === account.provider}
              onClick={() => unlink.mutate({ provider: account.provider })}
              aria-label={t('linked.unlinkLabel', { name: t(providerName(account.provider)) })}
            >
              {t('linked.unlink')}
            </Button>
          </li>
        ))}
      </ul>
      {isLast ? <p className="text-ink-2">{t('linked.last')}</p> : null}
    </div>
  );
}

function LinkButtons(props: { ways: LinkedAccounts }) {
  const t = useTexts();
  const start = useMutation(
    trpc.providers.startLink.mutationOptions({
      onSuccess: goTo,
      onError: (error) =>
        toast.fail(errorWords(error, t).title, { detail: errorWords(error, t).detail }),
    }),
  );
  const leaving = start.isPending || start.isSuccess;
  return (
    <div className="flex flex-wrap gap-2">
      {props.ways.available.map((provider) => (
        <Button
          key={provider}
          icon={<ProviderMark provider={provider} />}
          disabled={leaving}
          busy={leaving && start.variables?.provider === provider}
          onClick={() => start.mutate({ provider })}
        >
          {t('linked.link', { name: t(providerNames[provider]) })}
        </Button>
      ))}
      {props.ways.ssoAvailable ? (
        <Button
          icon={<ProviderMark provider="sso" />}
          disabled={leaving}
          busy={leaving && start.variables?.provider === 'sso'}
          onClick={() => start.mutate({ provider: 'sso' })}
        >
          {t('linked.linkSso')}
        </Button>
      ) : null}
    </div>
  );
}
