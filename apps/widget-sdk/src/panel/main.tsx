import { h, render } from 'preact';
import type { Bridge, PanelHandle } from '../shared/bridge.ts';
import { readableAccent } from '../shared/contrast.ts';
import { isDark } from '../shared/theme.ts';
import { Announcer } from './announcer.ts';
import { PanelController } from './controller.ts';
import { css } from './styles/index.ts';
import { en } from './texts/en.ts';
import { chooseLocale, loadTexts, translator } from './texts/index.ts';
import { Viewport } from './viewport.ts';
import { PanelView } from './views/panel-view.tsx';

const rightToLeft = /^(ar|fa|he|ur)/;

/** Builds the panel inside the loader's shadow root. Nothing is drawn until it is opened. */
export function mount(bridge: Bridge): PanelHandle {
  const { options, root } = bridge;
  const inline = options.target !== undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // A root of its own: the launcher's few rules are written for nothing but the launcher.
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  const place = document.createElement('div');
  place.hidden = true;
  const announcer = new Announcer();
  shadow.append(place, announcer.region);
  root.append(host);

  const panel = new PanelController(bridge, (event) => announcer.event(event));
  const viewport = new Viewport(host);
  const ended = new AbortController();
  const { signal } = ended;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const locale = chooseLocale(options.locale);
  let t = translator(en, 'en');
  let queued = false;
  let dressedAs = '';

  const draw = () => {
    queued = false;
    if (signal.aborted) return;
    const covers = viewport.covers && !inline;
    viewport.holdPage(covers && panel.state.open);
    place.hidden = !panel.state.open;
    dress();
    render(
      h(PanelView, {
        state: panel.state,
        panel,
        t,
        said: (words) => (locale === 'en' && words) || t('requestFailed'),
        locale,
        covers,
        inline,
        onClose: bridge.close,
      }),
      place,
    );
  };
  // Several changes of one tick are one drawing.
  const schedule = () => {
    if (!queued) queueMicrotask(draw);
    queued = true;
  };
  const dress = () => {
    const settings = panel.state.session?.settings;
    const night = isDark(options.theme ?? settings?.theme ?? 'auto');
    const accent = settings?.accent ?? '#0B6B63';
    // Touching these makes the browser style everything anew, which must not happen with every letter.
    const wanted = `${night}${accent}${document.documentElement.dir}`;
    if (wanted === dressedAs) return;
    dressedAs = wanted;
    const [paper, ink] = night ? ['#1C1B18', '#ECE9E2'] : ['#FFFFFF', '#1B1A17'];
    place.className = night ? 'parley dark' : 'parley';
    place.classList.toggle('inline', inline);
    place.lang = locale;
    place.dir = rightToLeft.test(options.locale ?? locale)
      ? 'rtl'
      : getComputedStyle(document.documentElement).direction;
    place.style.setProperty('--ai', readableAccent(accent, paper, ink));
  };

  panel.onChange = schedule;
  dark.addEventListener('change', schedule, { signal });
  viewport.onCoversChange(schedule, signal);
  addEventListener('online', () => panel.online(true), { signal });
  addEventListener('offline', () => panel.online(false), { signal });
  addEventListener('pagehide', () => panel.pause(), { signal });
  addEventListener('pageshow', (event) => event.persisted && panel.resume(), { signal });
  addEventListener('storage', () => panel.storageChanged(), { signal });
  document.addEventListener('visibilitychange', () => panel.markSeen(), { signal });
  void loadTexts(locale).then((texts) => {
    t = translator(texts, locale);
    schedule();
  });
  draw();

  return {
    open(moveFocus) {
      panel.setOpen(true);
      if (moveFocus) panel.focusComposer();
      draw();
    },
    close() {
      panel.setOpen(false);
      draw();
    },
    destroy() {
      ended.abort();
      panel.destroy();
      viewport.destroy();
      render(null, place);
      host.remove();
    },
  };
}
