import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { races } from './support/races.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : [
        ['native', () => createNativeTestDatabase(adminUrl)] as [
          string,
          () => Promise<TestDatabase>,
        ],
      ]),
];
const parallel = 50;

// A hundred rounds of each are a bench: tests/bench/auth/races.bench.ts.
describe.each(databases)('[A26] fifty at once, one winner, on %s', (_name, create) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.close());

  it.each(Object.entries(races))('%s', async (_what, race) => {
    expect([await race(test, parallel), await race(test, parallel)]).toEqual([1, 1]);
  });
});
