/** Counts the tests in the JSON reports of Vitest and Playwright. A test that did not run has not passed, so it counts as failed. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * @param {string} file
 * @param {boolean} succeeded whether the runner itself ended well
 * @returns {Tally}
 */
export function tallyVitest(file, succeeded) {
  /** @type {{ numPassedTests: number, numTotalTests: number, testResults: { status: string, assertionResults: unknown[] }[] } | null} */
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const unreadable = report.testResults.filter((result) => result.status === 'failed' && result.assertionResults.length === 0).length;
  return settle({ passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests + unreadable }, succeeded);
}

/**
 * @param {string} file
 * @param {boolean} succeeded
 * @returns {Tally}
 */
export function tallyPlaywright(file, succeeded) {
  /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } } | null} */
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settle({ passed: expected, failed: unexpected + flaky + skipped }, succeeded);
}

/**
 * A runner that found nothing, or failed outside its tests, is one failure more.
 * @param {Tally} tally
 * @param {boolean} succeeded
 */
function settle(tally, succeeded) {
  const nothing = tally.passed + tally.failed === 0;
  return nothing || (!succeeded && tally.failed === 0) ? { ...tally, failed: 1 } : tally;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
