import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from './settings-group.tsx';
import { ThemeField } from './theme-field.tsx';
import { WorkspaceGroup } from './workspace-group.tsx';

export function SettingsPage() {
  const t = useTexts();
  return (
    <Page title={t('settings.general')} width="narrow">
      <PageHeader title={t('settings.general')} />
      <div className="flex flex-col gap-10">
        <SettingsGroup title={t('settings.workspace')} hint={t('settings.workspaceHint')}>
          <WorkspaceGroup />
        </SettingsGroup>
        <SettingsGroup title={t('settings.appearance')} hint={t('settings.appearanceHint')}>
          <div>
            <ThemeField />
          </div>
        </SettingsGroup>
      </div>
    </Page>
  );
}
