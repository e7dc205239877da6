import type { DocumentSummary } from '@platform/api-contract/types';
import { describe, expect, it } from 'vitest';
import {
  emptyQueue,
  isUnderWay,
  nextToStart,
  parallel,
  reduceUploads,
  type UploadAction,
} from './upload-queue.ts';

const file = (id: string) => ({ id, workspaceId: 'ten_1', fileName: `${id}.md`, sizeBytes: 100 });
const add = (...ids: string[]): UploadAction => ({ type: 'add', files: ids.map(file) });
const run = (...actions: UploadAction[]) => actions.reduce(reduceUploads, emptyQueue);
const document = { id: 'doc_1', title: 'Prices' } as DocumentSummary;
const accepted = (id: string): UploadAction => ({
  type: 'answered',
  id,
  result: { result: 'accepted', fileName: `${id}.md`, document },
});

describe('nextToStart', () => {
  it('keeps a few on the line and the rest waiting', () => {
    const queue = run(add('a', 'b', 'c', 'd', 'e'), { type: 'start', id: 'a' });
    expect(nextToStart(queue).map((each) => each.id)).toEqual(['b', 'c'].slice(0, parallel - 1));
  });
  it('starts the next when one is done', () => {
    const full = run(
      add('a', 'b', 'c', 'd'),
      ...(['a', 'b', 'c'].map((id) => ({ type: 'start', id })) as UploadAction[]),
    );
    expect(nextToStart(full)).toEqual([]);
    expect(nextToStart(reduceUploads(full, accepted('b'))).map((each) => each.id)).toEqual(['d']);
  });
});

describe('reduceUploads', () => {
  it('lets an accepted file go and counts it', () => {
    const queue = run(add('a', 'b'), { type: 'start', id: 'a' }, accepted('a'));
    expect(queue.uploads.map((each) => each.id)).toEqual(['b']);
    expect(queue).toMatchObject({ total: 2, settled: 1 });
  });

  it('keeps what a person must see: doubles, refusals and failures, each with its words', () => {
    const queue = run(
      add('a', 'b', 'c'),
      { type: 'answered', id: 'a', result: { result: 'duplicate', fileName: 'a.md', document } },
      {
        type: 'answered',
        id: 'b',
        result: {
          result: 'refused',
          fileName: 'b.md',
          code: 'too-large',
          message: 'Too large.',
          advice: 'Split it.',
        },
      },
      { type: 'failed', id: 'c', again: true, reason: 'No answer', advice: 'Kept' },
    );
    expect(queue.uploads).toMatchObject([
      { state: 'duplicate', duplicateOf: { id: 'doc_1', title: 'Prices' } },
      { state: 'refused', reason: 'Too large.', advice: 'Split it.' },
      { state: 'failed', reason: 'No answer' },
    ]);
    expect(queue.uploads.some(isUnderWay)).toBe(false);
    expect(queue.settled).toBe(3);
  });

  it('offers no second attempt where it cannot help', () => {
    const queue = run(add('a'), {
      type: 'failed',
      id: 'a',
      again: false,
      reason: '60 MB',
      advice: '',
    });
    expect(queue.uploads).toMatchObject([{ state: 'refused', reason: '60 MB' }]);
  });

  it('sends a failed file again from its beginning, without its old words', () => {
    const queue = run(
      add('a'),
      { type: 'start', id: 'a' },
      { type: 'sent', id: 'a', sentBytes: 60 },
      { type: 'failed', id: 'a', again: true, reason: 'No answer', advice: 'Kept' },
      { type: 'retry', id: 'a' },
    );
    expect(queue.uploads).toMatchObject([{ state: 'waiting', sentBytes: 0, reason: '' }]);
    expect(queue).toMatchObject({ total: 1, settled: 0 });
  });

  it('goes back to the queue where the server asks to wait, and counts it once', () => {
    const queue = run(add('a'), { type: 'start', id: 'a' }, { type: 'wait', id: 'a' });
    expect(queue.uploads).toMatchObject([{ state: 'waiting' }]);
    expect(queue).toMatchObject({ total: 1, settled: 0 });
  });

  it('counts a new batch from one, but adds to a batch under way', () => {
    const done = run(add('a'), accepted('a'));
    expect(reduceUploads(done, add('b'))).toMatchObject({ total: 1, settled: 0 });
    expect(run(add('a', 'b'), accepted('a'), add('c'))).toMatchObject({ total: 3, settled: 1 });
  });

  it('takes off the list what was dismissed', () => {
    expect(run(add('a', 'b'), { type: 'dismiss', ids: ['a'] }).uploads).toMatchObject([
      { id: 'b' },
    ]);
  });
});
