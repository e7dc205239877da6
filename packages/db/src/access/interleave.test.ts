import { describe, expect, it } from 'vitest';
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '../testing/index.ts';
import { interleave } from '../testing/interleave.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const native = (poolSize: number) => (): Promise<TestDatabase> =>
  createNativeTestDatabase(adminUrl ?? '', poolSize);
const ways: [string, () => Promise<TestDatabase>][] = [
  ['the queue of the embedded database', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : ([
        ['a pool of one', native(1)],
        ['a pool of ten', native(10)],
      ] as [string, () => Promise<TestDatabase>][])),
];

describe('[A17] transactions of two workspaces, some aborted', () => {
  it.each(ways)('never see a row of the other over %s', async (_name, create) => {
    const test = await create();
    try {
      const tenantIds = [await test.createTenant('One'), await test.createTenant('Two')];
      const result = await interleave(test.database, tenantIds, 600, 16);
      expect(result).toMatchObject({ rounds: 600, foreign: 0, blind: 0 });
      expect(result.aborted).toBeGreaterThan(200);
    } finally {
      await test.close();
    }
  });
});
