import type { KnipConfig } from 'knip';

const tests = 'src/**/*.test.{ts,tsx}';
const sources = 'src/**/*.{ts,tsx}';

const config: KnipConfig = {
  ignoreExportsUsedInFile: true,
  // One schema may serve two procedures, and a JSX runtime must export one function by two names.
  exclude: ['duplicates'],
  compilers: {
    // Style sheets import packages too: fonts and the tokens of packages/ui.
    css: (text) => [...text.matchAll(/(?<=@)import\s+["'][^"']+["']/g)].join('\n'),
  },
  workspaces: {
    // The test command starts sherif by its path, which nothing can see.
    '.': { project: ['*.ts'], ignoreDependencies: ['sherif'] },
    tooling: {
      entry: [
        'bootstrap/*.mjs',
        'checks/write-env-example.ts',
        'security/write-tables.ts',
        'services/guard.mjs',
        '**/*.test.ts',
      ],
      project: ['**/*.{mjs,ts}'],
    },
    tests: {
      entry: [
        '{e2e,faults,security}/**/*.test.ts',
        'bench/**/*.bench.ts',
        'bench/{http,isolation,landing,realtime,security}/*.ts',
        'bench/realtime/servers/*.ts',
      ],
      project: ['**/*.ts'],
    },
    'packages/*': { entry: [tests], project: [sources] },
    'packages/db': { entry: ['src/cli/*.ts', 'src/**/*.worker.ts', tests], project: [sources] },
    'packages/knowledge': {
      entry: ['src/cli/*.ts', 'src/**/*-worker.ts', tests],
      project: [sources],
    },
    'packages/api': { entry: ['src/main.ts', tests], project: [sources] },
    'packages/ui': { entry: [tests], project: ['src/**/*.{ts,tsx,css}'] },
    'apps/*': { entry: [tests], project: ['src/**/*.{ts,tsx,css}'] },
    // The page links its style sheet.
    'apps/landing': { entry: ['src/styles.css', tests], project: ['src/**/*.{ts,css}'] },
    'apps/widget-sdk': {
      entry: [
        'src/loader/main.ts',
        'src/panel/{main.tsx,jsx-runtime.ts}',
        '{src,tests}/**/*.test.{ts,tsx}',
      ],
      project: ['{src,tests,scripts}/**/*.{ts,tsx}'],
    },
  },
};

export default config;
