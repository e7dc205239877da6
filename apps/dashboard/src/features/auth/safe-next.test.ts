import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

it.each([
  [undefined, '/app/'],
  ['/inbox?view=waiting', '/app/inbox?view=waiting'],
  ['/app/knowledge/doc_1?start=4', '/app/knowledge/doc_1?start=4'],
  ['/app/../../trpc', '/app/'],
  ['/apple', '/app/'],
  ['//evil.example/x', '/app/'],
  ['https://evil.example/x', '/app/'],
  ['\\\\evil.example', '/app/'],
])('%j leads to %s', (next, place) => {
  expect(safeNext(next)).toBe(place);
});
