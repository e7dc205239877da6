import type { VisitorStart } from '@platform/api-contract/types';

/*
 * The widget's panel as the server serves it. Its bridge is kept stable, because pages meet loaders
 * that are older than the panel; the preview is one more such loader, without a server behind it.
 */
export type PanelBridge = {
  readonly options: { widget: string; origin: string; theme: 'light' | 'dark' };
  readonly root: ShadowRoot;
  readonly session: {
    readonly current: VisitorStart;
    readonly listeners: Set<(session: VisitorStart) => void>;
    start(): Promise<VisitorStart>;
    request(kind: 'query' | 'mutation', path: string, input: unknown): Promise<never>;
  };
  readonly memory: {
    get(key: string): string | null;
    set(key: string, value: string | null): void;
    values(prefix: string): string[];
  };
  emit(name: string, detail: unknown): void;
  setUnread(count: number): void;
  close(): void;
};

export type PanelHandle = { open(moveFocus: boolean): void; close(): void };

type PanelModule = { mount(bridge: PanelBridge): PanelHandle };

const address = '/widget/panel.js';

export async function loadPanel(): Promise<PanelModule> {
  return (await import(/* @vite-ignore */ address)) as PanelModule;
}
