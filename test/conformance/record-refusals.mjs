/**
 * Runs the tests of the actions once more and notes every refusal that they provoke, with the name of the test.
 * `node record-refusals.mjs <file>`: one JSON object a line is written there; the exit code says whether the tests passed.
 */
import { join } from 'node:path';
import { startVitest } from 'vitest/node';

const root = join(import.meta.dirname, '../..');
process.env.KINELAB_REFUSALS = process.argv[2];

// Random conversations, and what is tried on every action alike, would only fill the page.
const ALIKE = ['test/kinesis/*.property.test.ts', 'test/kinesis/calls-unfit.test.ts', 'test/kinesis/api-model.test.ts', 'test/kinesis/sdk-client.test.ts'];

const vitest = await startVitest('test', [], {
  root,
  config: false,
  watch: false,
  passWithNoTests: false,
  include: ['test/kinesis/*.test.ts'],
  exclude: ALIKE,
  setupFiles: [join(root, 'test/support/property-seed.ts'), join(import.meta.dirname, 'refusal-recorder.ts')],
  reporters: [['default', { summary: false }]],
  testTimeout: 60_000,
});
await vitest.close();
