import type { VisitorStart } from '@platform/api-contract/types';
import { textOn } from '../shared/contrast.ts';
import css from './launcher.css?inline';

export interface Launcher {
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  update(session: VisitorStart): void;
  setUnread(count: number): void;
  remove(): void;
}

/** Puts the host element on the page, or into `target`, where there is no button. */
export function createLauncher(target: Element | null): Launcher {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => document.createElement(tag);
  const host = make('div');
  const root = host.attachShadow({ mode: 'open' });
  const button = make('button');
  const label = make('span');
  const badge = make('span');
  // A constructed sheet is allowed under a policy without 'unsafe-inline'; a style element is not.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  button.append(make('b'), label, badge);
  button.ariaExpanded = 'false';

  // Pages that replace their body on navigation would take the widget with it.
  const keep = () => {
    if (!host.isConnected) (target ?? document.body).append(host);
    watcher.observe(document.body, { childList: true });
  };
  const watcher = new MutationObserver(keep);
  watcher.observe(document.documentElement, { childList: true });
  keep();

  return {
    root,
    button,
    update({ settings: { accent, offsetPx, position, launcherLabel }, assistantName }) {
      const { style } = host;
      style.setProperty('--accent', accent);
      style.setProperty('--on-accent', textOn(accent));
      style.setProperty('--offset', `${offsetPx}px`);
      // Without a label the assistant's name is there for those who do not see the picture.
      button.className = launcherLabel ? position : `${position} bare`;
      label.textContent = launcherLabel || assistantName;
      if (!target && !button.isConnected) root.append(button);
    },
    setUnread(count) {
      badge.textContent = `${count || ''}`;
    },
    remove() {
      watcher.disconnect();
      host.remove();
    },
  };
}
