import { Button } from '@platform/ui/button';
import { Input } from '@platform/ui/input';
import { formatDuration } from '@platform/ui/lib/time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Info, SearchCheck } from 'lucide-react';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { trpc } from '../../../api/client.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { SearchResult } from './search-result.tsx';

/**
 * What a question would find, in what order, and why: the passages the assistant would be given. No
 * model is asked, so trying costs nothing.
 */
export function TryQuestion(props: {
  question: string;
  onAsk: (question: string) => void;
  fieldRef?: RefObject<HTMLInputElement | null>;
  /** The span that is open beside it, to mark its row. */
  open?: { documentId: string; start: number | undefined };
  /** What to do where nothing was found. */
  onAddText?: (() => void) | undefined;
}) {
  const t = useTexts();
  const [words, setWords] = useState(props.question);
  useEffect(() => setWords(props.question), [props.question]);
  const question = props.question.trim();
  const found = useFound(question);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = words.trim();
    // The same question again looks anew: sources may have come in the meantime.
    if (asked === question && asked !== '') void found.refetch();
    else props.onAsk(asked);
  };
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h2 id="try-heading" className="font-medium">
          {t('knowledge.tryTitle')}
        </h2>
        <p className="text-ink-2 text-sm">{t('knowledge.tryHint')}</p>
      </div>
      <form onSubmit={submit} className="flex gap-2">
        <Input
          ref={props.fieldRef}
          type="search"
          dir="auto"
          maxLength={1_000}
          aria-label={t('knowledge.tryLabel')}
          placeholder={t('knowledge.tryPlaceholder')}
          value={words}
          onValueChange={setWords}
        />
        <Button
          type="submit"
          variant="primary"
          busy={found.isFetching}
          icon={<SearchCheck aria-hidden className="size-4" />}
        >
          {t('knowledge.trySubmit')}
        </Button>
      </form>
      {question === '' ? null : <Results {...props} question={question} found={found} />}
    </div>
  );
}

function Results(props: {
  question: string;
  found: ReturnType<typeof useFound>;
  open?: { documentId: string; start: number | undefined };
  onAddText?: (() => void) | undefined;
}) {
  const t = useTexts();
  const { found } = props;
  if (found.error) return <FailurePanel error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <ResultsSkeleton />;
  const { hits, mode, tookMs } = found.data;
  return (
    <div className={clsx(found.isPlaceholderData && 'opacity-60')}>
      <p role="status" className="text-ink-2 text-sm">
        {t('knowledge.tryFound', { count: hits.length, took: formatDuration(tookMs) })}
      </p>
      {mode === 'words' ? (
        <p className="flex items-start gap-1.5 pt-1 text-sm">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />
          <span>
            <span className="font-medium">{t('knowledge.wordsOnly')}</span>{' '}
            <span className="text-ink-2">{t('knowledge.wordsOnlyHint')}</span>
          </span>
        </p>
      ) : null}
      {hits.length === 0 ? (
        <div className="pt-3">
          <p className="font-medium">{t('knowledge.tryNothing')}</p>
          <p className="text-ink-2">{t('knowledge.tryNothingHint')}</p>
          {props.onAddText ? (
            <Button className="mt-3" onClick={props.onAddText}>
              {t('knowledge.addText')}
            </Button>
          ) : null}
        </div>
      ) : (
        <ol className="pt-1">
          {hits.map((hit, index) => (
            <SearchResult
              key={hit.chunkId}
              hit={hit}
              position={index + 1}
              question={props.question}
              open={props.open?.documentId === hit.documentId && props.open.start === hit.start}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function useFound(question: string) {
  return useQuery({
    ...trpc.knowledge.search.queryOptions({ query: question, limit: 10 }),
    enabled: question !== '',
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

function ResultsSkeleton() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')} className="flex flex-col gap-5 pt-2">
      {[0, 1, 2].map((each) => (
        <div key={each} className="flex flex-col gap-2">
          <Skeleton className="w-1/2" />
          <Skeleton />
          <Skeleton className="w-4/5" />
        </div>
      ))}
    </Loading>
  );
}
