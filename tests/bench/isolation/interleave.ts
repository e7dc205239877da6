/**
 * Two workspaces' transactions through one another, some aborted, in 100,000 rounds, and how many
 * foreign rows were seen. Over the embedded database's queue, and over pools of one and of ten where
 * `TEST_DATABASE_ADMIN_URL` names a native server (a superuser there).
 *
 * node tests/bench/isolation/interleave.ts [rounds]
 */
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  interleave,
  type TestDatabase,
} from '@platform/db/testing';

const rounds = Number(process.argv[2] ?? 100_000);
const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const ways: [string, () => Promise<TestDatabase>][] = [
  ['embedded, one queue', createEmbeddedTestDatabase],
];
if (adminUrl !== undefined) {
  ways.push(['native, pool of 1', () => createNativeTestDatabase(adminUrl, 1)]);
  ways.push(['native, pool of 10', () => createNativeTestDatabase(adminUrl, 10)]);
}

let foreign = 0;
for (const [name, create] of ways) {
  const test = await create();
  const startedAt = performance.now();
  const tenantIds = [await test.createTenant('One'), await test.createTenant('Two')];
  const result = await interleave(test.database, tenantIds, rounds, 32);
  foreign += result.foreign + result.blind;
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(JSON.stringify({ way: name, ...result, seconds: Math.round(seconds) }));
  await test.close();
}
process.exitCode = foreign === 0 ? 0 : 1;
