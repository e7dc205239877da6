import { expect, it } from 'vitest';
import { kindOf } from './kind-words.ts';

const failed = (code: 'broken' | 'unsupported') =>
  ({ code, stage: 'parsing', message: '', advice: '' }) as const;

it('takes the kind that was found by reading over the name', () => {
  expect(kindOf({ kind: 'html', fileName: 'page.txt', failure: null })).toBe('html');
});

it('goes by the name of a file that could not be read, or was not yet', () => {
  expect(kindOf({ kind: null, fileName: 'Terms.PDF', failure: failed('broken') })).toBe('pdf');
  expect(kindOf({ kind: null, fileName: 'notes.md', failure: null })).toBe('markdown');
});

it('says nothing where the name says nothing, or was found to be wrong', () => {
  expect(kindOf({ kind: null, fileName: 'archive.zip', failure: null })).toBeNull();
  expect(kindOf({ kind: null, fileName: 'constructor', failure: null })).toBeNull();
  expect(kindOf({ kind: null, fileName: 'x.constructor', failure: null })).toBeNull();
  expect(kindOf({ kind: null, fileName: 'a.pdf', failure: failed('unsupported') })).toBeNull();
});
