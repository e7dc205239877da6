import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { EmailGroup } from './email-group.tsx';
import { NameGroup } from './name-group.tsx';
import { PasswordGroup } from './password-group.tsx';

/** Who a person is here, how mail reaches them, and their password. */
export function ProfilePage() {
  const t = useTexts();
  const profile = useQuery(trpc.account.profile.queryOptions());
  const { data } = profile;
  return (
    <Page title={t('profile.title')} width="narrow">
      <PageHeader title={t('profile.title')} />
      {profile.error && !data ? (
        <FailurePanel error={profile.error} onRetry={() => void profile.refetch()} />
      ) : (
        <div className="flex flex-col gap-10">
          <SettingsGroup title={t('profile.person')} hint={t('profile.personHint')}>
            {data ? <NameGroup profile={data} /> : <Waiting />}
          </SettingsGroup>
          <SettingsGroup title={t('profile.email')} hint={t('profile.emailHint')}>
            {data ? <EmailGroup profile={data} /> : <Waiting />}
          </SettingsGroup>
          <SettingsGroup title={t('profile.password')} hint={t('profile.passwordHint')}>
            {data ? <PasswordGroup profile={data} /> : <Waiting />}
          </SettingsGroup>
        </div>
      )}
    </Page>
  );
}

function Waiting() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')} className="flex flex-col gap-3">
      <Skeleton className="h-8" />
      <Skeleton className="h-8 w-24" />
    </Loading>
  );
}
