/**
 * Fifty at once for what only one may have (a code of the app, a recovery code, an invitation for one,
 * to be the last owner who leaves), a hundred rounds of each, and in how many rounds it was not exactly
 * one. Over the embedded database, and over a native one where `TEST_DATABASE_ADMIN_URL` names a server
 * (a superuser there): there the fifty are really at once.
 *
 *   node tests/bench/auth/races.bench.ts [rounds] [parallel]
 */
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { races } from '../../security/support/races.ts';

const rounds = Number(process.argv[2] ?? 100);
const parallel = Number(process.argv[3] ?? 50);
const poolSize = 20;
const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
];
if (adminUrl !== undefined) {
  databases.push(['native', () => createNativeTestDatabase(adminUrl, poolSize)]);
}

let wrong = 0;
for (const [database, create] of databases) {
  const test = await create();
  for (const [race, run] of Object.entries(races)) {
    const startedAt = performance.now();
    const outcomes: Record<number, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      const winners = await run(test, parallel);
      outcomes[winners] = (outcomes[winners] ?? 0) + 1;
    }
    const notOne = rounds - (outcomes[1] ?? 0);
    wrong += notOne;
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(JSON.stringify({ database, race, rounds, parallel, outcomes, notOne, seconds }));
  }
  await test.close();
}
console.log(JSON.stringify({ roundsWithoutExactlyOneWinner: wrong, bound: 0 }));
process.exitCode = wrong === 0 ? 0 : 1;
