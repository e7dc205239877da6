/**
 * On a phone the panel covers the page and ends where the keyboard begins. Browsers tell that part only
 * by `visualViewport`; the page under it must not scroll along.
 */
export class Viewport {
  readonly #host: HTMLElement;
  readonly #narrow = matchMedia('(max-width: 480px), (max-height: 480px)');
  #overflow: string | null = null;
  readonly update = (): void => {
    const view = visualViewport;
    this.#host.style.setProperty('--view-height', `${view?.height ?? innerHeight}px`);
    this.#host.style.setProperty('--view-top', `${view?.offsetTop ?? 0}px`);
  };

  constructor(host: HTMLElement) {
    this.#host = host;
    visualViewport?.addEventListener('resize', this.update);
    visualViewport?.addEventListener('scroll', this.update);
    this.update();
  }

  get covers(): boolean {
    return this.#narrow.matches;
  }

  onCoversChange(listener: () => void, signal: AbortSignal): void {
    this.#narrow.addEventListener('change', listener, { signal });
  }

  holdPage(hold: boolean): void {
    const { style } = document.documentElement;
    if (hold && this.#overflow === null) {
      this.#overflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!hold && this.#overflow !== null) {
      style.overflow = this.#overflow;
      this.#overflow = null;
    }
  }

  destroy(): void {
    this.holdPage(false);
    visualViewport?.removeEventListener('resize', this.update);
    visualViewport?.removeEventListener('scroll', this.update);
  }
}
