import type {
  AnswerTree,
  Excerpt,
  Message,
  VisitorConversation,
  VisitorStart,
} from '@platform/api-contract/types';

/** An answer while it is being written. */
export interface LiveAnswer {
  readonly answerId: string;
  readonly sourceCount: number;
  readonly tree: AnswerTree;
  /** The number the next part must have; a higher one says that parts were missed. */
  readonly nextSeq: number;
  /** Set once no further part can come; the whole message replaces this when it arrives. */
  readonly ended: 'finished' | 'stopped' | null;
}

export interface ThreadState {
  readonly conversation: VisitorConversation | null;
  /** In the order of the conversation. */
  readonly messages: readonly Message[];
  readonly live: LiveAnswer | null;
  /** Answers that get no further part: what still arrives of them is late. */
  readonly closed: readonly string[];
  /** A question is with the server and nothing of its answer is here yet. */
  readonly awaiting: boolean;
  readonly typing: { readonly name: string; readonly untilMs: number } | null;
  readonly hasEarlier: boolean;
  /** Something was missed: the thread has to be fetched. */
  readonly stale: boolean;
}

export const emptyThread: ThreadState = {
  conversation: null,
  messages: [],
  live: null,
  closed: [],
  awaiting: false,
  typing: null,
  hasEarlier: false,
  stale: false,
};

/** A message of the visitor that the server has not acknowledged yet. */
export interface Outgoing {
  readonly clientId: string;
  /** Null: it opens a new conversation, together with the others that say null. */
  readonly conversationId: string | null;
  readonly text: string;
  readonly pageUrl?: string;
  readonly createdAtMs: number;
  /** Why the server will not take it; absent while it may still go. */
  readonly refused?: string;
}

export interface ExcerptState {
  readonly message: Message;
  readonly number: number;
  readonly excerpt: Excerpt | null;
  readonly failed: boolean;
}

export interface PanelState {
  readonly open: boolean;
  readonly screen: 'thread' | 'history';
  readonly session: VisitorStart | null;
  /** The conversation that is shown, also while its thread could not be fetched; null for a new one. */
  readonly conversationId: string | null;
  readonly thread: ThreadState;
  readonly loadingThread: boolean;
  readonly outgoing: readonly Outgoing[];
  readonly reachable: boolean;
  /** When the outgoing are sent again, where the server asked for patience; 0 otherwise. */
  readonly retryAtMs: number;
  readonly draft: string;
  readonly excerpt: ExcerptState | null;
  readonly history: readonly VisitorConversation[] | null;
  readonly historyFailed: boolean;
  /** Something could not be done: in the server's words, or null where it gave none. */
  readonly problem: { readonly said: string | null } | null;
  readonly unread: number;
  /** Grows by one whenever the composer should take the keyboard. */
  readonly focusComposer: number;
  /** The question in the composer is to be put in other words. */
  readonly rephrasing: boolean;
  /** The answer that was rated down just now and whose reason is asked for. */
  readonly askingWhy: string | null;
}
