import type { Message } from '@platform/api-contract/types';
import { Component, createRef } from 'preact';
import { loadEarlier } from '../requests.ts';
import { Greeting } from './greeting.tsx';
import { Icon } from './icon.tsx';
import { LiveView } from './live-view.tsx';
import { MessageRow } from './message-row.tsx';
import { OutgoingView } from './outgoing-view.tsx';
import type { ViewProps } from './view-props.ts';

/** Nearer to the end than this counts as reading the newest, and is kept there. */
const nearEndPx = 80;

export class ThreadView extends Component<ViewProps, { away: boolean }> {
  override state = { away: false };
  readonly #body = createRef<HTMLDivElement>();

  override componentDidMount() {
    this.#keepEnd();
  }

  override componentDidUpdate({ state }: ViewProps) {
    const now = this.props.state;
    // What the visitor sends is always shown, wherever they were reading.
    if (now.outgoing.length > state.outgoing.length) this.#toEnd();
    // Not with every letter typed: to know where the end is, the browser lays out the whole thread.
    if (now.thread !== state.thread || now.open !== state.open) this.#keepEnd();
  }

  readonly #toEnd = () => {
    const area = this.#body.current;
    if (area) area.scrollTop = area.scrollHeight;
  };

  /** The newest line stays in sight unless the visitor went up to read. */
  #keepEnd() {
    if (!this.state.away) this.#toEnd();
  }

  readonly #onScroll = () => {
    const area = this.#body.current;
    if (!area) return;
    const away = area.scrollHeight - area.scrollTop - area.clientHeight > nearEndPx;
    if (away !== this.state.away) this.setState({ away });
  };

  override render(view: ViewProps, { away }: { away: boolean }) {
    const { state, panel, t } = view;
    const { thread, loadingThread } = state;
    const { conversation, messages, live } = thread;
    const waiting = state.outgoing.filter((each) => each.conversationId === state.conversationId);
    return (
      <div
        ref={this.#body}
        class="body"
        role="log"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        aria-label={conversation?.firstQuestion ?? t('newConversation')}
        onScroll={this.#onScroll}
      >
        {thread.hasEarlier && (
          <button type="button" class="link" onClick={() => void loadEarlier(panel)}>
            {t('earlier')}
          </button>
        )}
        {loadingThread && state.reachable ? (
          <div class="skeleton" />
        ) : (
          !thread.hasEarlier && (
            <Greeting {...view} alone={messages.length + waiting.length === 0} />
          )
        )}
        {messages.map((message, i) => (
          <MessageRow
            key={message.id}
            {...view}
            message={message}
            before={messages[i - 1]}
            question={questionBefore(messages, i)}
            isLast={i === messages.length - 1 && !live && waiting.length === 0}
          />
        ))}
        {(live || thread.awaiting) && <LiveView {...view} />}
        {waiting.map((entry) => (
          <OutgoingView key={entry.clientId} {...view} entry={entry} />
        ))}
        {conversation?.state === 'waiting' && <p class="note human">{t('waiting')}</p>}
        {thread.typing && thread.typing.untilMs > Date.now() && (
          <p class="doing person">{t('typing', { name: thread.typing.name })}</p>
        )}
        {away && (
          <button type="button" class="jump" aria-label={t('newMessages')} onClick={this.#toEnd}>
            <Icon name="jump" />
          </button>
        )}
      </div>
    );
  }
}

function questionBefore(messages: readonly Message[], index: number): string {
  return messages.slice(0, index).findLast((each) => each.role === 'visitor')?.text ?? '';
}
