import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/property-seed.ts'],
    // By itself vitest leaves a core free, which of two is half.
    maxWorkers: 2,
    // The vectors and golden traces can be long; a hung test still ends.
    testTimeout: 60_000,
  },
});
