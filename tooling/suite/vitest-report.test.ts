import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../bootstrap/lib/paths.mjs';
import { settle } from './tally.mjs';
import { readVitestReport } from './vitest-report.mjs';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'report-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function outcomeOf(report: unknown) {
  const file = join(directory, 'report.json');
  await writeFile(file, JSON.stringify(report));
  return readVitestReport(file, 'unit');
}

const test = (fullName: string, status: string) => ({ fullName, status });

it('counts each test, and names those that failed or were skipped', async () => {
  const outcome = await outcomeOf({
    success: false,
    testResults: [
      {
        name: join(root, 'packages/a.test.ts'),
        status: 'failed',
        assertionResults: [
          test('one', 'passed'),
          test('two', 'failed'),
          test('three', 'pending'),
          test('four', 'todo'),
        ],
      },
    ],
  });
  expect(outcome).toEqual({
    passed: 1,
    failed: ['packages/a.test.ts > two'],
    skipped: ['packages/a.test.ts > three', 'packages/a.test.ts > four'],
  });
});

it('counts a file that broke outside its tests', async () => {
  const name = join(root, 'packages/a.test.ts');
  const broken = {
    success: false,
    testResults: [{ name, status: 'failed', assertionResults: [] }],
  };
  expect((await outcomeOf(broken)).failed).toEqual(['packages/a.test.ts']);
});

it('does not take no tests, or an error outside any test, for success', async () => {
  expect((await outcomeOf({ success: true, testResults: [] })).failed).toHaveLength(1);
  const name = join(root, 'packages/a.test.ts');
  const testResults = [{ name, status: 'passed', assertionResults: [test('one', 'passed')] }];
  expect((await outcomeOf({ success: false, testResults })).failed).toHaveLength(1);
});

it('takes what is skipped for a failure where nothing may be skipped', () => {
  const outcome = { passed: 1, failed: [], skipped: ['Redis: not there'] };
  expect(settle(outcome, false)).toEqual(outcome);
  expect(settle(outcome, true)).toMatchObject({
    failed: ['skipped: Redis: not there'],
    skipped: [],
  });
});
