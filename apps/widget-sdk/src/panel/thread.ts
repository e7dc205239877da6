import { applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type {
  AnswerPart,
  Message,
  OpenAnswer,
  VisitorEvent,
  VisitorThread,
} from '@platform/api-contract/types';
import { emptyThread, type LiveAnswer, type ThreadState } from './state.ts';

/** How long one sign of typing counts; the other side repeats it while it goes on. */
const typingShownMs = 6_000;

/** The thread after one event. Events may come twice and late; none is applied twice. */
export function applyEvent(thread: ThreadState, event: VisitorEvent, nowMs: number): ThreadState {
  const about = event.payload.conversationId;
  if (about !== thread.conversation?.id) return thread;
  switch (event.type) {
    case 'message.created':
    case 'message.updated':
      return applyMessage(thread, event.payload);
    case 'conversation.state': {
      const { state, agentName } = event.payload;
      const next = { ...thread, conversation: { ...thread.conversation, state, agentName } };
      // A person speaks now: whatever the AI was saying is over.
      return state === 'human' ? { ...closeLive(next), awaiting: false } : next;
    }
    case 'answer.started': {
      const { answerId, sourceCount } = event.payload;
      if (thread.closed.includes(answerId)) return thread;
      if (thread.live?.answerId === answerId) {
        return { ...thread, live: { ...thread.live, sourceCount } };
      }
      return { ...closeLive(thread), live: startLive(answerId, sourceCount), awaiting: false };
    }
    case 'answer.delta': {
      const { answerId, seq } = event.payload;
      if (thread.closed.includes(answerId)) return thread;
      const known = thread.live?.answerId === answerId;
      const live = known && thread.live ? thread.live : startLive(answerId, 0);
      if (seq < live.nextSeq) return thread;
      if (seq > live.nextSeq) return { ...thread, stale: true };
      const base = known ? thread : closeLive(thread);
      return { ...base, live: grow(live, event.payload), awaiting: false };
    }
    case 'answer.closed': {
      const { answerId, reason } = event.payload;
      const closed = remember(thread.closed, answerId);
      // After a restart the same question is answered once more, under another id.
      const awaiting = reason === 'restarted' && thread.conversation.state === 'ai';
      if (thread.live?.answerId !== answerId) return { ...thread, closed, awaiting };
      const kept = reason === 'finished' || reason === 'stopped';
      return { ...thread, closed, awaiting, live: kept ? { ...thread.live, ended: reason } : null };
    }
    case 'typing': {
      const { who, name } = event.payload;
      return who === 'agent'
        ? { ...thread, typing: { name, untilMs: nowMs + typingShownMs } }
        : thread;
    }
  }
}

export function applyMessage(thread: ThreadState, message: Message): ThreadState {
  const messages = withMessage(thread.messages, message);
  const next = {
    ...thread,
    messages,
    typing: message.role === 'agent' ? null : thread.typing,
    awaiting: thread.awaiting && message.role !== 'assistant' && message.role !== 'agent',
  };
  if (message.answerId === null) return next;
  return {
    ...next,
    closed: remember(next.closed, message.answerId),
    live: next.live?.answerId === message.answerId ? null : next.live,
  };
}

/** How long a question may wait for the first sign of its answer before we stop saying so. */
const awaitedMs = 60_000;

export interface Fetched {
  readonly thread: VisitorThread;
  /** How many messages were asked for: as many came, so there may be earlier ones. */
  readonly limit: number;
  /** Events came while the question was under way: a missing open answer may be one that began since. */
  readonly eventsMeanwhile: boolean;
  readonly nowMs: number;
}

/** The thread after the server was asked for its newest messages. */
export function mergeThread(thread: ThreadState, fetched: Fetched): ThreadState {
  const { conversation, messages, openAnswer } = fetched.thread;
  const full = messages.length >= fetched.limit;
  const newest = messages.at(-1);
  const same = thread.conversation?.id === conversation.id;
  // A full page may not touch what is here: only what is newer than the page surely follows it.
  const kept = full
    ? thread.messages.filter((each) => each.sequence > (newest?.sequence ?? 0))
    : thread.messages;
  const base = same ? { ...thread, messages: kept } : emptyThread;
  const merged = messages.reduce(applyMessage, { ...base, conversation, stale: false });
  const live = mergeLive(merged, openAnswer, fetched.eventsMeanwhile);
  const asked = merged.messages.at(-1);
  return {
    ...merged,
    live,
    hasEarlier: full || (same && thread.hasEarlier),
    awaiting:
      live === null &&
      conversation.state === 'ai' &&
      asked?.role === 'visitor' &&
      fetched.nowMs - Date.parse(asked.createdAt) < awaitedMs &&
      (merged.awaiting || !same),
  };
}

/** The thread with what stands before its first message. */
export function withEarlier(
  thread: ThreadState,
  earlier: readonly Message[],
  limit: number,
): ThreadState {
  return {
    ...earlier.reduce<ThreadState>(applyMessage, thread),
    hasEarlier: earlier.length >= limit,
  };
}

function mergeLive(
  thread: ThreadState,
  open: OpenAnswer | null,
  eventsMeanwhile: boolean,
): LiveAnswer | null {
  const { live } = thread;
  if (!open) return live && (eventsMeanwhile || live.ended) ? live : null;
  if (thread.closed.includes(open.answerId)) return live;
  let fresh = startLive(open.answerId, open.sourceCount);
  for (const part of [...open.parts].sort((a, b) => a.seq - b.seq)) {
    if (part.seq === fresh.nextSeq) fresh = grow(fresh, part);
  }
  const ahead = live?.answerId === open.answerId && live.nextSeq > fresh.nextSeq;
  return ahead ? live : fresh;
}

const grow = (live: LiveAnswer, part: AnswerPart): LiveAnswer => ({
  ...live,
  tree: applyAnswerPart(live.tree, part),
  nextSeq: live.nextSeq + 1,
});

const startLive = (answerId: string, sourceCount: number): LiveAnswer => ({
  answerId,
  sourceCount,
  tree: emptyAnswer,
  nextSeq: 0,
  ended: null,
});

const closeLive = (thread: ThreadState): ThreadState =>
  thread.live
    ? { ...thread, live: null, closed: remember(thread.closed, thread.live.answerId) }
    : thread;

// Late parts arrive within seconds: a short memory is enough.
const remember = (closed: readonly string[], answerId: string): readonly string[] =>
  closed.includes(answerId) ? closed : [...closed.slice(-19), answerId];

function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const others = messages.filter((each) => each.id !== message.id);
  const after = others.findLastIndex((each) => each.sequence < message.sequence) + 1;
  return [...others.slice(0, after), message, ...others.slice(after)];
}
