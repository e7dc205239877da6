import type { TeamMessage } from '@platform/api-contract/types';
import { AnswerView } from '@platform/ui/answer-view';
import { RelativeTime } from '@platform/ui/relative-time';
import { memo } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { Said, Words } from './said.tsx';
import { useOpenCitation } from './use-open-citation.ts';

/** A stored message. Memoised: a thread of hundreds must not render anew for each part of an answer. */
export const MessageView = memo(function MessageView(props: {
  message: TeamMessage;
  /** What the visitor had asked, for an answer. */
  question?: string | undefined;
  visitorName?: string | null;
  assistantName?: string | null;
  onTrace: (messageId: string) => void;
}) {
  const t = useTexts();
  const openCitation = useOpenCitation();
  const { message } = props;
  const name = message.author?.name;
  const imageUrl = message.author?.avatarUrl ?? null;
  switch (message.role) {
    case 'visitor':
      return (
        <Said
          voice="visitor"
          name={props.visitorName ?? name ?? t('inbox.visitor')}
          imageUrl={imageUrl}
          at={message.createdAt}
        >
          <Words>{message.text}</Words>
        </Said>
      );
    case 'assistant':
      return (
        <Said
          voice="ai"
          name={name ?? props.assistantName ?? t('inbox.ai')}
          label={name || props.assistantName ? t('inbox.ai') : ''}
          at={message.createdAt}
          footer={
            <AnswerFooter
              message={message}
              question={props.question}
              onTrace={() => props.onTrace(message.id)}
            />
          }
        >
          {message.answer && message.answer.blocks.length > 0 ? (
            <AnswerView answer={message.answer} onCite={openCitation} />
          ) : (
            <Words>{message.text}</Words>
          )}
        </Said>
      );
    case 'agent':
      return (
        <Said
          voice="person"
          name={name ?? t('inbox.person')}
          imageUrl={imageUrl}
          at={message.createdAt}
        >
          <Words>{message.text}</Words>
        </Said>
      );
    case 'note':
      return (
        <Said
          voice="note"
          name={name ?? t('inbox.person')}
          label={t('inbox.note')}
          imageUrl={imageUrl}
          at={message.createdAt}
        >
          <Words>{message.text}</Words>
        </Said>
      );
    case 'system':
      return (
        <p className="flex items-center gap-3 text-ink-2 text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          <span>
            {message.notice ? t(`inbox.notice.${message.notice}`, { name: name ?? 'none' }) : null}
            {' · '}
            <RelativeTime at={message.createdAt} />
          </span>
        </p>
      );
  }
});
