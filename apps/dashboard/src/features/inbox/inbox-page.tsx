import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function InboxPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.inbox')}>
      <PageHeader title={t('nav.inbox')} />
    </Page>
  );
}
