import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function SystemPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.system')}>
      <PageHeader title={t('nav.system')} />
    </Page>
  );
}
