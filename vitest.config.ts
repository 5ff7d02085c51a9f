import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/property-seed.ts'],
    // The vectors and golden traces can be long; a hung test still ends.
    testTimeout: 60_000,
  },
});
