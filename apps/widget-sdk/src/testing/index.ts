/** What the panel is made of without a page: for tests that are a visitor in a process of their own. */
export { Outbox, type SendResult } from '../panel/outbox.ts';
export { emptyThread, type Outgoing, type ThreadState } from '../panel/state.ts';
export { applyEvent, mergeThread } from '../panel/thread.ts';
export type { Memory } from '../shared/bridge.ts';
export type { CallError } from '../shared/call-error.ts';
