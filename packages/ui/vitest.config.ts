import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'happy-dom',
    setupFiles: ['./src/testing/setup.ts'],
    // Absolute moments are told in the reader's time zone; the tests need one that is the same everywhere.
    env: { TZ: 'UTC' },
  },
});
