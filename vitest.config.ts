import { defineConfig } from 'vitest/config';

const apps = 'apps/*/src/**/*.test.{ts,tsx}';
const conformance = '**/*.conformance.test.ts';
const modules = ['packages/api/src/modules/**/*.test.ts', 'packages/db/src/**/*.test.ts'];
const neverOurs = ['**/node_modules/**', '**/dist/**', '.cache/**', '.data/**'];

/** One test may start a database or a server; a pure function is done long before. */
const SECONDS = 1_000;

function project(
  name: string,
  include: string[],
  { exclude = [], timeoutMs, alone = false, order = 0 }: ProjectOptions,
) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: [...neverOurs, ...exclude],
      testTimeout: timeoutMs,
      hookTimeout: Math.max(timeoutMs, 60 * SECONDS),
      fileParallelism: !alone,
      // A group after the other, so that what runs alone is alone even when all are asked for.
      sequence: { groupOrder: order },
    },
  };
}

interface ProjectOptions {
  exclude?: string[];
  timeoutMs: number;
  /** Files run one after another: they stop and kill what others would be using. */
  alone?: boolean;
  /** Later ones run after all of the earlier, even when all are asked for. */
  order?: number;
}

export default defineConfig({
  test: {
    // Processes, not threads: native modules and our own worker threads live in them.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('checks', ['tooling/checks/**/*.test.ts'], { timeoutMs: 60 * SECONDS }),
      project(
        'unit',
        ['packages/*/src/**/*.test.{ts,tsx}', apps, 'tooling/{bootstrap,suite}/**/*.test.ts'],
        {
          exclude: [...modules, conformance, 'packages/ui/**'],
          timeoutMs: 20 * SECONDS,
        },
      ),
      // Components need a page; their package says which.
      {
        extends: './packages/ui/vitest.config.ts',
        root: './packages/ui',
        test: { name: 'screens' },
      },
      project('module', modules, { exclude: [conformance], timeoutMs: 30 * SECONDS }),
      project('conformance', [`packages/${conformance}`], { timeoutMs: 30 * SECONDS }),
      project('security', ['tests/security/**/*.test.ts'], { timeoutMs: 60 * SECONDS }),
      project('journey', ['tests/e2e/**/*.test.ts', 'apps/*/tests/**/*.test.ts'], {
        timeoutMs: 240 * SECONDS,
        order: 1,
      }),
      project('fault', ['tests/faults/**/*.test.ts'], {
        timeoutMs: 300 * SECONDS,
        alone: true,
        order: 2,
      }),
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/testing/**', '**/cli/**'],
      reporter: ['json-summary'],
      // The figures of those that ran are worth seeing when one failed.
      reportOnFailure: true,
    },
  },
});
