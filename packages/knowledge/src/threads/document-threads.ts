import type { Chunk, ChunkSource } from '../chunk/chunk-document.ts';
import type { ParseResult } from '../parse/parse-document.ts';
import { type ParseFailure, parseFailure } from '../parse/parse-failure.ts';
import { defaultParseLimits, type ParseLimits } from '../parse/parse-limits.ts';
import type { TermPostings } from '../search/index-terms.ts';
import type { DocumentAnswer, DocumentTask } from './document-tasks.ts';
import { DocumentThread } from './run-in-thread.ts';

export interface DocumentFile {
  /** Moved to the thread, not copied: unusable afterwards. */
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
  /** Stated by whoever wrote the text; otherwise told from the content. */
  kind?: 'markdown' | 'text';
}

/** A value, or why a thread that was stopped has none. */
export type ThreadResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; failure: ParseFailure; detail?: string };

/**
 * Work on documents in threads of their own, under limits of time and memory. No call rejects for
 * what is in a document: a thread that dies or is stopped is a result with a reason. Calls reject
 * with the signal's reason when aborted, and when the threads are closed.
 */
export interface DocumentThreads {
  parse(file: DocumentFile, signal?: AbortSignal): Promise<ParseResult>;
  chunk(source: ChunkSource, signal?: AbortSignal): Promise<ThreadResult<Chunk[]>>;
  /** The lexical index of a document; its ordinals are those of `chunk`. */
  index(
    title: string,
    source: ChunkSource,
    signal?: AbortSignal,
  ): Promise<ThreadResult<TermPostings[]>>;
  close(): Promise<void>;
}

export interface DocumentThreadsOptions {
  /** How many documents are worked on at once. */
  size: number;
  limits?: Partial<ParseLimits>;
  /** An idle thread is let go after this time. */
  idleMs?: number;
}

/** Tasks of one thread before it is replaced, so that what libraries leave behind stays bounded. */
const tasksPerThread = 500;

export function createDocumentThreads(options: DocumentThreadsOptions): DocumentThreads {
  const limits: ParseLimits = { ...defaultParseLimits, ...options.limits };
  const idle: DocumentThread[] = [];
  const busy = new Set<DocumentThread>();
  const waiting: (() => void)[] = [];
  let isClosed = false;

  async function acquire(): Promise<DocumentThread> {
    while (busy.size >= options.size && !isClosed) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    if (isClosed) throw new Error('The threads for documents are closed.');
    const thread = idle.pop() ?? new DocumentThread(limits);
    thread.keep();
    busy.add(thread);
    return thread;
  }

  function release(thread: DocumentThread): void {
    busy.delete(thread);
    if (isClosed || thread.isGone || thread.tasks >= tasksPerThread) void thread.stop();
    else {
      idle.push(thread);
      thread.letGoAfter(options.idleMs ?? 30_000, () => idle.splice(idle.indexOf(thread), 1));
    }
    waiting.shift()?.();
  }

  async function run(
    task: DocumentTask,
    onAnswer: (answer: DocumentAnswer) => void,
    signal: AbortSignal | undefined,
  ): Promise<ThreadResult<void>> {
    signal?.throwIfAborted();
    const thread = await acquire();
    try {
      // It may have been aborted while waiting for a thread.
      signal?.throwIfAborted();
      return await thread.run(task, onAnswer, signal);
    } finally {
      release(thread);
    }
  }

  return {
    async parse(file, signal) {
      if (file.bytes.byteLength > limits.fileBytes) {
        return { ok: false, failure: parseFailure('too-large') };
      }
      let parsed: ParseResult | undefined;
      const end = await run(
        { do: 'parse', ...file },
        (answer) => {
          if (answer.is === 'parsed') parsed = answer.result;
        },
        signal,
      );
      if (!end.ok) return end;
      return parsed ?? { ok: false, failure: parseFailure('broken') };
    },
    async chunk(source, signal) {
      const value: Chunk[] = [];
      const collect = (answer: DocumentAnswer) => {
        if (answer.is === 'chunks') value.push(...answer.chunks);
      };
      const end = await run({ do: 'chunk', source }, collect, signal);
      return end.ok ? { ok: true, value } : end;
    },
    async index(title, source, signal) {
      const value: TermPostings[] = [];
      const collect = (answer: DocumentAnswer) => {
        if (answer.is === 'terms') value.push(...answer.terms);
      };
      const end = await run({ do: 'index', title, source }, collect, signal);
      return end.ok ? { ok: true, value } : end;
    },
    async close() {
      isClosed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all([...idle.splice(0), ...busy].map((thread) => thread.stop()));
    },
  };
}
