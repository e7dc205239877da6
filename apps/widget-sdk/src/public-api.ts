/** What a page may ask of the widget: `window.Parley` once the loader ran, and what `loadParley` resolves to. */
export interface Parley {
  /** Shows the panel. The keyboard focus moves into it only when a person's own action led here. */
  open(): void;
  close(): void;
  toggle(): void;
  /** Tells the team who this visitor says to be (unverified), or proves it with a token. */
  identify(person: Person): void;
  /** Calls `listener` on each event of that name; the returned function ends it. */
  on<Name extends keyof ParleyEvents>(name: Name, listener: ParleyListener<Name>): () => void;
  /** Removes everything from the page. Running the script again starts afresh. */
  shutdown(): void;
}

export interface Person {
  name?: string;
  email?: string;
  /** A short JWT that your own server signed: proves who this is. Name and e-mail come from it. */
  token?: string;
}

export interface ParleyEvents {
  /** The server knows the widget and the launcher is on the page. */
  ready: { widget: string };
  open: Record<string, never>;
  close: Record<string, never>;
  /** A whole message of either side; an answer is told of once it is complete. */
  message: { from: 'visitor' | 'assistant' | 'agent'; text: string; conversationId: string };
  unread: { count: number };
}

export type ParleyListener<Name extends keyof ParleyEvents> = (detail: ParleyEvents[Name]) => void;

export interface ParleyOptions {
  /** The widget's public id, `wgt_…`. */
  widget: string;
  /** Where Parley runs, such as `https://parley.example.com`. */
  origin: string;
  /** Language of the widget's own texts; by default the page's, then the browser's. */
  locale?: string;
  /** Overrides what the team set: light, dark, or as the device prefers. */
  theme?: 'auto' | 'light' | 'dark';
  /** A CSS selector: the panel then stands inside that element, always open, without a launcher. */
  target?: string;
}

/** `window.Parley` before the loader ran: commands such as `['open']`, to be done once it did. */
export interface ParleyQueue {
  q?: { push(...commands: ArrayLike<unknown>[]): void } & Partial<ArrayLike<ArrayLike<unknown>>>;
}
