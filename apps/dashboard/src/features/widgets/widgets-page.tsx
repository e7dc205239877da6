import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function WidgetsPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.widgets')}>
      <PageHeader title={t('nav.widgets')} />
    </Page>
  );
}
