import { Component, createRef } from 'preact';
import type { PanelController } from '../controller.ts';
import { openExcerpt } from '../requests.ts';
import type { ExcerptState } from '../state.ts';
import type { Translate } from '../texts/index.ts';
import { Icon } from './icon.tsx';

interface ExcerptSheetProps {
  readonly excerpt: ExcerptState;
  readonly panel: PanelController;
  readonly t: Translate;
}

/** The proof: the cited words, marked, with what stands around them and where that is. */
export class ExcerptSheet extends Component<ExcerptSheetProps> {
  readonly #closeButton = createRef<HTMLButtonElement>();
  readonly #mark = createRef<HTMLElement>();

  override componentDidMount() {
    this.#closeButton.current?.focus({ preventScroll: true });
  }

  override componentDidUpdate() {
    this.#mark.current?.scrollIntoView({ block: 'center' });
  }

  override render({ excerpt, panel, t }: ExcerptSheetProps) {
    const close = () => panel.set({ excerpt: null });
    const found = excerpt.excerpt;
    const place = found && [
      ...found.headingPath,
      ...(found.page === null ? [] : [t('page', { n: found.page })]),
    ];
    const title = excerpt.message.answer?.citations.find(
      (each) => each.number === excerpt.number,
    )?.documentTitle;
    return (
      <>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape and the close button do the same. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
        <div class="shade" onClick={close} />
        <section
          class="sheet"
          role="dialog"
          aria-modal="true"
          aria-label={t('source', { n: excerpt.number, title })}
        >
          <header>
            <span class="n">{excerpt.number}</span>
            <div class="title">
              <h2 dir="auto">{title}</h2>
              {place && place.length > 0 && (
                <p class="line" dir="auto">
                  {place.join(' › ')}
                </p>
              )}
            </div>
            <button
              ref={this.#closeButton}
              type="button"
              class="tool"
              aria-label={t('close')}
              onClick={close}
            >
              <Icon name="close" />
            </button>
          </header>
          <section
            class="passage"
            dir="auto"
            aria-busy={!found && !excerpt.failed}
            aria-label={title}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: A long passage is scrolled by its keys.
            tabIndex={0}
          >
            {found && (
              <>
                {found.stale && <p class="note">{t('stale')}</p>}
                <p>
                  {found.before}
                  <mark ref={this.#mark}>{found.quote}</mark>
                  {found.after}
                </p>
              </>
            )}
            {!found && !excerpt.failed && <div class="skeleton" aria-hidden="true" />}
            {excerpt.failed && (
              <p class="note">
                {t('excerptFailed')}{' '}
                <button
                  type="button"
                  class="link"
                  onClick={() => void openExcerpt(panel, excerpt.message, excerpt.number)}
                >
                  {t('tryAgain')}
                </button>
              </p>
            )}
          </section>
        </section>
      </>
    );
  }
}
