import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { DomainGroup } from './domain-group.tsx';
import { MandatoryGroup } from './mandatory-group.tsx';
import { TestGroup, TestResult } from './test-group.tsx';

/** The company's own sign-in: told, proved, tried, and then perhaps the only one. */
export function SingleSignOnPage() {
  const t = useTexts();
  const status = useQuery(trpc.sso.get.queryOptions());
  const { data } = status;
  return (
    <Page title={t('sso.title')} width="narrow">
      <PageHeader title={t('sso.title')} description={t('sso.lead')} />
      {status.error && !data ? (
        <FailurePanel error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <div className="flex flex-col gap-10">
          {data?.connection ? <TestResult connection={data.connection} /> : null}
          <SettingsGroup title={t('sso.provider')} hint={t('sso.providerHint')}>
            {data ? (
              <ConnectionForm status={data} />
            ) : (
              <Loading label={t('common.loading')} className="flex flex-col gap-4">
                {[0, 1, 2, 3].map((each) => (
                  <Skeleton key={each} className="h-14" />
                ))}
              </Loading>
            )}
          </SettingsGroup>
          {data?.connection ? (
            <>
              <SettingsGroup title={t('sso.domainGroup')} hint={t('sso.domainGroupHint')}>
                <DomainGroup connection={data.connection} />
              </SettingsGroup>
              <SettingsGroup title={t('sso.testGroup')} hint={t('sso.testGroupHint')}>
                <TestGroup connection={data.connection} />
              </SettingsGroup>
              <SettingsGroup title={t('sso.mandatory')} hint={t('sso.mandatoryHint')}>
                <MandatoryGroup status={data} />
              </SettingsGroup>
            </>
          ) : null}
        </div>
      )}
    </Page>
  );
}
