import { Component, createRef } from 'preact';
import { keepFocusInside } from '../focus.ts';
import { Composer } from './composer.tsx';
import { ExcerptSheet } from './excerpt-sheet.tsx';
import { Header } from './header.tsx';
import { HistoryView } from './history-view.tsx';
import { ThreadView } from './thread-view.tsx';
import type { ViewProps } from './view-props.ts';

interface PanelViewProps extends ViewProps {
  readonly onClose: () => void;
  /** The panel covers the page: nothing else can be reached meanwhile. */
  readonly covers: boolean;
  readonly inline: boolean;
}

export class PanelView extends Component<PanelViewProps> {
  readonly #dialog = createRef<HTMLDivElement>();
  /** What was pressed to open the excerpt, and gets the focus back. */
  #opener: Element | null = null;

  override getSnapshotBeforeUpdate(before: PanelViewProps) {
    const root = this.#dialog.current?.getRootNode();
    const opens = this.props.state.excerpt && !before.state.excerpt;
    if (opens && root instanceof ShadowRoot) this.#opener = root.activeElement;
    return null;
  }

  override componentDidUpdate(before: PanelViewProps) {
    const closed = before.state.excerpt && !this.props.state.excerpt;
    if (closed && this.#opener instanceof HTMLElement) this.#opener.focus();
  }

  readonly #onKeyDown = (event: KeyboardEvent) => {
    const { state, panel, covers, inline, onClose } = this.props;
    if (event.key === 'Escape' && !event.isComposing) {
      // The page behind may have an Escape of its own.
      event.stopPropagation();
      if (state.excerpt) panel.set({ excerpt: null });
      else if (!inline) onClose();
    }
    if (covers && this.#dialog.current) keepFocusInside(this.#dialog.current, event);
  };

  override render({ onClose, covers, inline, ...view }: PanelViewProps) {
    const { state, panel, t } = view;
    return (
      <div
        ref={this.#dialog}
        class={`panel ${state.session?.settings.position ?? 'right'}`}
        role="dialog"
        aria-modal={covers}
        aria-label={state.session?.assistantName ?? t('talkToPerson')}
        onKeyDown={this.#onKeyDown}
      >
        <div class="under" inert={state.excerpt !== null}>
          <Header {...view} onClose={inline ? null : onClose} />
          {state.screen === 'history' ? (
            <HistoryView {...view} />
          ) : (
            <>
              <ThreadView {...view} />
              <Composer {...view} />
            </>
          )}
        </div>
        {state.excerpt && <ExcerptSheet excerpt={state.excerpt} panel={panel} t={t} />}
      </div>
    );
  }
}
