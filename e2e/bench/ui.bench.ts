/** How the page feels, in headless Chromium against the built `dist/`: script time per frame, long tasks, size of the first load, time to life. */
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { browserLaunchOptions } from '../../scripts/browser.mjs';
import { serveFolder } from '../../scripts/static-server.mjs';
import type { Emit } from '../../test/bench/bench.ts';
import { waitForMark } from '../support/marks.ts';
import { gzippedScripts } from './gzipped-scripts.ts';

export const names = ['ui.frame', 'ui.long-tasks', 'ui.first-load', 'ui.alive'];

/** 16 shards that take 1,000 records/s each, at the speed of real time. */
const HEAVY_RUN = '?measure#/lab?scenario=sixteen-shards';
const HEAVY = { shards: 16, recordsPerSecond: 16_000, speed: 1 };
/** Until the first second of records is in the lanes and the code is warm. */
const WARM_UP_MS = 3_000;
const MEASURED_MS = 20_000;
const STARTS = 5;
const LONG_TASK_MS = 50;

declare global {
  interface Window {
    /** Milliseconds of script on the main thread, one number a frame; kept by the page when its address has `?measure`. */
    __kinelabFrameTimes?: number[];
    __kinelabLongTasks?: { startMs: number; durationMs: number }[];
  }
}

export async function run(emit: Emit, wants: (name: string) => boolean): Promise<void> {
  const site = await serveFolder({ folder: 'dist' });
  const browser = await chromium.launch(await browserLaunchOptions());
  const chromiumVersion = browser.version();
  const emitWithBrowser: Emit = (figure) => emit({ ...figure, chromium: chromiumVersion });
  try {
    if (wants('ui.frame') || wants('ui.long-tasks')) await measureFrames(browser, site.url, emitWithBrowser, wants);
    if (wants('ui.first-load') || wants('ui.alive')) await measureStarts(browser, site.url, emitWithBrowser, wants);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measureFrames(browser: Browser, url: string, emit: Emit, wants: (name: string) => boolean): Promise<void> {
  const page = await openPage(browser);
  await page.goto(url + HEAVY_RUN);
  const usableAtMs = await waitForMark(page, 'kinelab:usable');
  await waitForMark(page, 'kinelab:first-record');
  await page.waitForTimeout(WARM_UP_MS);
  await page.evaluate(() => void window.__kinelabFrameTimes?.splice(0));
  await page.waitForTimeout(MEASURED_MS);
  const frames = await page.evaluate(() => window.__kinelabFrameTimes ?? []);
  if (frames.length === 0) throw new Error('The page kept no frame times although its address has ?measure.');
  if (wants('ui.frame')) {
    const framesPerSecond = Math.round((frames.length / MEASURED_MS) * 1000);
    emit({
      bench: 'ui.frame',
      value: quantile(frames, 0.5),
      unit: 'ms',
      p95: quantile(frames, 0.95),
      max: quantile(frames, 1),
      framesPerSecond,
      ...HEAVY,
    });
  }
  if (wants('ui.long-tasks')) {
    const tasks = (await page.evaluate(() => window.__kinelabLongTasks ?? [])).filter((task) => task.startMs > usableAtMs);
    const longestMs = Math.max(0, ...tasks.map((task) => task.durationMs));
    const seconds = (WARM_UP_MS + MEASURED_MS) / 1000;
    emit({ bench: 'ui.long-tasks', value: tasks.length, unit: `tasks over ${LONG_TASK_MS} ms`, longestMs, seconds, ...HEAVY });
  }
  await page.context().close();
}

/** Each start is one of a first visitor: a context of its own, with nothing cached. */
async function measureStarts(browser: Browser, url: string, emit: Emit, wants: (name: string) => boolean): Promise<void> {
  const aliveMs: number[] = [];
  const usableMs: number[] = [];
  let firstLoad = { gzipBytes: 0, rawBytes: 0, files: 0 };
  for (let start = 0; start < STARTS; start++) {
    const page = await openPage(browser);
    const loaded = gzippedScripts(page, url);
    await page.goto(url);
    usableMs.push(await waitForMark(page, 'kinelab:usable'));
    firstLoad = await loaded(usableMs[start]);
    aliveMs.push(await waitForMark(page, 'kinelab:first-record'));
    await page.context().close();
  }
  if (wants('ui.first-load')) {
    const { gzipBytes, rawBytes, files } = firstLoad;
    emit({ bench: 'ui.first-load', value: gzipBytes / 1000, unit: 'kB', uncompressedKb: Math.round(rawBytes / 1000), files });
  }
  if (wants('ui.alive')) {
    emit({
      bench: 'ui.alive',
      value: quantile(aliveMs, 0.5),
      unit: 'ms',
      max: Math.round(quantile(aliveMs, 1)),
      usableMs: Math.round(quantile(usableMs, 0.5)),
      starts: STARTS,
    });
  }
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`the page failed: ${error.message}`));
  await page.addInitScript(() => {
    const tasks: { startMs: number; durationMs: number }[] = [];
    window.__kinelabLongTasks = tasks;
    const keep = (list: PerformanceObserverEntryList) =>
      tasks.push(...list.getEntries().map((entry) => ({ startMs: entry.startTime, durationMs: entry.duration })));
    new PerformanceObserver(keep).observe({ type: 'longtask', buffered: true });
  });
  return page;
}

/** The smallest value that at least `share` of the values do not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
