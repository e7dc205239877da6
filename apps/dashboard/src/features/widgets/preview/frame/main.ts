import { textOn } from '../contrast.ts';
import { isPreviewShow, type PreviewShow, type PreviewState } from './messages.ts';
import { loadPanel, type PanelHandle } from './panel-module.ts';
import './frame.css';

/*
 * The page inside the designer's preview: a plain site with the real panel on it. It is a picture (the
 * designer makes it inert), so nothing is ever sent from here.
 */
const host = document.createElement('div');
const root = host.attachShadow({ mode: 'open' });
const launcher = document.createElement('div');
const label = document.createElement('span');
const listeners = new Set<(start: PreviewShow['start']) => void>();
const options = { widget: '', origin: location.origin, theme: 'light' as 'light' | 'dark' };
let panel: PanelHandle | null = null;

function tell(type: PreviewState['type']): void {
  parent.postMessage({ type }, location.origin);
}

function drawPage(): void {
  const page = document.createElement('main');
  page.className = 'page';
  for (let line = 0; line < 8; line += 1) page.append(document.createElement('i'));
  const symbol = document.createElement('b');
  launcher.className = 'launcher';
  launcher.append(symbol, label);
  document.body.append(page, launcher, host);
}

function dress({ start, page, open }: PreviewShow): void {
  const { settings } = start;
  // The visitor's device, for which the designer's switch stands here.
  options.theme = settings.theme === 'auto' ? page : settings.theme;
  document.documentElement.dataset.page = page;
  launcher.dataset.side = settings.position;
  launcher.dataset.open = String(open);
  label.textContent = settings.launcherLabel;
  for (const [name, value] of [
    ['--accent', settings.accent],
    ['--on-accent', textOn(settings.accent)],
    ['--offset', `${settings.offsetPx}px`],
  ] as const) {
    launcher.style.setProperty(name, value);
    // The panel stands above its launcher, and reads where that is from around it.
    host.style.setProperty(name, value);
  }
}

async function begin(show: PreviewShow): Promise<void> {
  let current = show.start;
  listeners.add((start) => {
    current = start;
  });
  const module = await loadPanel();
  const kept = new Map<string, string>();
  panel = module.mount({
    options,
    root,
    session: {
      get current() {
        return current;
      },
      listeners,
      start: async () => current,
      request: () => Promise.reject(new TypeError('The preview asks no server.')),
    },
    memory: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => {
        if (value === null) kept.delete(key);
        else kept.set(key, value);
      },
      values: (prefix) =>
        [...kept].flatMap(([key, value]) => (key.startsWith(prefix) ? value : [])),
    },
    emit: () => undefined,
    setUnread: () => undefined,
    close: () => undefined,
  });
  tell('parley.preview.ready');
}

let latest: PreviewShow | null = null;
let beginning: Promise<void> | null = null;

addEventListener('message', (event) => {
  if (event.origin !== location.origin || !isPreviewShow(event.data)) return;
  latest = event.data;
  dress(latest);
  beginning ??= begin(latest);
  beginning.then(
    () => {
      if (!latest) return;
      for (const listener of listeners) listener(latest.start);
      if (latest.open) panel?.open(false);
      else panel?.close();
    },
    () => tell('parley.preview.failed'),
  );
});

drawPage();
tell('parley.preview.ready');
