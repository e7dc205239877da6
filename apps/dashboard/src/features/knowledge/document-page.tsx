import type { DocumentReader } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { EmptyState } from '@platform/ui/empty-state';
import { IconButton } from '@platform/ui/icon-button';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Eraser, FileText, Highlighter } from 'lucide-react';
import { readError } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { useRemoved } from '../../lib/remove-with-undo.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { useTopic } from '../../realtime/realtime.tsx';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { documentRoute } from './knowledge.routes.tsx';
import { MissingSource } from './missing-source.tsx';
import { ReaderHeader } from './reader/reader-header.tsx';
import { ReaderText, type Span } from './reader/reader-text.tsx';
import { SourceState } from './sources/source-state.tsx';
import { writeSource } from './sources/use-sources.ts';
import { TryQuestion } from './try/try-question.tsx';

/** A source as it was read: its text, its passages in the margin, the cited words marked. */
export function DocumentPage() {
  const t = useTexts();
  const { documentId } = documentRoute.useParams();
  const search = documentRoute.useSearch();
  const navigate = documentRoute.useNavigate();
  const beside = useMediaQuery('(min-width: 75rem)');
  const removed = useRemoved().has(documentId);
  const source = useQuery(trpc.knowledge.get.queryOptions({ documentId }));
  useTopic('knowledge', {
    onEvent: (event) => {
      if (event.type === 'document.updated' && event.payload.id === documentId) {
        writeSource(event.payload);
      }
    },
    onReset: () => void source.refetch(),
  });
  usePageTitle(source.data?.title ?? t('nav.knowledge'));

  if (readError(source.error).code === 'NOT_FOUND' && !removed) return <MissingSource />;
  const asked = search.start !== undefined && search.end !== undefined;
  const mark = source.data ? validSpan(source.data, search) : null;
  const setMark = (span: Span | null) =>
    void navigate({
      search: (now) => ({ ...now, start: span?.start, end: span?.end }),
      replace: true,
      resetScroll: false,
    });

  return (
    <div className="mx-auto flex w-full max-w-[90rem] items-start">
      <div className="min-w-0 flex-1">
        <div className="mx-auto max-w-[56rem] px-4 py-6 md:px-8 md:py-8">
          <Link
            to="/knowledge"
            search={{ try: search.try }}
            className="touch-target inline-flex items-center gap-1.5 pb-3 text-ink-2 no-underline hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
            {t('knowledge.back')}
          </Link>
          {source.error && !source.data ? (
            <>
              <h1 tabIndex={-1} className="sr-only">
                {t('error.loadFailed')}
              </h1>
              <FailurePanel error={source.error} onRetry={() => void source.refetch()} />
            </>
          ) : null}
          {source.isPending ? <ReaderSkeleton /> : null}
          {source.data && !removed ? (
            <>
              <ReaderHeader source={source.data} />
              <MarkBar mark={mark} asked={asked} onUnmark={() => setMark(null)} />
              <ReaderBody source={source.data} mark={mark} onMark={setMark} />
            </>
          ) : null}
          {removed ? (
            <EmptyState
              icon={<FileText aria-hidden />}
              title={t('knowledge.removed', { title: source.data?.title ?? '' })}
            />
          ) : null}
        </div>
      </div>
      {beside ? (
        <aside
          aria-labelledby="try-heading"
          className="scrollbar-thin sticky top-0 h-dvh w-[23rem] shrink-0 overflow-y-auto border-line border-s px-5 py-8"
        >
          <TryQuestion
            question={search.try ?? ''}
            open={{ documentId, start: search.start }}
            onAsk={(question) =>
              void navigate({
                search: (now) => ({ ...now, try: question === '' ? undefined : question }),
                resetScroll: false,
              })
            }
          />
        </aside>
      ) : null}
    </div>
  );
}

function validSpan(
  source: DocumentReader,
  search: { start?: number | undefined; end?: number | undefined },
): Span | null {
  const { start, end } = search;
  if (start === undefined || end === undefined) return null;
  return start < end && end <= source.text.length ? { start, end } : null;
}

/** Says what is marked and gives the link to it; or that the link leads to nothing any more. */
function MarkBar(props: { mark: Span | null; asked: boolean; onUnmark: () => void }) {
  const t = useTexts();
  if (!props.mark) {
    return props.asked ? (
      <p className="mb-4 rounded-control border border-line bg-surface px-3 py-2">
        {t('knowledge.markGone')}
      </p>
    ) : null;
  }
  return (
    <div className="sticky top-0 z-10 -mx-2 mb-4 flex items-center gap-1 border-line border-b bg-paper px-2 py-1.5">
      <Button
        size="sm"
        icon={<Highlighter aria-hidden className="size-3.5" />}
        onClick={() =>
          document.querySelector('#content article mark')?.scrollIntoView({ block: 'center' })
        }
      >
        {t('knowledge.toMark')}
      </Button>
      <CopyButton
        text={location.href}
        label={t('knowledge.copyLinkMarked')}
        onFail={() => toast.fail(t('common.copyFailed'), { detail: location.href })}
      />
      <IconButton label={t('knowledge.unmark')} onClick={props.onUnmark}>
        <Eraser aria-hidden />
      </IconButton>
    </div>
  );
}

function ReaderBody(props: {
  source: DocumentReader;
  mark: Span | null;
  onMark: (span: Span) => void;
}) {
  const t = useTexts();
  const { source } = props;
  if (source.text === '') {
    if (source.state === 'ready') return <p className="text-ink-2">{t('knowledge.emptyText')}</p>;
    if (source.state === 'failed') return null;
    return (
      <EmptyState
        icon={<FileText aria-hidden />}
        title={t('knowledge.notReadyTitle')}
        action={<SourceState source={source} />}
      >
        {t('knowledge.notReadyHint')}
      </EmptyState>
    );
  }
  return <ReaderText source={source} mark={props.mark} onMark={props.onMark} />;
}

function ReaderSkeleton() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')} className="flex flex-col gap-3">
      <Skeleton className="h-7 w-1/2" />
      <Skeleton className="w-1/3" />
      {Array.from({ length: 10 }, (_, index) => (
        // Placeholders have no identity.
        <Skeleton key={index} className={index % 4 === 3 ? 'w-3/5' : 'w-full'} />
      ))}
    </Loading>
  );
}
