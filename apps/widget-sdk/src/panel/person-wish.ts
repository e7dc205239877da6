import type { VisitorConversation } from '@platform/api-contract/types';
import type { Memory } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';
import { call } from './call.ts';
import type { PanelStore } from './panel-store.ts';

/** The conversation for which a person was wished, or this before there is one. */
const unborn = 'new';

/**
 * The wish to talk to a person. It is kept in the browser's memory until the server has it: neither a
 * page that is left nor a connection that is not there loses it.
 */
export class PersonWish {
  readonly #panel: PanelStore;
  readonly #memory: Memory;
  #delivering = false;

  constructor(panel: PanelStore, memory: Memory) {
    this.#panel = panel;
    this.#memory = memory;
  }

  keep(): void {
    this.#memory.set('person', this.#panel.state.conversationId ?? unborn);
  }

  /** Tells the server, if there is a wish and a conversation; to be called with each sign of life. */
  async deliver(): Promise<void> {
    const panel = this.#panel;
    const wanted = this.#memory.get('person');
    const conversationId = wanted === unborn ? panel.state.conversationId : wanted;
    if (!wanted || !conversationId || this.#delivering) return;
    this.#delivering = true;
    try {
      const conversation = await call<VisitorConversation>(
        panel.session,
        'mutation',
        'visitor.requestPerson',
        { conversationId },
      );
      this.#memory.set('person', null);
      if (conversationId === panel.state.conversationId) {
        panel.set({ thread: { ...panel.state.thread, conversation, awaiting: false } });
      }
    } catch (error) {
      // Out of reach: the wish is kept.
      if (isCallError(error)) {
        if (!error.retry) this.#memory.set('person', null);
        panel.set({ problem: { said: error.message } });
      }
    }
    this.#delivering = false;
  }
}
