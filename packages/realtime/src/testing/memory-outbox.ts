import type { OutboxClaim, OutboxRow, OutboxSource } from '../server/relay.ts';

/** An outbox whose commits, crashes and leases a test decides. Rows of one topic are claimed once. */
export class MemoryOutbox implements OutboxSource {
  readonly rows: OutboxRow[] = [];
  readonly published = new Set<string>();
  /** Fails the next marks, as a database does that is cut after the log has acknowledged. */
  failingMarks = 0;
  claims = 0;
  /** The most claims that were open at one time. */
  mostAtOnce = 0;
  #open = 0;

  commit(topic: string, ...messageIds: string[]): void {
    for (const messageId of messageIds) {
      const sequence = this.rows.length + 1;
      this.rows.push({
        id: `row${sequence}`,
        topic,
        messageId,
        type: 'note',
        payload: {},
        sequence,
      });
    }
  }

  get waiting(): number {
    return this.rows.length - this.published.size;
  }

  async claim(limit: number): Promise<OutboxClaim> {
    this.claims += 1;
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    const rows = this.rows.filter((row) => !this.published.has(row.id)).slice(0, limit);
    return {
      rows,
      done: async () => {
        this.#open -= 1;
        if (this.failingMarks > 0) {
          this.failingMarks -= 1;
          throw new Error('the database was cut');
        }
        for (const row of rows) this.published.add(row.id);
      },
      release: async () => {
        this.#open -= 1;
      },
    };
  }
}
