import type { AssistantSettings } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CircleAlert } from 'lucide-react';
import { type RefObject, useEffect } from 'react';
import { errorWords } from '../../../api/error-texts.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useMay } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { useThread } from '../../inbox/state/use-thread.ts';
import { GrowingAnswerView } from '../../inbox/thread/growing-answer.tsx';
import { MessageView } from '../../inbox/thread/message-view.tsx';
import { Said, Words } from '../../inbox/thread/said.tsx';
import { useStickToEnd } from '../../inbox/thread/use-stick-to-end.ts';
import type { Asked, Preview } from './use-preview.ts';

/** What a visitor sees before the first question; it follows the form as it is typed. */
export function Opening(props: {
  settings: AssistantSettings;
  /** Absent once the conversation began: the suggestions then have done their work. */
  onAsk: ((question: string) => void) | null;
}) {
  const { settings, onAsk } = props;
  return (
    <Said voice="ai" name={settings.name} at={null}>
      <Words>{settings.greeting}</Words>
      {onAsk && settings.suggestedQuestions.length > 0 ? (
        <ul className="flex flex-col items-start gap-2 pt-3">
          {settings.suggestedQuestions.map((question) => (
            <li key={question} className="max-w-full">
              <button
                type="button"
                dir="auto"
                onClick={() => onAsk(question)}
                className="touch-target wrap-anywhere rounded-control border border-line bg-surface px-3 py-1.5 text-start hover:border-ai"
              >
                {question}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Said>
  );
}

/** The conversation itself, drawn by the same parts as the inbox draws a visitor's. */
export function PreviewThread(props: {
  conversationId: string;
  preview: Preview;
  scroller: RefObject<HTMLElement | null>;
  onTrace: (messageId: string) => void;
}) {
  const thread = useThread(props.conversationId);
  const mayWrite = useMay('conversations.write');
  const { asked } = props.preview;
  const arrived = asked && thread.messages.some((each) => each.clientId === asked.clientId);
  const contentKey = [
    thread.messages.at(-1)?.id,
    thread.growing?.answerId,
    thread.growing?.nextSeq,
    asked?.clientId,
  ].join();
  const { onScroll } = useStickToEnd(props.scroller, contentKey);
  useEffect(() => {
    const element = props.scroller.current;
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => element?.removeEventListener('scroll', onScroll);
  });
  return (
    <>
      {thread.error && thread.messages.length === 0 ? (
        <FailurePanel error={thread.error} onRetry={thread.reload} />
      ) : null}
      {thread.messages.map((message) => (
        <MessageView key={message.id} message={message} onTrace={props.onTrace} />
      ))}
      {asked && !arrived ? <Question asked={asked} onRetry={props.preview.retry} /> : null}
      {thread.growing ? (
        <GrowingAnswerView
          conversationId={props.conversationId}
          answer={thread.growing}
          mayWrite={mayWrite}
        />
      ) : null}
    </>
  );
}

/** A question on its way, or one that did not arrive. */
export function Question(props: { asked: Asked; onRetry: () => void }) {
  const t = useTexts();
  const { asked } = props;
  return (
    <Said
      voice="visitor"
      name={t('inbox.visitor')}
      at={null}
      footer={
        asked.error ? (
          <div role="alert" className="flex flex-wrap items-center gap-2 text-danger text-sm">
            <CircleAlert aria-hidden className="size-3.5" />
            {errorWords(asked.error, t).title}
            <Button size="sm" onClick={props.onRetry}>
              {t('common.retry')}
            </Button>
          </div>
        ) : (
          <p role="status" className="text-ink-2 text-xs">
            {t('assistants.asking')}
          </p>
        )
      }
    >
      <Words>{asked.text}</Words>
    </Said>
  );
}
