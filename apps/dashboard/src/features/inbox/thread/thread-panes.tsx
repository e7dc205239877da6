import { buttonClass } from '@platform/ui/button';
import { Sheet } from '@platform/ui/sheet';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { readError } from '../../../api/api-error.ts';
import { api, trpc } from '../../../api/client.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useShortcuts } from '../../../shell/shortcuts/use-shortcuts.ts';
import { usePageTitle } from '../../../shell/use-page-title.ts';
import { useMay, useWorkspace } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { Composer, type ComposerHandle } from '../composer/composer.tsx';
import { DetailsPane } from '../details/details-pane.tsx';
import { useConversationActions } from '../state/use-conversation-actions.ts';
import { useThread } from '../state/use-thread.ts';
import { readDetails, writeConversation } from '../state/write-conversation.ts';
import { TraceSheet } from '../trace/trace-sheet.tsx';
import { MessageList } from './message-list.tsx';
import { MissingConversation } from './missing-conversation.tsx';
import { ThreadHeader } from './thread-header.tsx';

/** An open conversation: what was said, the composer, and what is known beside it. */
export function ThreadPanes(props: { conversationId: string }) {
  const { conversationId } = props;
  const t = useTexts();
  const { person } = useWorkspace();
  const mayWrite = useMay('conversations.write');
  const thread = useThread(conversationId);
  const actions = useConversationActions(conversationId);
  const details = useQuery(trpc.conversations.get.queryOptions({ conversationId }));
  const composer = useRef<ComposerHandle>(null);
  const [tracedId, setTracedId] = useState<string | null>(null);
  const [detailsOpen, setDetailsOpen] = useState(false);

  const name = details.data?.visitorName ?? t('inbox.visitor');
  usePageTitle(`${name} · ${t('nav.inbox')}`);
  useMarkRead(conversationId, thread.messages.length, person.id);

  const state = details.data?.state;
  const group = t('inbox.group');
  const writing = [
    {
      keys: 't',
      label: t('inbox.keys.takeOver'),
      group,
      run: () => {
        if (state !== 'human' || details.data?.assigneeId !== person.id) {
          void actions.takeOver().then(() => composer.current?.focus('reply'));
        }
      },
    },
    {
      keys: 'h',
      label: t('inbox.keys.handBack'),
      group,
      run: () => {
        if (state === 'human' || state === 'waiting') void actions.handBack();
      },
    },
    {
      keys: 'e',
      label: t('inbox.keys.resolve'),
      group,
      run: () => void (state === 'resolved' ? actions.reopen() : actions.resolve()),
    },
    {
      keys: 'r',
      label: t('inbox.keys.reply'),
      group,
      run: () => composer.current?.focus('reply'),
    },
    { keys: 'n', label: t('inbox.keys.note'), group, run: () => composer.current?.focus('note') },
  ];
  useShortcuts(mayWrite ? writing : []);

  if (details.error && !details.data) {
    if (readError(details.error).code === 'NOT_FOUND') return <MissingConversation />;
    return (
      <div className="flex-1 p-6">
        <FailurePanel error={details.error} onRetry={() => void details.refetch()} />
        <Link to="/inbox" search className={`${buttonClass('quiet')} mt-4`}>
          {t('inbox.backToList')}
        </Link>
      </div>
    );
  }

  const pane = details.data ? (
    <DetailsPane conversation={details.data} actions={actions} mayWrite={mayWrite} />
  ) : (
    <DetailsSkeleton label={t('common.loading')} />
  );
  return (
    <>
      <section
        aria-label={t('inbox.threadLabel', { name })}
        className="flex min-h-0 min-w-0 flex-1 flex-col"
      >
        <ThreadHeader
          conversation={details.data}
          actions={actions}
          mayWrite={mayWrite}
          onShowDetails={() => setDetailsOpen(true)}
        />
        <MessageList
          conversationId={conversationId}
          visitorName={details.data?.visitorName ?? null}
          assistantName={details.data?.assistantName ?? null}
          thread={thread}
          mayWrite={mayWrite}
          onTrace={setTracedId}
        />
        <Composer
          ref={composer}
          conversation={details.data}
          actions={actions}
          mayWrite={mayWrite}
          onSent={thread.accept}
        />
      </section>
      <aside
        aria-label={t('inbox.details')}
        className="scrollbar-thin hidden min-h-0 w-[clamp(17rem,22.2vw,20rem)] shrink-0 overflow-y-auto border-line border-s bg-surface xl:block"
      >
        {pane}
      </aside>
      <Sheet open={detailsOpen} onOpenChange={setDetailsOpen} title={t('inbox.details')}>
        {pane}
      </Sheet>
      <TraceSheet messageId={tracedId} onClose={() => setTracedId(null)} />
    </>
  );
}

function DetailsSkeleton(props: { label: string }) {
  return (
    <Loading label={props.label} className="flex flex-col gap-6 p-5">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="flex flex-col gap-2">
          <Skeleton className="w-20" />
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
    </Loading>
  );
}

/** A conversation that is on the screen is read, and stays so while messages come in. */
function useMarkRead(conversationId: string, messageCount: number, meId: string): void {
  useEffect(() => {
    if (messageCount === 0 || document.visibilityState === 'hidden') return;
    const known = readDetails(conversationId);
    if (known) writeConversation({ ...known, unread: false }, meId);
    // Unread state is no one's work: a failure shows as the mark coming back, and needs no message.
    api.conversations.markRead.mutate({ conversationId }).catch(() => undefined);
  }, [conversationId, messageCount, meId]);
}
