import type { DocumentSummary } from '@platform/api-contract/types';
import { describe, expect, it } from 'vitest';
import { listInput, placeSource, withoutSource } from './source-cache.ts';

const source = (id: string, more: Partial<DocumentSummary> = {}): DocumentSummary => ({
  id,
  title: id,
  fileName: `${id}.md`,
  kind: 'markdown',
  sizeBytes: 1,
  state: 'ready',
  stage: null,
  progress: null,
  failure: null,
  warnings: [],
  chunkCount: 1,
  embedded: true,
  usedInAnswers: 0,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  ...more,
});
const pages = [
  { items: [source('c'), source('b')], nextCursor: 'next' },
  { items: [source('a')], nextCursor: null },
];
const ids = (all: { items: DocumentSummary[] }[]) =>
  all.map((page) => page.items.map((each) => each.id));

describe('placeSource', () => {
  it('renews a row where it stands', () => {
    const moved = placeSource(
      pages,
      source('b', { state: 'failed', updatedAt: '2026-11-20T11:00:00.000Z' }),
      {},
    );
    expect(ids(moved)).toEqual([['c', 'b'], ['a']]);
    expect(moved[0]?.items[1]?.state).toBe('failed');
  });
  it('keeps the later state where two messages crossed', () => {
    const late = source('b', { state: 'processing', updatedAt: '2026-11-20T09:00:00.000Z' });
    expect(placeSource(pages, late, {})[0]?.items[1]?.state).toBe('ready');
  });
  it('puts a new one on top where the view shows its state', () => {
    const fresh = source('d', { state: 'queued' });
    expect(ids(placeSource(pages, fresh, {}))).toEqual([['d', 'c', 'b'], ['a']]);
    expect(ids(placeSource(pages, fresh, { state: 'processing' }))[0]).toContain('d');
    expect(ids(placeSource(pages, fresh, { state: 'failed' }))[0]).not.toContain('d');
  });
  it('leaves to the server what a search finds', () => {
    expect(ids(placeSource(pages, source('d'), { q: 'price' }))).toEqual([['c', 'b'], ['a']]);
  });
});

it('withoutSource takes one away', () => {
  expect(ids(withoutSource(pages, 'c'))).toEqual([['b'], ['a']]);
});

it('listInput asks for the newest first unless told otherwise', () => {
  expect(listInput({})).toEqual({ limit: 100, sort: 'updated' });
  expect(listInput({ q: 'x', state: 'failed', sort: 'title' })).toEqual({
    limit: 100,
    sort: 'title',
    search: 'x',
    state: 'failed',
  });
});
