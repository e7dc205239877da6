import { Component, createRef } from 'preact';
import { Icon } from './icon.tsx';
import type { ViewProps } from './view-props.ts';

export class Composer extends Component<ViewProps> {
  readonly #field = createRef<HTMLTextAreaElement>();

  override componentDidMount() {
    this.#fit();
    if (this.props.state.focusComposer) this.#focus();
  }

  override componentDidUpdate({ state }: ViewProps) {
    if (state.draft !== this.props.state.draft) this.#fit();
    const now = this.props.state;
    if (state.focusComposer === now.focusComposer) return;
    this.#focus();
    // Typing replaces the old words, an arrow goes on behind them. Who opens the panel again in the
    // midst of writing loses nothing.
    if (now.rephrasing && now.open === state.open) this.#field.current?.select();
  }

  #focus() {
    this.#field.current?.focus({ preventScroll: true });
  }

  /** Grows with its words; the style sheet stops it at five lines. */
  #fit() {
    const area = this.#field.current;
    if (!area) return;
    area.style.height = 'auto';
    // Nothing is measured while the panel is hidden.
    if (area.scrollHeight) area.style.height = `${area.scrollHeight}px`;
  }

  readonly #send = (event: Event) => {
    event.preventDefault();
    this.props.panel.send(this.props.state.draft);
    this.#focus();
  };

  override render({ state, panel, t, said }: ViewProps) {
    const { draft, thread, problem, reachable, rephrasing } = state;
    const answering = thread.live ? !thread.live.ended : thread.awaiting;
    const stops = answering && !draft.trim();
    const label = stops ? t('stop') : t('send');
    return (
      <form
        class={thread.conversation?.state === 'human' ? 'composer human' : 'composer'}
        onSubmit={this.#send}
      >
        <p class={problem ? 'status problem' : 'status'} role="status">
          {problem
            ? said(problem.said)
            : reachable
              ? rephrasing && t('rephraseHint')
              : t(navigator.onLine ? 'unreachable' : 'offline')}
        </p>
        <div class="field">
          <textarea
            ref={this.#field}
            rows={1}
            dir="auto"
            maxLength={4000}
            enterkeyhint="send"
            aria-label={t('placeholder')}
            placeholder={t('placeholder')}
            value={draft}
            onInput={(event) => panel.setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#send(event);
            }}
          />
          <button
            type={stops ? 'button' : 'submit'}
            class="send"
            aria-label={label}
            title={label}
            disabled={!answering && !draft.trim()}
            onClick={stops ? () => void panel.stop() : undefined}
          >
            <Icon name={stops ? 'stop' : 'send'} />
          </button>
        </div>
      </form>
    );
  }
}
