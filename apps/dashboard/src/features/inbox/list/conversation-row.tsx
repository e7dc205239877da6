import type { ConversationSummary } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { StateChip } from '../state-chip.tsx';

/** Who, the first line, how long ago, and one state. */
export function ConversationRow(props: {
  conversation: ConversationSummary;
  open: boolean;
  /** Whether Tab reaches this row: one row of the list is in the tab order, the keys move the rest. */
  current: boolean;
}) {
  const t = useTexts();
  const { conversation } = props;
  const words = conversation.firstQuestion || conversation.lastText || t('inbox.noWords');
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search
      preload={false}
      data-conversation={conversation.id}
      tabIndex={props.current ? 0 : -1}
      aria-current={props.open ? 'true' : undefined}
      className={clsx(
        'flex flex-col gap-1 border-line border-b px-4 py-2.5 text-ink no-underline focus-visible:-outline-offset-2',
        props.open ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        {conversation.unread && !props.open ? (
          <span className="size-2 shrink-0 self-center rounded-full bg-human">
            <span className="sr-only">{t('inbox.unread')}</span>
          </span>
        ) : null}
        <span
          dir="auto"
          className={clsx(
            'min-w-0 flex-1 truncate',
            conversation.unread && !props.open && 'font-medium',
          )}
        >
          {conversation.visitorName ?? t('inbox.visitor')}
        </span>
        <RelativeTime
          narrow
          at={conversation.lastMessageAt}
          className="shrink-0 text-ink-2 text-xs"
        />
      </span>
      <span dir="auto" className="truncate text-ink-2">
        {words}
      </span>
      <span className="flex min-w-0 gap-1.5">
        <StateChip conversation={conversation} />
        {conversation.tags.slice(0, 2).map((tag) => (
          <Chip key={tag} tone="outline" className="min-w-0 shrink">
            {tag}
          </Chip>
        ))}
      </span>
    </Link>
  );
}
