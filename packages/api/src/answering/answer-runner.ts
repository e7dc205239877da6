import type { AnswerDelta, AnswerPart, OpenAnswer } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import type { MessageLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import type { Logger } from '@platform/shared/logger';
import { teamTopic, visitorTopic } from '../realtime/topics.ts';
import { createAnswerStream, type Streamed } from './answer-stream.ts';
import type { ShownAnswer } from './close-answer.ts';
import {
  findOpenAnswer,
  type OpenAnswerRow,
  reclaimAnswers,
  releaseLease,
  renewLease,
} from './open-answers.queries.ts';
import { loadQuestion, type Question } from './question.queries.ts';
import { type FinishedAnswer, storeAnswer } from './store-answer.ts';

/** One step of an answer while it is written. */
export type AnswerStep =
  | { readonly type: 'started'; readonly sourceCount: number }
  | { readonly type: 'part'; readonly part: AnswerPart }
  | ({ readonly type: 'finished' } & FinishedAnswer);

export interface AnswerRunnerOptions {
  readonly db: Database;
  readonly log: MessageLog;
  readonly logger: Logger;
  /** Only this process serves: what a dead one left open is ours at once. */
  readonly alone: boolean;
  /** This process writes answers; others leave open ones alone. */
  readonly works: boolean;
  answer(tenantId: string, question: Question, signal: AbortSignal): AsyncIterable<AnswerStep>;
  /** The words for a question whose answer broke every time. */
  apologise(): FinishedAnswer;
  wakeRelay(): void;
}

export interface AnswerRunner {
  /** Begins to answer; returns at once. The row is committed, so a crash is made good later. */
  start(open: OpenAnswerRow): void;
  /**
   * What readers were shown so far of the conversation's answer, for whoever is about to close it in a
   * transaction. Asks the database and the log, so it is called before that.
   */
  shown(tenantId: string, conversationId: string): Promise<ShownAnswer>;
  /** What was written so far, here or elsewhere, for a reader who comes in the middle. */
  inProgress(open: OpenAnswerRow | undefined): Promise<OpenAnswer | null>;
  /** Ends what is written here for a conversation that is no more. */
  abort(conversationId: string): void;
  running(): number;
  /** Waits for the answers under way until the deadline; what is left is answered by another process. */
  close(deadlineMs: number): Promise<void>;
}

interface Running {
  readonly open: OpenAnswerRow;
  readonly abort: AbortController;
  readonly parts: AnswerDelta[];
  sourceCount: number;
  done: Promise<void>;
}

const renewEveryMs = 2_000;
const reclaimEveryMs = 2_000;

/** Writes answers: asks the engine, streams its checked sentences to readers, stores the whole. */
export function createAnswerRunner(options: AnswerRunnerOptions): AnswerRunner {
  const { db, log, logger } = options;
  const running = new Map<string, Running>();
  const stream = options.alone ? null : createAnswerStream(log, logger);
  let closed = false;

  async function publish(run: Running, type: 'answer.started' | 'answer.delta', payload: object) {
    const { conversationId } = run.open;
    const body = { conversationId, ...payload };
    try {
      await log.publish(
        [visitorTopic(conversationId), teamTopic(conversationId)].map((topic) => ({
          topic,
          type,
          id: newId('event'),
          payload: body,
        })),
      );
    } catch (error) {
      // Deltas are a courtesy: whoever misses them gets the whole answer when it is stored.
      logger.warn({ err: error, conversationId }, 'part of an answer was not streamed');
    }
  }

  /** Returns the answer that is owed next. */
  async function write(run: Running): Promise<OpenAnswerRow | null> {
    const { open } = run;
    const question = await db.tenant(open.tenantId, (tx) => loadQuestion(tx, open));
    if (question === null) return null;
    const { signal } = run.abort;
    for await (const step of options.answer(open.tenantId, question, signal)) {
      if (signal.aborted) return null;
      if (step.type === 'started') {
        run.sourceCount = step.sourceCount;
        await publish(run, 'answer.started', {
          answerId: open.answerId,
          sourceCount: step.sourceCount,
        });
      } else if (step.type === 'part') {
        const delta = { ...step.part, answerId: open.answerId, seq: run.parts.length };
        run.parts.push(delta);
        await publish(run, 'answer.delta', delta);
      } else {
        const next = await db.tenant(open.tenantId, (tx) => storeAnswer(tx, open, step));
        options.wakeRelay();
        return next;
      }
    }
    return null;
  }

  async function run(run: Running): Promise<void> {
    const renewal = setInterval(() => {
      db.tenant(run.open.tenantId, (tx) => renewLease(tx, run.open)).then(
        (ours) => {
          if (!ours) run.abort.abort();
        },
        (error: unknown) => logger.warn({ err: error }, 'lease of an answer was not renewed'),
      );
    }, renewEveryMs);
    const { conversationId, answerId } = run.open;
    const unwatch = stream?.watch(conversationId, answerId, () => run.abort.abort());
    let next: OpenAnswerRow | null = null;
    try {
      next = await write(run);
    } catch (error) {
      // The row stays: its lease runs out, and the question is answered again.
      logger.error({ err: error, conversationId }, 'answer broke off');
    } finally {
      clearInterval(renewal);
      unwatch?.();
      if (running.get(conversationId) === run) running.delete(conversationId);
    }
    if (next !== null) start(next);
  }

  async function streamedElsewhere(conversationId: string, answerId: string): Promise<Streamed> {
    const nothing = { sourceCount: 0, parts: [] };
    if (stream === null) return nothing;
    return stream.read(conversationId, answerId).catch((error: unknown) => {
      logger.debug({ err: error }, 'what was streamed elsewhere could not be read');
      return nothing;
    });
  }

  function start(open: OpenAnswerRow): void {
    if (closed) return;
    running.get(open.conversationId)?.abort.abort();
    const started: Running = {
      open,
      abort: new AbortController(),
      parts: [],
      sourceCount: 0,
      done: Promise.resolve(),
    };
    running.set(open.conversationId, started);
    started.done = run(started);
  }

  async function reclaim(expiredBefore: Date): Promise<void> {
    const mine = new Set([...running.values()].map((each) => each.open.answerId));
    const reclaimed = await db.system((tx) => reclaimAnswers(tx, expiredBefore));
    for (const { before, after } of reclaimed) {
      if (mine.has(before.answerId)) running.get(before.conversationId)?.abort.abort();
      if (after === null) {
        await db.tenant(before.tenantId, (tx) => storeAnswer(tx, before, options.apologise()));
      } else {
        start(after);
      }
    }
    if (reclaimed.length > 0) options.wakeRelay();
  }

  const sweep = async (expiredBefore: Date) => {
    try {
      await reclaim(expiredBefore);
    } catch (error) {
      logger.warn({ err: error }, 'open answers could not be looked for');
    }
  };
  // Leases of a dead process lie ahead of now; alone, all of them are known to be dead.
  if (options.alone && options.works) void sweep(new Date(Date.now() + 24 * 60 * 60 * 1000));
  const sweeper = setInterval(() => {
    if (options.works) void sweep(new Date());
  }, reclaimEveryMs);

  function runningHere(open: OpenAnswerRow): Running | undefined {
    const here = running.get(open.conversationId);
    return here?.open.answerId === open.answerId ? here : undefined;
  }

  async function inProgress(open: OpenAnswerRow | undefined): Promise<OpenAnswer | null> {
    if (open === undefined) return null;
    const { conversationId, answerId } = open;
    const { sourceCount, parts } =
      runningHere(open) ?? (await streamedElsewhere(conversationId, answerId));
    const phase = parts.length === 0 ? 'searching' : 'writing';
    return { answerId, phase, sourceCount, parts: [...parts] };
  }

  return {
    start,
    inProgress,
    async shown(tenantId, conversationId) {
      const found = await db.tenant(tenantId, (tx) => findOpenAnswer(tx, tenantId, conversationId));
      const before = await inProgress(found);
      return {
        take(closing) {
          const here = runningHere(closing);
          if (here === undefined) return closing.answerId === before?.answerId ? before.parts : [];
          // Ended before the commit: where that fails the lease runs out, and it is answered again.
          here.abort.abort();
          return here.parts;
        },
      };
    },
    abort: (conversationId) => running.get(conversationId)?.abort.abort(),
    running: () => running.size,
    async close(deadlineMs) {
      closed = true;
      clearInterval(sweeper);
      const all = Promise.allSettled([...running.values()].map((each) => each.done));
      const deadline = new Promise((resolve) => setTimeout(resolve, deadlineMs).unref());
      await Promise.race([all, deadline]);
      const unfinished = [...running.values()];
      for (const each of unfinished) each.abort.abort();
      await all;
      for (const { open } of unfinished) {
        await db
          .tenant(open.tenantId, (tx) => releaseLease(tx, open))
          .catch((error: unknown) => logger.warn({ err: error }, 'an answer waits for its lease'));
      }
    },
  };
}
