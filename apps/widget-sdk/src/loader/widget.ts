import type { Parley, ParleyOptions } from '../public-api.ts';
import type { PanelHandle, PanelModule } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';
import { installParley, isParleyHere, removeParley } from './commands.ts';
import { createEvents } from './events.ts';
import { createLauncher } from './launcher.ts';
import { openMemory } from './memory.ts';
import { openSession } from './session.ts';

/** The panel's file of this build, set when the loader is built after it. */
declare const __PANEL_FILE__: string;

const retryStartMs = 10_000;
const stayOpenMs = 30 * 60_000;

/** Starts the widget once per page; a second script tag finds the first at work and does nothing. */
export function startWidget(options: ParleyOptions): void {
  if (isParleyHere()) return;
  const { origin, widget } = options;
  const memory = openMemory(widget);
  const session = openSession(options, memory);
  const { on, emit } = createEvents();
  const target = options.target ? document.querySelector(options.target) : null;
  const launcher = createLauncher(target);
  const { root, button } = launcher;
  let panel: Promise<PanelHandle> | null = null;
  let opened = false;
  let gone = false;
  let retryTimer: number;

  const setUnread = (count: number) => {
    launcher.setUnread(count);
    emit('unread', { count });
  };

  /** By its content's name; where a release has replaced that file meanwhile, by its lasting one. */
  const loadPanel = (): Promise<PanelHandle> => {
    const from = (file: string): Promise<PanelModule> =>
      import(/* @vite-ignore */ `${origin}/widget/${file}`);
    panel ??= from(__PANEL_FILE__)
      .catch(() => from('panel.js'))
      .then(({ mount }) => {
        const close = () => methods.close();
        return mount({ options, root, session, memory, emit, setUnread, close });
      })
      .catch((error: unknown) => {
        panel = null;
        throw error;
      });
    return panel;
  };
  const prepare = () => void loadPanel().catch(reportError);

  const show = async (open: boolean): Promise<void> => {
    if (opened === open || gone) return;
    opened = open;
    // A page that opens the widget by itself must not pull the reader's focus into it.
    const moveFocus = navigator.userActivation?.isActive;
    const hadFocus = root.activeElement;
    button.ariaExpanded = `${open}`;
    memory.set('openAt', open ? `${Date.now()}` : null);
    try {
      const handle = await loadPanel();
      if (gone || opened !== open) return;
      if (open) handle.open(moveFocus);
      else handle.close();
      if (!open && hadFocus) button.focus();
      emit(open ? 'open' : 'close', {});
    } catch (error) {
      opened = false;
      button.ariaExpanded = 'false';
      reportError(error);
    }
  };

  const methods: Parley = {
    on,
    open: () => void show(true),
    close: () => void (target ?? show(false)),
    toggle: () => void show(!opened),
    identify(who) {
      session.person = who;
      void connect();
    },
    shutdown() {
      gone = true;
      void panel?.then((handle) => handle.destroy());
      launcher.remove();
      removeParley();
    },
  };

  const connect = async (): Promise<void> => {
    clearTimeout(retryTimer);
    if (gone) return;
    try {
      const { conversation } = await session.start();
      if (gone) return;
      launcher.setUnread(conversation?.unread ?? 0);
      emit('ready', { widget });
      // Someone may be answering this visitor right now: listen, even while closed.
      if (conversation && (conversation.unread || conversation.state !== 'resolved')) prepare();
    } catch (error) {
      if (gone) return;
      if (isCallError(error) && !error.retry) {
        // This site may not show this widget. Whoever pasted the snippet has to learn why.
        reportError(error);
        methods.shutdown();
      } else {
        retryTimer = window.setTimeout(connect, retryStartMs);
      }
    }
  };

  button.onclick = methods.toggle;
  button.onpointerenter = button.onfocus = prepare;
  session.listeners.add(launcher.update);
  // What the last visit knew draws the launcher at once, also while the network is away.
  if (session.current) launcher.update(session.current);
  addEventListener('online', connect);
  // First what the page has said already: who the visitor is belongs into the first call.
  installParley(methods);
  void connect();
  // A visitor who goes from page to page keeps the panel open, but not where it covers the page.
  const openAgo = Date.now() - Number(memory.get('openAt'));
  if (target || (openAgo < stayOpenMs && innerWidth > 480)) void show(true);
}
