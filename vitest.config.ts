import { defineConfig } from 'vitest/config';

/** What a file leaves behind in its modules would reach the next: mocks, a browser's storage, stores of the page, a foreign WebAssembly. */
const LEAVES_SOMETHING = [
  'test/{ui,lab,worker,import,conformance}/**/*.test.{ts,tsx}',
  'test/engine/{jq,jq-functions,firehose-transform-way}.test.ts',
];

export default defineConfig({
  test: {
    setupFiles: ['test/support/property-seed.ts'],
    // By itself vitest leaves a core free, which of two is half.
    maxWorkers: 2,
    // The vectors and golden traces can be long; a hung test still ends.
    testTimeout: 60_000,
    projects: [
      // Most of the time of a short file goes into loading what it tests: these share it.
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.{ts,tsx}'], exclude: LEAVES_SOMETHING, isolate: false, pool: 'threads' },
      },
      { extends: true, test: { name: 'apart', include: LEAVES_SOMETHING } },
    ],
  },
});
