import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function OverviewPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.overview')}>
      <PageHeader title={t('nav.overview')} />
    </Page>
  );
}
