import type { Position } from '../protocol.ts';
import type { Follower, LogEntry } from './log.ts';
import { textMessage } from './ws-frame.ts';

/** What a feed needs of a socket: somewhere to put the bytes of whole messages. */
export interface Reader {
  write(message: Buffer): void;
  cork(): void;
  uncork(): void;
}

/** One topic as this node's readers get it: who reads, where they stand, what waits for the tick. */
export class TopicFeed implements Follower {
  readonly topic: string;
  readonly readers = new Set<Reader>();
  /** Attachments under way, which keep the feed open while nobody reads yet. */
  joining = 0;
  /** Where the readers stand: everything up to here was written to them, and nothing after it. */
  position: Position = { epoch: '', offset: 0 };

  readonly #onPending: (feed: TopicFeed) => void;
  #framePrefix = '';
  #pending: string[] = [];
  #pendingOffset = 0;

  constructor(topic: string, onPending: (feed: TopicFeed) => void) {
    this.topic = topic;
    this.#onPending = onPending;
  }

  onStart(head: Position): void {
    this.position = head;
    this.#pendingOffset = head.offset;
    this.#framePrefix = messageFramePrefix(this.topic, head.epoch);
  }

  onEntries(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      this.#pending.push(messageFrame(this.#framePrefix, entry));
      this.#pendingOffset = entry.offset;
    }
    this.#onPending(this);
  }

  onReset(head: Position): void {
    this.flush();
    this.onStart(head);
    const message = textMessage(JSON.stringify([{ op: 'reset', topic: this.topic, ...head }]));
    for (const reader of this.readers) reader.write(message);
  }

  /** Frames that wait, as one WebSocket message shared by all readers; returns how many deliveries. */
  flush(beforeWrite?: (reader: Reader) => void): number {
    const count = this.#pending.length;
    if (count === 0) return 0;
    this.position = { epoch: this.position.epoch, offset: this.#pendingOffset };
    const text = `[${this.#pending.join(',')}]`;
    this.#pending = [];
    if (this.readers.size === 0) return 0;
    const message = textMessage(text);
    for (const reader of this.readers) {
      beforeWrite?.(reader);
      reader.write(message);
    }
    return count * this.readers.size;
  }
}

/** The beginning of a `message` frame, the same for a whole epoch of a topic. */
export function messageFramePrefix(topic: string, epoch: string): string {
  const head = JSON.stringify({ op: 'message', topic, epoch });
  return `${head.slice(0, -1)},"offset":`;
}

/** Splices an entry's JSON, which the publisher made, into its frame without parsing it. */
export function messageFrame(prefix: string, entry: LogEntry): string {
  return `${prefix}${entry.offset},${entry.json.slice(1)}`;
}
