import type { TeamMessage } from '@platform/api-contract/types';
import { formatMicros } from '@platform/shared/money';
import { Chip } from '@platform/ui/chip';
import { formatDuration } from '@platform/ui/lib/time';
import { Link } from '@tanstack/react-router';
import { CircleAlert, SearchX, ThumbsDown, ThumbsUp } from 'lucide-react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { questionToTry } from '../../knowledge/knowledge-search.ts';

/** Sources, model, cost and time of an answer in one quiet line; a press opens how it was made. */
export function AnswerFooter(props: {
  message: TeamMessage;
  /** What was asked; not known where it is earlier than what is loaded. */
  question?: string | undefined;
  onTrace: () => void;
}) {
  const t = useTexts();
  const { message } = props;
  // Ended in its middle: nothing was kept of how it was being made.
  if (message.outcome === 'stopped') {
    return <p className="text-ink-2 text-xs">{t('inbox.stopped')}</p>;
  }
  const facts = [
    t('inbox.sources', { count: message.sourceCount }),
    message.model,
    message.costMicros === null ? null : formatMicros(message.costMicros),
    message.totalMs === null ? null : formatDuration(message.totalMs),
  ].filter((each) => each !== null);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <button
        type="button"
        onClick={props.onTrace}
        title={t('inbox.traceOpen')}
        className="-ms-1.5 min-h-6 rounded-chip px-1.5 text-start text-ink-2 text-xs underline-offset-2 hover:bg-hover hover:text-ink hover:underline pointer-coarse:min-h-11"
      >
        {facts.join(' · ')}
        <span className="sr-only">. {t('inbox.traceOpen')}</span>
      </button>
      {message.outcome === 'not-found' ? (
        <>
          <Chip tone="outline" icon={<SearchX aria-hidden />}>
            {t('inbox.notFound')}
          </Chip>
          <Link
            to="/knowledge"
            search={props.question ? { try: questionToTry(props.question) } : {}}
            className="text-ink-2 text-xs underline underline-offset-2 hover:text-ink"
          >
            {t('inbox.addSource')}
          </Link>
        </>
      ) : null}
      {message.outcome === 'failed' ? (
        <Chip tone="danger" icon={<CircleAlert aria-hidden />}>
          {t('inbox.failed')}
        </Chip>
      ) : null}
      {message.rating ? (
        <span className="flex min-w-0 items-center gap-1 text-ink-2 text-xs">
          {message.rating.value === 'up' ? (
            <ThumbsUp aria-hidden className="size-3" />
          ) : (
            <ThumbsDown aria-hidden className="size-3 text-danger" />
          )}
          {message.rating.value === 'up' ? t('inbox.ratedUp') : t('inbox.ratedDown')}
          {message.rating.reason ? (
            <span dir="auto" className="wrap-anywhere">
              “{message.rating.reason}”
            </span>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
