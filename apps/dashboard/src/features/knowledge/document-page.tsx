import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function DocumentPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.knowledge')}>
      <PageHeader title={t('nav.knowledge')} />
    </Page>
  );
}
