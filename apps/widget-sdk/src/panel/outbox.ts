import type { Message, VisitorConversation } from '@platform/api-contract/types';
import type { Memory } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';
import type { Outgoing } from './state.ts';

export interface SendResult {
  conversation: VisitorConversation;
  message: Message;
}

interface OutboxOptions {
  memory: Memory;
  send: (entry: Outgoing) => Promise<SendResult>;
  /** An entry was accepted. It is already gone from the outbox. */
  onSent: (entry: Outgoing, result: SendResult) => void;
  onChange: () => void;
  /** Runs `retry` once after `delayMs`; the returned function calls it off. */
  schedule: (retry: () => void, delayMs: number) => () => void;
}

const prefix = 'out:';
const firstRetryMs = 1_000;
const lastRetryMs = 30_000;

/**
 * What the visitor wrote and the server has not acknowledged. Each entry is a row of its own in the
 * browser's memory, so a reload, a crash or a second tab loses none; the server tells a repeated
 * `clientId` from a new message, so sending again is always safe.
 */
export class Outbox {
  reachable = true;
  /** When what the server would not take yet is sent again; 0 otherwise. */
  retryAtMs = 0;
  readonly #options: OutboxOptions;
  #sending = false;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Oldest first. */
  entries(): Outgoing[] {
    return this.#options.memory
      .values(prefix)
      .flatMap((text) => readEntry(text) ?? [])
      .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.clientId < b.clientId ? -1 : 1));
  }

  add(entry: Outgoing): void {
    this.#write(entry);
    this.#options.onChange();
    void this.flush();
  }

  remove(clientId: string): void {
    this.#options.memory.set(prefix + clientId, null);
    this.#options.onChange();
  }

  /** Takes a refused entry up again. */
  retry(clientId: string): void {
    const entry = this.entries().find((each) => each.clientId === clientId);
    if (!entry) return;
    const { refused: _refused, ...again } = entry;
    this.#write(again);
    this.#options.onChange();
    void this.flush();
  }

  /** Sends what waits, one after the other, until nothing waits or the server cannot be reached. */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#sending = true;
    this.retryAtMs = 0;
    try {
      for (;;) {
        const entry = this.entries().find((each) => each.refused === undefined);
        if (!entry || !(await this.#sendOne(entry))) return;
      }
    } finally {
      this.#sending = false;
    }
  }

  stop(): void {
    this.#cancelRetry?.();
  }

  async #sendOne(entry: Outgoing): Promise<boolean> {
    try {
      const result = await this.#options.send(entry);
      this.#failures = 0;
      this.reachable = true;
      this.#adopt(entry, result.conversation.id);
      this.#options.memory.set(prefix + entry.clientId, null);
      this.#options.onSent(entry, result);
      return true;
    } catch (error) {
      return this.#afterFailure(entry, error);
    }
  }

  /** What was written before the conversation had an id belongs to the conversation that opened. */
  #adopt(sent: Outgoing, conversationId: string): void {
    if (sent.conversationId !== null) return;
    for (const entry of this.entries()) {
      if (entry.conversationId === null && entry.clientId !== sent.clientId) {
        this.#write({ ...entry, conversationId });
      }
    }
  }

  /** Whether to go on with the next entry at once. */
  #afterFailure(entry: Outgoing, error: unknown): boolean {
    if (isCallError(error) && !error.retry) {
      this.reachable = true;
      const lost = error.code === 'NOT_FOUND' && entry.conversationId !== null;
      // The conversation is not there any more (its workspace forgot it): the words open a new one.
      this.#write(lost ? { ...entry, conversationId: null } : { ...entry, refused: error.message });
      this.#options.onChange();
      return true;
    }
    this.reachable = isCallError(error);
    const backoffMs = Math.min(lastRetryMs, firstRetryMs * 2 ** this.#failures);
    this.#failures += 1;
    const waitMs = isCallError(error) ? Math.max(error.retryAfterMs, backoffMs) : backoffMs;
    if (this.reachable) this.retryAtMs = Date.now() + waitMs;
    this.#cancelRetry = this.#options.schedule(() => void this.flush(), waitMs);
    this.#options.onChange();
    return false;
  }

  #write(entry: Outgoing): void {
    this.#options.memory.set(prefix + entry.clientId, JSON.stringify(entry));
  }
}

function readEntry(text: string): Outgoing | null {
  try {
    const value = JSON.parse(text) as Partial<Outgoing> | null;
    return value && typeof value.text === 'string' && typeof value.clientId === 'string'
      ? (value as Outgoing)
      : null;
  } catch {
    // Someone else's row under our name: not ours to send, and not worth failing for.
    return null;
  }
}
