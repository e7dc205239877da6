import { Button } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { PageHeader } from '@platform/ui/page-header';
import { Sheet } from '@platform/ui/sheet';
import { Loading } from '@platform/ui/skeleton';
import clsx from 'clsx';
import { FilePlus2, FileUp, Globe, SearchCheck, SearchX, TextCursorInput } from 'lucide-react';
import { useRef, useState } from 'react';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useShortcuts } from '../../shell/shortcuts/use-shortcuts.ts';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { AddAddressDialog } from './add-address-dialog.tsx';
import { AddTextDialog } from './add-text-dialog.tsx';
import { knowledgeRoute } from './knowledge.routes.tsx';
import type { KnowledgeSearch } from './knowledge-search.ts';
import { SourceFilters } from './sources/source-filters.tsx';
import { SourceTable, SourceTableSkeleton } from './sources/source-table.tsx';
import { useSources } from './sources/use-sources.ts';
import { TryQuestion } from './try/try-question.tsx';
import { addFiles } from './upload/upload-store.ts';
import { UploadTray } from './upload/upload-tray.tsx';
import { usePageDrop } from './upload/use-page-drop.ts';

const accepted =
  '.pdf,.docx,.pptx,.xlsx,.csv,.html,.htm,.md,.markdown,.txt,text/plain,text/markdown';

export function KnowledgePage() {
  const t = useTexts();
  usePageTitle(t('nav.knowledge'));
  const search = knowledgeRoute.useSearch();
  const navigate = knowledgeRoute.useNavigate();
  const mayChange = useMay('knowledge.write');
  const picker = useRef<HTMLInputElement>(null);
  const tryField = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  const [addressOpen, setAddressOpen] = useState(false);
  const beside = useMediaQuery('(min-width: 75rem)');
  const [tryOpen, setTryOpen] = useState(search.try !== undefined);
  const { list, items, counts } = useSources(search);
  const over = usePageDrop({ enabled: mayChange, onFiles: addFiles, onText: setPasted });

  const change = (values: Partial<KnowledgeSearch>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...values }), replace });
  const tryQuestion = () => {
    if (beside) tryField.current?.focus();
    else setTryOpen(true);
  };
  const group = t('nav.knowledge');
  useShortcuts([
    { keys: 't', label: t('knowledge.tryTitle'), group, run: tryQuestion },
    ...(mayChange
      ? [{ keys: 'u', label: t('knowledge.addSources'), group, run: () => picker.current?.click() }]
      : []),
  ]);

  const filtered = search.q !== undefined || search.state !== undefined;
  const empty = list.isSuccess && counts?.total === 0 && items.length === 0;
  const panel = (
    <TryQuestion
      question={search.try ?? ''}
      fieldRef={tryField}
      onAsk={(question) => change({ try: question === '' ? undefined : question }, false)}
      onAddText={mayChange ? () => setPasted('') : undefined}
    />
  );
  return (
    <div className="mx-auto flex w-full max-w-[90rem] items-start">
      <div className="@container min-w-0 flex-1 px-4 py-6 md:px-8 md:py-8">
        <PageHeader
          title={t('nav.knowledge')}
          description={t('knowledge.lead')}
          actions={
            <>
              {beside ? null : (
                <Button icon={<SearchCheck aria-hidden className="size-4" />} onClick={tryQuestion}>
                  {t('knowledge.tryTitle')}
                </Button>
              )}
              {mayChange ? (
                <>
                  <Button
                    icon={<Globe aria-hidden className="size-4" />}
                    onClick={() => setAddressOpen(true)}
                  >
                    {t('knowledge.addAddress')}
                  </Button>
                  <Button
                    icon={<TextCursorInput aria-hidden className="size-4" />}
                    onClick={() => setPasted('')}
                  >
                    {t('knowledge.addText')}
                  </Button>
                  <Button
                    variant="primary"
                    icon={<FilePlus2 aria-hidden className="size-4" />}
                    onClick={() => picker.current?.click()}
                  >
                    {t('knowledge.addSources')}
                  </Button>
                </>
              ) : null}
            </>
          }
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={accepted}
          aria-label={t('knowledge.addSources')}
          onChange={(event) => {
            addFiles([...(event.currentTarget.files ?? [])]);
            // The same file chosen again is a change again.
            event.currentTarget.value = '';
          }}
        />
        <UploadTray />
        {empty ? (
          <NoSources mayChange={mayChange} onPick={() => picker.current?.click()} />
        ) : (
          <>
            <SourceFilters search={search} onChange={change} counts={counts} />
            {list.error ? (
              <FailurePanel
                error={list.error}
                className="mb-3"
                onRetry={() => void list.refetch()}
              />
            ) : null}
            {list.isPending ? (
              <Loading label={t('common.loading')}>
                <SourceTableSkeleton />
              </Loading>
            ) : null}
            {list.isSuccess && items.length === 0 && filtered ? (
              <EmptyState
                icon={<SearchX aria-hidden />}
                title={t('knowledge.noMatch')}
                action={
                  <Button onClick={() => change({ q: undefined, state: undefined })}>
                    {t('knowledge.showAll')}
                  </Button>
                }
              />
            ) : null}
            {items.length > 0 ? (
              <div className={clsx(list.isPlaceholderData && 'opacity-60')}>
                <SourceTable
                  items={items}
                  total={filtered ? items.length : (counts?.total ?? items.length)}
                  sort={search.sort ?? 'updated'}
                  onSort={(sort) => change({ sort: sort === 'updated' ? undefined : sort })}
                  hasMore={list.hasNextPage && !list.isFetching}
                  onMore={list.fetchNextPage}
                />
              </div>
            ) : null}
          </>
        )}
      </div>
      {beside && !empty ? (
        <aside
          aria-labelledby="try-heading"
          className="scrollbar-thin sticky top-0 h-dvh w-[23rem] shrink-0 overflow-y-auto border-line border-s px-5 py-8"
        >
          {panel}
        </aside>
      ) : null}
      {beside ? null : (
        <Sheet open={tryOpen} onOpenChange={setTryOpen} title={t('knowledge.tryTitle')} hideTitle>
          {panel}
        </Sheet>
      )}
      {pasted === null ? null : <AddTextDialog text={pasted} onClose={() => setPasted(null)} />}
      {addressOpen ? <AddAddressDialog onClose={() => setAddressOpen(false)} /> : null}
      {over ? <DropCover /> : null}
    </div>
  );
}

function NoSources(props: { mayChange: boolean; onPick: () => void }) {
  const t = useTexts();
  return (
    <EmptyState
      icon={<FileUp aria-hidden />}
      title={t('knowledge.emptyTitle')}
      className="rounded-panel border border-line-strong border-dashed"
      action={
        props.mayChange ? (
          <Button
            variant="primary"
            icon={<FilePlus2 aria-hidden className="size-4" />}
            onClick={props.onPick}
          >
            {t('knowledge.addSources')}
          </Button>
        ) : null
      }
    >
      {t(props.mayChange ? 'knowledge.emptyHint' : 'knowledge.emptyHintReader')}
    </EmptyState>
  );
}

function DropCover() {
  const t = useTexts();
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-3 z-60 flex flex-col items-center justify-center gap-2 rounded-panel border-2 border-ai border-dashed bg-paper/95"
    >
      <FileUp className="size-6 text-ai" />
      <p className="font-medium text-lg">{t('knowledge.dropHere')}</p>
      <p className="text-ink-2">{t('knowledge.kinds')}</p>
    </div>
  );
}
