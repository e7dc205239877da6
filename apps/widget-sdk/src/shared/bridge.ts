import type { VisitorStart } from '@platform/api-contract/types';
import type { ParleyEvents, ParleyOptions, Person } from '../public-api.ts';

/**
 * What the loader gives the panel. The two are separate files with separate caches, so a page may
 * meet a loader that is some minutes older than its panel: this may grow, but what stands here stays.
 */
export interface Bridge {
  readonly options: ParleyOptions;
  readonly root: ShadowRoot;
  readonly session: VisitorSession;
  readonly memory: Memory;
  emit<Name extends keyof ParleyEvents>(name: Name, detail: ParleyEvents[Name]): void;
  setUnread(count: number): void;
  close(): void;
}

/** Who this browser is to the server. */
export interface VisitorSession {
  /** What the server last said of the widget, perhaps on an earlier visit; null before the first. */
  readonly current: VisitorStart | null;
  /** Called with every new answer to who we are. */
  readonly listeners: Set<(session: VisitorStart) => void>;
  /** Who the page says this is, sent with every `start`. */
  person?: Person;
  /** Asks the server who we are; calls under way at the same time share the answer. */
  start(): Promise<VisitorStart>;
  /** One procedure of the visitor's API. Rejects with a `CallError`, or another error when unreachable. */
  request<Output>(kind: 'query' | 'mutation', path: string, input: unknown): Promise<Output>;
}

/** This browser's memory for this widget; it ends with the page where the page may not store anything. */
export interface Memory {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** What is kept under all keys that begin so, in no order. */
  values(prefix: string): string[];
}

export interface PanelHandle {
  open(moveFocus: boolean): void;
  close(): void;
  destroy(): void;
}

export interface PanelModule {
  mount(bridge: Bridge): PanelHandle;
}
