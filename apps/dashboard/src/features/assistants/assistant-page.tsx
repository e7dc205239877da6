import type { Assistant } from '@platform/api-contract/types';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { TabPanel, Tabs } from '@platform/ui/tabs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { readError } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { assistantRoute } from './assistants.routes.tsx';
import { AssistantForm } from './editor/assistant-form.tsx';
import { DraftBar } from './editor/draft-bar.tsx';
import { useDraft } from './editor/use-draft.ts';
import { MissingAssistant } from './missing-assistant.tsx';
import { PreviewPane } from './preview/preview-pane.tsx';
import { usePreview } from './preview/use-preview.ts';

export function AssistantPage() {
  const t = useTexts();
  const { assistantId } = assistantRoute.useParams();
  const assistant = useQuery(trpc.assistants.get.queryOptions({ assistantId }));
  usePageTitle(assistant.data?.draft.name ?? t('nav.assistants'));
  if (assistant.data) return <Editor key={assistantId} assistant={assistant.data} />;
  if (readError(assistant.error).code === 'NOT_FOUND') return <MissingAssistant />;
  return (
    <div className="max-w-2xl px-4 py-6 md:px-8 md:py-8">
      <BackLink />
      <h1 tabIndex={-1} className="sr-only">
        {t('nav.assistants')}
      </h1>
      {assistant.error ? (
        <FailurePanel error={assistant.error} onRetry={() => void assistant.refetch()} />
      ) : (
        <Loading label={t('common.loading')} className="flex flex-col gap-4 pt-4">
          {Array.from({ length: 8 }, (_, index) => (
            // Placeholders have no identity.
            <Skeleton key={index} className="h-8" />
          ))}
        </Loading>
      )}
    </div>
  );
}

function Editor({ assistant }: { assistant: Assistant }) {
  const t = useTexts();
  const mayChange = useMay('assistants.write');
  const draft = useDraft(assistant);
  const preview = usePreview(assistant, draft);
  const beside = useMediaQuery('(min-width: 75rem)');
  const [tab, setTab] = useState<'settings' | 'preview'>('settings');

  const head = (
    <header className="flex flex-col gap-2 border-line border-b bg-paper px-4 pt-4 pb-3 md:px-8">
      <div className="flex items-center gap-1">
        <Link
          to="/assistants"
          aria-label={t('nav.assistants')}
          className="touch-target -ms-2 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
        </Link>
        <h1 tabIndex={-1} dir="auto" className="line-clamp-2 wrap-anywhere font-medium text-xl">
          {draft.values.name || t('assistants.unnamed')}
        </h1>
      </div>
      <DraftBar assistant={assistant} draft={draft} mayChange={mayChange} />
      {mayChange ? null : <p className="text-ink-2 text-sm">{t('assistants.readOnly')}</p>}
    </header>
  );
  const form = <AssistantForm draft={draft} disabled={!mayChange} />;
  const pane = <PreviewPane draft={draft} preview={preview} />;

  if (beside) {
    return (
      <div className="flex h-full flex-col">
        {head}
        <div className="flex min-h-0 flex-1">
          <section
            aria-label={t('assistants.tabSettings')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
            tabIndex={0}
            className="scrollbar-thin min-w-0 flex-1 overflow-y-auto px-8 py-6 focus-visible:-outline-offset-2"
          >
            <div className="max-w-[40rem]">{form}</div>
          </section>
          <div className="w-[30rem] shrink-0 border-line border-s">{pane}</div>
        </div>
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col">
      {head}
      <Tabs
        label={t('assistants.tabs')}
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'settings', label: t('assistants.tabSettings') },
          { value: 'preview', label: t('assistants.tabPreview') },
        ]}
        className="flex min-h-0 flex-1 flex-col [&>div:first-child]:px-4 md:[&>div:first-child]:px-8"
      >
        <TabPanel
          value="settings"
          className="scrollbar-thin min-h-0 flex-1 overflow-y-auto px-4 py-6 md:px-8"
        >
          <div className="max-w-[40rem]">{form}</div>
        </TabPanel>
        <TabPanel value="preview" className="min-h-0 flex-1">
          {pane}
        </TabPanel>
      </Tabs>
    </div>
  );
}

function BackLink() {
  const t = useTexts();
  return (
    <Link
      to="/assistants"
      className="touch-target inline-flex w-fit items-center gap-1.5 text-ink-2 no-underline hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
      {t('nav.assistants')}
    </Link>
  );
}
