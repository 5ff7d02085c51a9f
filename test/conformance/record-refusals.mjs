/**
 * Runs the tests of the actions once more and notes every refusal that they provoke, with the name of the test.
 * `node record-refusals.mjs <file>`: one JSON object a line is written there; the exit code says whether the tests passed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';

const root = join(import.meta.dirname, '../..');
process.env.KINELAB_REFUSALS = process.argv[2];

// What is tried on every action alike, or at random, would only fill the page.
const ALIKE = /\.property\.test\.ts$|^(api-model|calls-unfit|sdk-client)\.test\.ts$/;
const folder = join(root, 'test/kinesis');
const asksTheService = (name) => readFileSync(join(folder, name), 'utf8').includes("service.ts'");
const include = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && !ALIKE.test(name) && asksTheService(name));

const vitest = await startVitest('test', [], {
  root,
  config: false,
  watch: false,
  passWithNoTests: false,
  include: include.map((name) => `test/kinesis/${name}`),
  // One after another in one process: the run is a part of another.
  isolate: false,
  fileParallelism: false,
  setupFiles: [join(root, 'test/support/property-seed.ts'), join(import.meta.dirname, 'refusal-recorder.ts')],
  reporters: [['default', { summary: false }]],
  testTimeout: 60_000,
});
await vitest.close();
