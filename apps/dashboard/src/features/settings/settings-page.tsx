import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function SettingsPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.settings')}>
      <PageHeader title={t('nav.settings')} />
    </Page>
  );
}
