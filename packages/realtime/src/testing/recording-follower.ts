import type { Position } from '../protocol.ts';
import type { Follower, LogEntry } from '../server/log.ts';

/** A follower that writes down what it is told, and lets a test wait for it. */
export class RecordingFollower implements Follower {
  start: Position | undefined;
  readonly resets: Position[] = [];
  readonly entries: LogEntry[] = [];
  readonly #waiting = new Set<() => void>();

  get ids(): unknown[] {
    return this.entries.map((entry) => JSON.parse(entry.json).id);
  }

  get offsets(): number[] {
    return this.entries.map((entry) => entry.offset);
  }

  onStart(head: Position): void {
    this.start = head;
    this.#changed();
  }

  onEntries(entries: readonly LogEntry[]): void {
    this.entries.push(...entries);
    this.#changed();
  }

  onReset(head: Position): void {
    this.resets.push(head);
    this.#changed();
  }

  /** Resolves as soon as the condition holds; a test that waits for ever fails by its own timeout. */
  async until(condition: (follower: this) => boolean): Promise<void> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
