import { buttonClass } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import { trpc } from '../../../api/client.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { InboxSearch } from '../inbox-view.ts';

/** Three kinds of nothing: no conversation yet, none in this view, none that matches. */
export function ListEmpty(props: { search: InboxSearch }) {
  const t = useTexts();
  const counts = useQuery(trpc.conversations.counts.queryOptions()).data;
  const { q } = props.search;
  const isNew = counts !== undefined && counts.open + counts.resolved === 0;
  const showOpen = (
    <Link to="/inbox" className={buttonClass()}>
      {t('inbox.showOpen')}
    </Link>
  );
  if (q) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t('inbox.emptySearchTitle', { q })}
        action={showOpen}
      >
        {t('inbox.emptySearchDetail')}
      </EmptyState>
    );
  }
  if (isNew) {
    return (
      <EmptyState
        icon={<Inbox aria-hidden />}
        title={t('inbox.emptyTitle')}
        action={
          <Link to="/widgets" className={buttonClass('primary')}>
            {t('inbox.emptyAction')}
          </Link>
        }
      >
        {t('inbox.emptyDetail')}
      </EmptyState>
    );
  }
  const { view, tag, visitor } = props.search;
  const elsewhere = view !== undefined || tag !== undefined || visitor !== undefined;
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={t('inbox.emptyViewTitle')}
      action={elsewhere ? showOpen : null}
    >
      {t('inbox.emptyViewDetail')}
    </EmptyState>
  );
}
