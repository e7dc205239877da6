import { PageHeader } from '@platform/ui/page-header';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function AssistantsPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.assistants')}>
      <PageHeader title={t('nav.assistants')} />
    </Page>
  );
}
