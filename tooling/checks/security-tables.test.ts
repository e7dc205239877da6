import { expect, it } from 'vitest';
import { listAttackRows, securityTables } from '../security/tables.ts';
import { readText } from './repository.ts';

it.each(Object.entries(securityTables))(
  '%s says what the tags in the sources say; `node tooling/security/write-tables.ts` writes it',
  (file, render) => {
    expect(readText(file)).toBe(render());
  },
);

it('every class of attack has a test, or names what it waits for', () => {
  const silent = listAttackRows().filter(
    ({ tests, waitsFor }) => tests.length === 0 && waitsFor === '',
  );
  expect(silent.map(({ row, name }) => `A${row} ${name}`)).toEqual([]);
});
