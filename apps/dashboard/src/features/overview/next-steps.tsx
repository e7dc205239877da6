import type { Overview } from '@platform/api-contract/types';
import { buttonClass } from '@platform/ui/button';
import { Panel } from '@platform/ui/panel';
import { RelativeTime } from '@platform/ui/relative-time';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/use-texts.tsx';
import { questionToTry } from '../knowledge/knowledge-search.ts';

/** What a person can do now to make answers better, most pressing first. */
export function NextSteps(props: { overview: Overview }) {
  const t = useTexts();
  const { overview } = props;
  return (
    <div className="gap-4 xl:columns-2 [&>section]:mb-4 [&>section]:break-inside-avoid">
      <Panel
        flush
        title={t('overview.waiting')}
        action={
          overview.waiting.length > 0 ? (
            <Link to="/inbox" search={{ view: 'waiting' }} className={buttonClass('quiet', 'sm')}>
              {t('overview.seeAll')}
            </Link>
          ) : null
        }
      >
        <Rows empty={t('overview.waitingNone')}>
          {overview.waiting.map((each) => (
            <ConversationLine
              key={each.conversationId}
              conversationId={each.conversationId}
              words={each.text}
              detail={
                <>
                  <span dir="auto">{each.visitorName ?? t('overview.visitor')}</span> ·{' '}
                  <RelativeTime at={each.since} />
                </>
              }
            />
          ))}
        </Rows>
      </Panel>
      <Panel flush title={t('overview.unanswered')} description={t('overview.unansweredHint')}>
        <Rows empty={t('overview.unansweredNone')}>
          {overview.unanswered.map((each) => (
            <ConversationLine
              key={each.messageId}
              conversationId={each.conversationId}
              words={each.question}
              detail={
                <>
                  {t('overview.askedTimes', { count: each.count })} ·{' '}
                  <RelativeTime at={each.askedAt} />
                </>
              }
              action={
                <Link
                  to="/knowledge"
                  search={{ try: questionToTry(each.question) }}
                  className={buttonClass('outline', 'sm')}
                >
                  {t('overview.addSource')}
                </Link>
              }
            />
          ))}
        </Rows>
      </Panel>
      <Panel
        flush
        title={t('overview.ratedDown')}
        action={
          overview.ratedDown.length > 0 ? (
            <Link
              to="/inbox"
              search={{ view: 'rated-down' }}
              className={buttonClass('quiet', 'sm')}
            >
              {t('overview.seeAll')}
            </Link>
          ) : null
        }
      >
        <Rows empty={t('overview.ratedDownNone')}>
          {overview.ratedDown.map((each) => (
            <ConversationLine
              key={each.messageId}
              conversationId={each.conversationId}
              words={each.question}
              detail={
                <>
                  <span dir="auto">
                    {each.reason ? `“${each.reason}”` : t('overview.noReason')}
                  </span>{' '}
                  · <RelativeTime at={each.ratedAt} />
                </>
              }
            />
          ))}
        </Rows>
      </Panel>
      <Panel flush title={t('overview.topDocuments')}>
        <Rows empty={t('overview.topDocumentsNone')}>
          {overview.topDocuments.map((each) => (
            <li key={each.documentId} className="border-line border-t">
              <Link
                to="/knowledge/$documentId"
                params={{ documentId: each.documentId }}
                className="flex min-h-11 items-center gap-3 px-4 py-2 text-ink no-underline hover:bg-hover"
              >
                <span dir="auto" className="min-w-0 flex-1 truncate">
                  {each.title}
                </span>
                <span data-numeric className="shrink-0 text-ink-2 text-sm">
                  {t('overview.answersCount', { count: each.answers })}
                </span>
              </Link>
            </li>
          ))}
        </Rows>
      </Panel>
    </div>
  );
}

function Rows(props: { empty: string; children: ReactNode[] }) {
  if (props.children.length === 0) return <p className="px-4 pb-4 text-ink-2">{props.empty}</p>;
  return <ul>{props.children}</ul>;
}

function ConversationLine(props: {
  conversationId: string;
  words: string;
  detail: ReactNode;
  action?: ReactNode;
}) {
  return (
    <li className="flex items-center gap-3 border-line border-t pe-4 hover:bg-hover">
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: props.conversationId }}
        className="min-w-0 flex-1 px-4 py-2 text-ink no-underline"
      >
        <span dir="auto" className="line-clamp-2">
          {props.words}
        </span>
        <span className="block truncate text-ink-2 text-sm">{props.detail}</span>
      </Link>
      {props.action}
    </li>
  );
}
