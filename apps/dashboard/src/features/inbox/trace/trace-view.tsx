import type { AnswerTrace } from '@platform/api-contract/types';
import { formatMicros } from '@platform/shared/money';
import { Chip } from '@platform/ui/chip';
import { formatDuration } from '@platform/ui/lib/time';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Texts, useTexts } from '../../../texts/use-texts.tsx';

function timeline(trace: AnswerTrace, t: Texts): string {
  const search = formatDuration(trace.searchMs);
  const total = formatDuration(trace.totalMs);
  return trace.firstSentenceMs === null
    ? t('inbox.trace.timelineNoFirst', { search, total })
    : t('inbox.trace.timeline', { search, first: formatDuration(trace.firstSentenceMs), total });
}

function searchMode(trace: AnswerTrace, t: Texts): string {
  switch (trace.searchMode) {
    case 'words':
      return t('inbox.trace.searchWords');
    case 'words+meaning':
      return t('inbox.trace.searchBoth');
    case 'none':
      return t('inbox.trace.searchNone');
  }
}

export function TraceView(props: { trace: AnswerTrace }) {
  const t = useTexts();
  const { trace } = props;
  const tokens = { input: trace.inputTokens, output: trace.outputTokens };
  return (
    <div className="flex flex-col gap-6">
      <dl className="flex flex-col gap-2">
        <Fact name={t('inbox.trace.outcome')}>{t(`inbox.trace.outcome.${trace.outcome}`)}</Fact>
        <Fact name={t('inbox.trace.model')}>
          {trace.provider} · {trace.model}
        </Fact>
        <Fact name={t('inbox.trace.cost')}>{formatMicros(trace.costMicros)}</Fact>
        <Fact name={t('inbox.trace.time')}>{timeline(trace, t)}</Fact>
        <Fact name={t('inbox.trace.tokens')}>
          {trace.tokensEstimated
            ? t('inbox.trace.tokensEstimated', tokens)
            : t('inbox.trace.tokensValue', tokens)}
        </Fact>
        <Fact name={t('inbox.trace.prompt')}>
          {t('inbox.trace.promptValue', { count: trace.promptChars })}
        </Fact>
        <Fact name={t('inbox.trace.search')}>{searchMode(trace, t)}</Fact>
        {trace.searchQuery ? (
          <Fact name={t('inbox.trace.query')}>
            <span dir="auto">“{trace.searchQuery}”</span>
          </Fact>
        ) : null}
        {trace.sentencesRemoved > 0 ? (
          <Fact name={t('inbox.trace.removed')}>
            {trace.sentencesRemoved}{' '}
            <span className="text-ink-2">{t('inbox.trace.removedHint')}</span>
          </Fact>
        ) : null}
      </dl>
      <section>
        <h3 className="pb-2 font-medium">{t('inbox.trace.attempts')}</h3>
        <ol className="flex flex-col gap-1.5">
          {trace.attempts.map((attempt, index) => (
            // A stored list that never changes; the same model may be tried twice.
            <li key={index} className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <span>
                {attempt.provider} · {attempt.model}
              </span>
              <Chip tone={attempt.outcome === 'ok' ? 'ok' : 'danger'}>
                {t(`inbox.trace.attempt.${attempt.outcome}`)}
              </Chip>
              {attempt.detail ? (
                <span className="wrap-anywhere text-ink-2">{attempt.detail}</span>
              ) : null}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3 className="pb-2 font-medium">{t('inbox.trace.passages')}</h3>
        {trace.passages.length === 0 ? (
          <p className="text-ink-2">{t('inbox.trace.noPassages')}</p>
        ) : (
          <ol className="flex flex-col">
            {trace.passages.map((passage, index) => (
              <li
                // A stored list in the order of the search.
                key={index}
                className="flex items-center gap-2 border-line border-b py-1.5 text-sm last:border-b-0"
              >
                <span className="w-5 shrink-0 text-ink-2">{index + 1}</span>
                <Link
                  to="/knowledge/$documentId"
                  params={{ documentId: passage.documentId }}
                  search={{ start: passage.start, end: passage.end }}
                  dir="auto"
                  className="min-w-0 flex-1 truncate text-ink underline underline-offset-2"
                >
                  {passage.documentTitle}
                </Link>
                {passage.used ? <Chip tone="ai">{t('inbox.trace.used')}</Chip> : null}
                <span className="shrink-0 text-ink-2">
                  {t('inbox.trace.score', { score: passage.score.toFixed(2) })}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3">
      <dt className="text-ink-2">{props.name}</dt>
      <dd className="wrap-anywhere min-w-0">{props.children}</dd>
    </div>
  );
}
