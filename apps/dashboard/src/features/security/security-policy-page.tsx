import { Button, buttonClass } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { Notice } from '@platform/ui/notice';
import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { Switch } from '@platform/ui/switch';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';

/** What a workspace asks of everybody who enters it. */
export function SecurityPolicyPage() {
  const t = useTexts();
  return (
    <Page title={t('policy.title')} width="narrow">
      <PageHeader title={t('policy.title')} />
      <SettingsGroup title={t('policy.factor')} hint={t('policy.factorHint')}>
        <FactorPolicy />
      </SettingsGroup>
    </Page>
  );
}

function FactorPolicy() {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  const policy = useQuery(trpc.workspaces.security.queryOptions());
  const own = useQuery(trpc.account.security.queryOptions());
  const update = useMutation(
    trpc.workspaces.updateSecurity.mutationOptions({
      onSuccess: (told) => {
        queryClient.setQueryData(trpc.workspaces.security.queryKey(), told);
        void queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() });
        toast.say(t(told.mfaRequired ? 'policy.savedOn' : 'policy.savedOff'));
      },
      onError: (error) =>
        toast.fail(errorWords(error, t).title, { detail: errorWords(error, t).detail }),
    }),
  );
  const failure = policy.error ?? own.error;
  if (failure && !(policy.data && own.data)) {
    const retry = () => void Promise.all([policy.refetch(), own.refetch()]);
    return <FailurePanel error={failure} onRetry={retry} />;
  }
  if (!policy.data || !own.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-12" />
      </Loading>
    );
  }
  const { mfaRequired, membersWithoutFactor: count, memberCount: total } = policy.data;
  const mayRequire = mfaRequired || own.data.secondFactor !== null;
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t('policy.require')}
        hint={t('policy.requireHint')}
        checked={mfaRequired}
        disabled={!mayRequire || update.isPending}
        onCheckedChange={(checked) => {
          if (checked) setAsking(true);
          else update.mutate({ mfaRequired: false });
        }}
      />
      <p className="text-ink-2">{t('policy.missing', { count, total })}</p>
      {mayRequire ? null : (
        <Notice
          title={t('policy.ownFirst')}
          action={
            <Link to="/settings/security" className={buttonClass()}>
              {t('policy.toSetUp')}
            </Link>
          }
        >
          {t('policy.ownFirstDetail')}
        </Notice>
      )}
      <Dialog
        size="sm"
        open={asking}
        onOpenChange={setAsking}
        title={t('policy.turnOnTitle')}
        description={t('policy.turnOnDetail', { count })}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                setAsking(false);
                update.mutate({ mfaRequired: true });
              }}
            >
              {t('policy.turnOn')}
            </Button>
          </>
        }
      />
    </div>
  );
}
