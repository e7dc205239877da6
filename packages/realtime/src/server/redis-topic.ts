import type { Position } from '../protocol.ts';
import type { Follower, LogEntry, LogPage } from './log.ts';
import type { Announcement } from './redis-replies.ts';

const readLimit = 500;

/**
 * A topic as this process follows it on Redis. Announcements are pushed to it; at the start, after a
 * cut and at a gap it reads the stream, and holds back what is announced until it has caught up.
 */
export class RedisTopic {
  readonly followers = new Set<Follower>();
  /** Calls that wait for the first reading, and that reading. */
  opening = 0;
  opened: Promise<void> | undefined;
  /** Where the followers stand; unknown until the first reading. */
  position: Position | undefined;

  /** What was announced while reading; `undefined` when announcements can be passed on. */
  #held: Announcement[] | undefined = [];
  /** Counts readings begun: only the newest may touch anything. */
  #reading = 0;

  /**
   * Reads until it stands where the announcements go on. `read` returns what comes after a position.
   * Rejects with what `read` rejects with, holding announcements back until the next attempt.
   */
  async catchUp(read: (from: Position, limit: number) => Promise<LogPage>): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    let complete = false;
    while (!complete) {
      this.#held = [];
      const page = await read(this.position ?? { epoch: '', offset: 0 }, readLimit);
      if (reading !== this.#reading) return;
      if (page.lost) this.#restart(page.head);
      else this.#deliver(page.entries);
      complete = (page.lost || page.entries.length < readLimit) && this.#passOnHeld();
    }
    this.#held = undefined;
  }

  /** Takes an announcement; `false` when it does not connect and the topic has to catch up. */
  announce(announcement: Announcement): boolean {
    if (this.#held !== undefined) {
      this.#held.push(announcement);
      return true;
    }
    return this.#passOn(announcement);
  }

  /** The replies come before later announcements, but are seen in a later turn; hence the order here. */
  #passOnHeld(): boolean {
    return (this.#held ?? []).every((announcement) => this.#passOn(announcement));
  }

  #passOn({ epoch, entries }: Announcement): boolean {
    const { position } = this;
    const first = entries[0];
    if (position === undefined || position.epoch !== epoch || first === undefined) return false;
    if (first.offset > position.offset + 1) return false;
    this.#deliver(entries.slice(position.offset + 1 - first.offset));
    return true;
  }

  #deliver(entries: readonly LogEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined || this.position === undefined) return;
    this.position = { epoch: this.position.epoch, offset: last.offset };
    for (const follower of this.followers) follower.onEntries(entries);
  }

  #restart(head: Position): void {
    this.position = head;
    for (const follower of this.followers) follower.onReset(head);
  }
}
