/** The closing line of `npm test` can be trusted: nothing that did not run, or failed outside a test, is counted as passed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tallyPlaywright, tallyVitest } from '../../scripts/test-reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kinelab-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function reportFile(report: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

describe('Vitest', () => {
  const file = { status: 'passed', assertionResults: [{}] };

  test.each([
    ['all pass', { numPassedTests: 7, numTotalTests: 7, testResults: [file] }, true, { passed: 7, failed: 0 }],
    ['two fail', { numPassedTests: 5, numTotalTests: 7, testResults: [file] }, false, { passed: 5, failed: 2 }],
    [
      'a file does not load',
      { numPassedTests: 7, numTotalTests: 7, testResults: [file, { status: 'failed', assertionResults: [] }] },
      false,
      { passed: 7, failed: 1 },
    ],
    ['an error outside the tests', { numPassedTests: 7, numTotalTests: 7, testResults: [file] }, false, { passed: 7, failed: 1 }],
    ['nothing is found', { numPassedTests: 0, numTotalTests: 0, testResults: [] }, true, { passed: 0, failed: 1 }],
  ])('%s', (_title, report, succeeded, tally) => {
    expect(tallyVitest(reportFile(report), succeeded)).toEqual(tally);
  });
});

describe('Playwright', () => {
  test.each([
    ['all pass', { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, true, { passed: 4, failed: 0 }],
    ['one fails, and one after it does not run', { expected: 2, unexpected: 1, flaky: 0, skipped: 1 }, false, { passed: 2, failed: 2 }],
    ['one is left out', { expected: 3, unexpected: 0, flaky: 0, skipped: 1 }, true, { passed: 3, failed: 1 }],
    [
      'three pass when they are tried again',
      { expected: 9, unexpected: 0, flaky: 3, skipped: 0 },
      true,
      { passed: 12, failed: 0, again: 3 },
    ],
    [
      'four do, which is more than a busy machine',
      { expected: 9, unexpected: 0, flaky: 4, skipped: 0 },
      true,
      { passed: 9, failed: 4, again: 4 },
    ],
    ['the runner itself fails', { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, false, { passed: 4, failed: 1 }],
  ])('%s', (_title, stats, succeeded, tally) => {
    expect(tallyPlaywright(reportFile({ stats }), succeeded)).toEqual(tally);
  });
});

test('a missing report is a failure', () => {
  expect(tallyVitest(join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1 });
  expect(tallyPlaywright(join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1 });
});
