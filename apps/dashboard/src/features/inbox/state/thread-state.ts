import { applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type {
  AnswerDelta,
  AnswerTree,
  OpenAnswer,
  TeamEvent,
  TeamMessage,
} from '@platform/api-contract/types';

/** An answer that is being written. `nextSeq` is the part to come; later parts wait in `ahead`. */
export type GrowingAnswer = {
  answerId: string;
  phase: 'searching' | 'writing';
  sourceCount: number;
  tree: AnswerTree;
  nextSeq: number;
  ahead: readonly AnswerDelta[];
};

export type ThreadState = {
  /** In order of `sequence`, each once. */
  messages: readonly TeamMessage[];
  growing: GrowingAnswer | null;
  /** Answers that get no further part: finished, stopped or taken over. Late parts are dropped. */
  closed: readonly string[];
};

export type ThreadAction =
  | { type: 'loaded'; messages: readonly TeamMessage[]; openAnswer: OpenAnswer | null }
  | { type: 'earlier'; messages: readonly TeamMessage[] }
  | { type: 'sent'; message: TeamMessage }
  | { type: 'event'; event: TeamEvent }
  /** Something may have been missed: what was growing is told anew by the next load. */
  | { type: 'reset' };

export const emptyThread: ThreadState = { messages: [], growing: null, closed: [] };

/**
 * A thread after something was learned of it. Everything may come twice, late and out of order:
 * messages are told apart by id, parts of an answer by their number, and what a message says is final.
 */
export function reduceThread(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.type) {
    case 'loaded': {
      const closing = action.messages.reduce(place, state);
      return action.openAnswer ? open(closing, action.openAnswer) : closing;
    }
    case 'earlier':
      return action.messages.reduce(place, state);
    case 'sent':
      return place(state, action.message);
    case 'reset':
      return { ...state, growing: null };
    case 'event':
      return applyEvent(state, action.event);
  }
}

function applyEvent(state: ThreadState, event: TeamEvent): ThreadState {
  switch (event.type) {
    case 'team.message.created':
    case 'team.message.updated':
      return place(state, event.payload);
    case 'answer.started': {
      const { answerId, sourceCount } = event.payload;
      return open(state, { answerId, phase: 'searching', sourceCount, parts: [] });
    }
    case 'answer.delta':
      return addPart(state, event.payload);
    case 'answer.closed':
      return close(state, event.payload.answerId, event.payload.reason === 'finished');
    case 'typing':
    case 'conversation.updated':
    case 'document.updated':
    case 'document.removed':
    case 'team.changed':
      return state;
  }
}

function place(state: ThreadState, message: TeamMessage): ThreadState {
  const others = state.messages.filter((each) => each.id !== message.id);
  const after = others.findLastIndex((each) => each.sequence <= message.sequence) + 1;
  const placed = {
    ...state,
    messages: [...others.slice(0, after), message, ...others.slice(after)],
  };
  return message.answerId ? close(placed, message.answerId, false) : placed;
}

/** `keepShown`: the words stay on the screen until the final message takes their place. */
function close(state: ThreadState, answerId: string, keepShown: boolean): ThreadState {
  const closed = state.closed.includes(answerId)
    ? state.closed
    : [...state.closed, answerId].slice(-50);
  const shown = state.growing?.answerId === answerId;
  const stored = state.messages.some((each) => each.answerId === answerId);
  return { ...state, closed, growing: shown && !(keepShown && !stored) ? null : state.growing };
}

function open(state: ThreadState, answer: OpenAnswer): ThreadState {
  if (state.closed.includes(answer.answerId)) return state;
  const known = state.growing?.answerId === answer.answerId ? state.growing : null;
  const growing: GrowingAnswer = known ?? {
    answerId: answer.answerId,
    phase: answer.phase,
    sourceCount: answer.sourceCount,
    tree: emptyAnswer,
    nextSeq: 0,
    ahead: [],
  };
  const withCount = { ...growing, sourceCount: Math.max(growing.sourceCount, answer.sourceCount) };
  return { ...state, growing: answer.parts.reduce(grow, withCount) };
}

function addPart(state: ThreadState, part: AnswerDelta): ThreadState {
  if (state.closed.includes(part.answerId)) return state;
  // The start of an answer can be missed; its first part tells as well that it is being written.
  const started =
    state.growing?.answerId === part.answerId
      ? state
      : open(state, { answerId: part.answerId, phase: 'writing', sourceCount: 0, parts: [] });
  return started.growing ? { ...started, growing: grow(started.growing, part) } : started;
}

function grow(answer: GrowingAnswer, part: AnswerDelta): GrowingAnswer {
  if (part.seq < answer.nextSeq) return answer;
  const waiting = [...answer.ahead.filter((each) => each.seq !== part.seq), part];
  let { tree, nextSeq } = answer;
  for (;;) {
    const next = waiting.find((each) => each.seq === nextSeq);
    if (!next) break;
    tree = applyAnswerPart(tree, next);
    nextSeq += 1;
  }
  const phase = nextSeq > 0 ? 'writing' : answer.phase;
  return { ...answer, phase, tree, nextSeq, ahead: waiting.filter((each) => each.seq >= nextSeq) };
}
