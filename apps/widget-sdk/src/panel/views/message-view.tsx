import type { Message } from '@platform/api-contract/types';
import { openExcerpt } from '../requests.ts';
import { AnswerView } from './answer-view.tsx';
import { Avatar } from './avatar.tsx';
import { NextSteps } from './next-steps.tsx';
import { Rating } from './rating.tsx';
import type { ViewProps } from './view-props.ts';

interface MessageProps extends ViewProps {
  readonly message: Message;
  /** The visitor's words that this answers. */
  readonly question: string;
  readonly isLast: boolean;
}

const notices = {
  'person-requested': 'noticePersonRequested',
  'taken-over': 'noticeTakenOver',
  'handed-back': 'noticeHandedBack',
  resolved: 'noticeResolved',
  reopened: 'noticeReopened',
} as const;

export function MessageView({ message, question, isLast, ...view }: MessageProps) {
  const { state, panel, t } = view;
  switch (message.role) {
    case 'visitor':
      return (
        <div class="mine">
          <p dir="auto">{message.text}</p>
        </div>
      );
    case 'agent':
      return (
        <div class="said person">
          <p class="who">
            <Avatar author={message.author} />
            <bdi>{message.author?.name ?? t('person')}</bdi>
          </p>
          <p class="words" dir="auto">
            {message.text}
          </p>
        </div>
      );
    case 'assistant':
      return (
        <div class="said">
          {message.answer ? (
            <AnswerView
              tree={message.answer}
              showSources={state.session?.settings.showSources !== false}
              onCite={(number) => void openExcerpt(panel, message, number)}
              t={t}
            />
          ) : (
            <p class="words" dir="auto">
              {message.text}
            </p>
          )}
          {message.outcome === 'stopped' && <p class="note">{t('stopped')}</p>}
          {isLast && <NextSteps {...view} message={message} question={question} />}
          {message.outcome === 'answered' && <Rating {...view} message={message} />}
        </div>
      );
    case 'system': {
      // A colleague who put it back to wait is no news: the visitor asked, and is waiting as before.
      if (!message.notice || (message.notice === 'person-requested' && message.author)) return null;
      const handedBack = message.notice === 'handed-back';
      const name = handedBack
        ? state.session?.assistantName
        : (message.author?.name ?? state.thread.conversation?.agentName);
      return <p class="notice">{t(notices[message.notice], { name: name ?? t('person') })}</p>;
    }
    default:
      return null;
  }
}
