import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { FactorGroup } from './factor-group.tsx';
import { SessionList } from './session-list.tsx';

/** How a person's own sign-in is guarded. */
export function SecurityPage() {
  const t = useTexts();
  return (
    <Page title={t('security.title')} width="narrow">
      <PageHeader title={t('security.title')} />
      <div className="flex flex-col gap-10">
        <SettingsGroup title={t('security.factor')} hint={t('security.factorHint')}>
          <FactorGroup />
        </SettingsGroup>
        <SettingsGroup title={t('security.sessions')} hint={t('security.sessionsHint')}>
          <SessionList />
        </SettingsGroup>
      </div>
    </Page>
  );
}
