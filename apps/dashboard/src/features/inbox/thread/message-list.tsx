import { Button } from '@platform/ui/button';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { ArrowDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { useUnsent } from '../state/texts-store.ts';
import { useSend } from '../state/use-send.ts';
import type { Thread } from '../state/use-thread.ts';
import { GrowingAnswerView } from './growing-answer.tsx';
import { MessageView } from './message-view.tsx';
import { UnsentView } from './unsent-view.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

/** What was said, from the oldest loaded to what is being said now. */
export function MessageList(props: {
  conversationId: string;
  visitorName: string | null;
  assistantName: string | null;
  thread: Thread;
  mayWrite: boolean;
  onTrace: (messageId: string) => void;
}) {
  const t = useTexts();
  const { thread } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState(false);
  const [readFailed, setReadFailed] = useState<unknown>(null);
  const unsent = useUnsent().filter((each) => each.conversationId === props.conversationId);
  const { retry, discard } = useSend(props.conversationId, thread.accept);
  const contentKey = [
    thread.messages.at(-1)?.id,
    thread.growing?.answerId,
    thread.growing?.nextSeq,
    unsent.length,
    thread.typing,
  ].join();
  const { onScroll, newBelow, toEnd } = useStickToEnd(scroller, contentKey);

  const readBack = async () => {
    setReading(true);
    setReadFailed(null);
    const element = scroller.current;
    const fromEnd = element ? element.scrollHeight - element.scrollTop : 0;
    try {
      await thread.readBack();
      // The reader's place stays where it is while older messages grow above it.
      requestAnimationFrame(() => {
        if (element) element.scrollTop = element.scrollHeight - fromEnd;
      });
    } catch (error) {
      setReadFailed(error);
    } finally {
      setReading(false);
    }
  };

  if (thread.isLoading) return <ThreadSkeleton label={t('common.loading')} />;
  if (thread.error && thread.messages.length === 0) {
    return (
      <div className="flex-1 p-5">
        <FailurePanel error={thread.error} onRetry={thread.reload} />
      </div>
    );
  }
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('inbox.detailMessages')}
        className="scrollbar-thin h-full overflow-y-auto px-4 py-5 focus-visible:-outline-offset-2 md:px-6"
      >
        <div className="mx-auto flex max-w-3xl flex-col gap-5">
          {thread.hasEarlier ? (
            <Button
              size="sm"
              busy={reading}
              onClick={() => void readBack()}
              className="self-center"
            >
              {t('inbox.earlier')}
            </Button>
          ) : null}
          {readFailed ? <FailurePanel error={readFailed} /> : null}
          {thread.messages.map((message, index) => (
            <MessageView
              key={message.id}
              message={message}
              question={message.outcome === 'not-found' ? questionBefore(thread, index) : undefined}
              visitorName={props.visitorName}
              assistantName={props.assistantName}
              onTrace={props.onTrace}
            />
          ))}
          {thread.growing ? (
            <GrowingAnswerView
              conversationId={props.conversationId}
              answer={thread.growing}
              assistantName={props.assistantName}
              mayWrite={props.mayWrite}
            />
          ) : null}
          {unsent.map((item) => (
            <UnsentView
              key={item.clientId}
              item={item}
              onRetry={() => void retry(item)}
              onDiscard={() => discard(item)}
            />
          ))}
          {thread.typing === null ? null : (
            <p role="status" className="text-ink-2 text-sm">
              {t('inbox.typing', {
                name: thread.typing || props.visitorName || t('inbox.visitor'),
              })}
            </p>
          )}
        </div>
      </div>
      {newBelow ? (
        <Button
          size="sm"
          onClick={toEnd}
          icon={<ArrowDown aria-hidden className="size-3.5" />}
          className="absolute inset-x-0 bottom-3 mx-auto w-fit shadow-float"
        >
          {t('inbox.newBelow')}
        </Button>
      ) : null}
    </div>
  );
}

function questionBefore({ messages }: Thread, index: number): string | undefined {
  return messages.slice(0, index).findLast(({ role }) => role === 'visitor')?.text;
}

function ThreadSkeleton(props: { label: string }) {
  return (
    <Loading
      label={props.label}
      className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-6 p-6"
    >
      {[0, 1, 2].map((index) => (
        <div key={index} className="flex flex-col gap-2">
          <Skeleton className="w-28" />
          <Skeleton className="w-full" />
          <Skeleton className="w-2/3" />
        </div>
      ))}
    </Loading>
  );
}
