/** Counts the tests in the JSON reports of Vitest and Playwright. A test that did not run has not passed, so it counts as failed. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, again?: number }} Tally `again`: how many of them passed only when they were tried again */

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

/** Tests in the browser that may need their second try in one run. More is a fault of the product or of the tests, not of the machine. */
const SECOND_TRIES_MAX = 3;

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
  const isFew = flaky <= SECOND_TRIES_MAX;
  const tally = settle({ passed: expected + (isFew ? flaky : 0), failed: unexpected + skipped + (isFew ? 0 : flaky) }, succeeded);
  return flaky > 0 ? { ...tally, again: flaky } : tally;
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
