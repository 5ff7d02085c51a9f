/**
 * `npm test`: everything that must hold, one stage after the other; a stage that fails does not hide the ones after it.
 * The last line is `N passed, N failed`: the tests of Vitest and Playwright, and one for each other stage.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browserLaunchOptions } from './browser.mjs';
import { ensureInstalled } from './install.mjs';
import { projectRoot, runNode, toolPath } from './project.mjs';
import { tallyPlaywright, tallyVitest } from './test-reports.mjs';

/** @typedef {import('./test-reports.mjs').Tally} Tally */

const reports = join(projectRoot, '.cache', 'reports');
const unitReport = join(reports, 'vitest.json');
const pageReport = join(reports, 'playwright.json');

ensureInstalled();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {{ title: string, tally: Tally, seconds: number }[]} */
const outcomes = [];

await stage('type check', () => check([toolPath('typescript', 'tsc'), '-b']));
await stage('lint', () => check([toolPath('oxlint'), '--type-aware']));
await stage('format', () => check([toolPath('oxfmt'), '--check']));
await stage('dead code', () => check([toolPath('knip')]));
await stage('unit, property and tidy tests', () => {
  const succeeded = runNode([toolPath('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]);
  return tallyVitest(unitReport, succeeded);
});
const isBuilt = await stage('build', () => check([toolPath('vite'), 'build', '--logLevel', 'warn']));
const hasBrowser = await stage('browser', findBrowser);
await stage('end-to-end tests', () => {
  if (!isBuilt || !hasBrowser) return notRun(isBuilt ? 'there is no browser' : 'the build failed');
  const succeeded = runNode([toolPath('@playwright/test', 'playwright'), 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: pageReport,
  });
  return tallyPlaywright(pageReport, succeeded);
});
report();

/**
 * @param {string} title
 * @param {() => Tally | Promise<Tally>} run
 * @returns {Promise<boolean>} whether nothing failed
 */
async function stage(title, run) {
  console.log(`\n── ${title} ──`);
  const startedMs = Date.now();
  const tally = await run();
  outcomes.push({ title, tally, seconds: (Date.now() - startedMs) / 1000 });
  return tally.failed === 0;
}

/**
 * @param {string[]} args
 * @returns {Tally}
 */
function check(args) {
  return runNode(args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @returns {Promise<Tally>} */
async function findBrowser() {
  try {
    console.log((await browserLaunchOptions()).executablePath);
    return { passed: 1, failed: 0 };
  } catch (error) {
    return notRun(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} reason
 * @returns {Tally}
 */
function notRun(reason) {
  console.error(`Not run: ${reason}.`);
  return { passed: 0, failed: 1 };
}

function report() {
  console.log('\n── result ──');
  for (const { title, tally, seconds } of outcomes) {
    const verdict = tally.failed === 0 ? 'ok    ' : 'FAILED';
    const again = tally.again === undefined ? '' : `, ${tally.again} only when tried again (more than a few count as failed)`;
    console.log(
      `${verdict}  ${title.padEnd(30)} ${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s${again}`,
    );
  }
  const passed = outcomes.reduce((sum, { tally }) => sum + tally.passed, 0);
  const failed = outcomes.reduce((sum, { tally }) => sum + tally.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
