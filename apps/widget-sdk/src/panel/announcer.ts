import type { VisitorEvent } from '@platform/api-contract/types';

/** Lines a screen reader may still have to read; older ones go. */
const keptLines = 6;

/**
 * A polite live region outside the thread: an answer is read sentence by sentence as it arrives, a
 * person's reply whole, and nothing is read again when the thread is drawn anew.
 */
export class Announcer {
  readonly region: HTMLElement;
  #spoken = new Set<string>();

  constructor() {
    this.region = document.createElement('div');
    this.region.className = 'unseen';
    this.region.ariaLive = 'polite';
    this.region.setAttribute('role', 'status');
  }

  event(event: VisitorEvent): void {
    if (event.type === 'answer.delta') {
      this.#spoken.add(event.payload.answerId);
      this.#say(event.payload.sentence.inlines.map((each) => each.text).join(''));
    }
    if (event.type !== 'message.created') return;
    const { role, text, author, answerId } = event.payload;
    if (role === 'agent') this.#say(`${author?.name ?? ''}: ${text}`);
    if (role === 'assistant' && !(answerId && this.#spoken.has(answerId))) this.#say(text);
  }

  #say(words: string): void {
    const line = document.createElement('p');
    line.textContent = words;
    this.region.append(line);
    while (this.region.childElementCount > keptLines) this.region.firstElementChild?.remove();
  }
}
