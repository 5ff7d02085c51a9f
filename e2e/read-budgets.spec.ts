/** The read budgets of one shard: who reads how much of it, who is refused, and what fan-out changes while the run goes on. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { defineScenario, RESEND_FAILED } from '../src/content/scenarios/define-scenario.ts';
import type { PollingConsumerSpec } from '../src/engine/consumers/consumer-spec.ts';
import { ENGINE_VERSION } from '../src/engine/version.ts';
import { runAddress } from '../src/lab/run-link.ts';
import { LabDriver, plain } from './support/lab.ts';
import { expectNoViolations } from './support/violations.ts';

const NAMES = ['fraud', 'search', 'billing', 'audit', 'ml'];

/** Pollers on a stream of one shard that takes `perSecond` records of 1,000 bytes. */
function address(perSecond: number, pollIntervalMs: number, names = NAMES): string {
  const poller = (id: string): PollingConsumerSpec => ({
    kind: 'polling',
    id,
    stream: 'orders',
    start: 'LATEST',
    pollIntervalMs,
    limit: 10_000,
    processingUsPerRecord: 0,
  });
  const scenario = defineScenario({
    id: 'pollers',
    title: 'Pollers on one shard',
    summary: 'All of them share five calls and 2 MiB a second.',
    streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'checkout',
        stream: 'orders',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1000 }, keys: { kind: 'uniform', keys: 8, prefix: 'k-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
        failures: RESEND_FAILED,
      },
    ],
    consumers: names.map((id) => poller(id)),
  });
  const recipe = { engineVersion: ENGINE_VERSION, scenario, seed: 'c0ffee', commands: [], untilUs: 8_000_000, datasets: [] };
  return `/${runAddress({ ...recipe, view: 'read-budgets' }).replace(/^[^#]*/, '')}`;
}

const view = (page: Page) => page.getByRole('region', { name: 'Read budgets' });
const row = (page: Page, id: string) => view(page).getByRole('slider', { name: `Calls of ${id}` });
const fanOut = (page: Page, id: string) => view(page).getByRole('switch', { name: `Fan-out for ${id}` });
const words = async (locator: Locator): Promise<string> => plain((await locator.textContent()) ?? '');

/** A consumer's cells of the table twin, by their column. */
async function cells(page: Page, id: string): Promise<Record<string, string>> {
  const table = view(page).getByRole('table');
  const names = await table.locator('thead th').allTextContents();
  const line = table.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: id, exact: true }) });
  const values = await line.locator('th, td').allTextContents();
  return Object.fromEntries(names.map((name, i) => [name, plain(values[i] ?? '')]));
}

const milliseconds = (text: string): number => Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1000);

test('five pollers share a shard at one call and about 400 kB a second each; by fan-out they have 70 ms', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(400, 1000));
  await expect(row(page, 'fraud')).toBeVisible();
  await lab.reach(8);
  await view(page).getByRole('button', { name: 'As a table' }).click();

  await test.step('polling', async () => {
    await lab.setSpeed(10);
    await lab.play();
    await lab.reach(16);
    await lab.pause();
    let together = 0;
    for (const id of NAMES) {
      const { Retrieval, 'Calls/s': calls, 'Bytes/s': bytes, Refused } = await cells(page, id);
      expect([Retrieval, Refused]).toEqual(['polling', 'none']);
      // Five seconds are looked at: at times only four calls of a poller fall into them.
      expect(Number(calls)).toBeGreaterThanOrEqual(0.8);
      expect(Number(calls)).toBeLessThanOrEqual(1.2);
      together += Number(calls);
      expect(Number.parseFloat(bytes) / Number(calls)).toBeGreaterThan(330); // KiB
      expect(Number.parseFloat(bytes) / Number(calls)).toBeLessThan(480);
    }
    expect(together, 'the shard answers five calls a second').toBeLessThanOrEqual(5.001);
    expect(milliseconds((await cells(page, 'fraud'))['Put to read p50'])).toBeGreaterThan(250);
    await expect(view(page).getByText(/^(1\.[4-9]\d|2\.00) of 2\.00/)).toBeVisible();
  });

  await test.step('each is switched while the run goes on', async () => {
    await lab.setSpeed(1);
    await lab.play();
    for (const id of NAMES) {
      await fanOut(page, id).click();
      await expect(fanOut(page, id)).toBeChecked();
    }
    await expect(view(page).getByText(/^0\.00 of 2\.00/)).toBeVisible();
  });

  await test.step('records are pushed within 70 to 150 ms, and the price stands beside the switch', async () => {
    await lab.setSpeed(20);
    await lab.reach((await lab.clockMs()) / 1000 + 20);
    await lab.pause();
    for (const id of NAMES) {
      const now = await cells(page, id);
      expect(now.Retrieval).toBe('enhanced fan-out');
      expect(milliseconds(now['Put to read p50'])).toBeGreaterThan(60);
      expect(milliseconds(now['Put to read p50'])).toBeLessThan(160);
      expect(now['Fan-out an hour']).toMatch(/^\$0\.03\d$/);
    }
  });

  await test.step('and back', async () => {
    await lab.play();
    await fanOut(page, 'ml').click();
    await expect(fanOut(page, 'ml')).not.toBeChecked();
    await expect.poll(async () => (await cells(page, 'ml')).Retrieval).toBe('polling');
  });
});

test('a call can be walked to by the keyboard and says what it got, or which limit refused it', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(50, 300));
  await lab.reach(8);
  const heard = new Set<string>();
  for (const id of NAMES) {
    await row(page, id).focus();
    await page.keyboard.press('End');
    for (let step = 0; step < 8; step++) {
      const text = plain((await row(page, id).getAttribute('aria-valuetext')) ?? '');
      expect(text.startsWith(`${id} · 00:0`)).toBe(true);
      heard.add(text.slice(text.lastIndexOf(' · ') + 3));
      await page.keyboard.press('ArrowLeft');
    }
  }
  expect([...heard].filter((text) => text.startsWith('refused: 5 calls within the last second'))).toHaveLength(1);
  expect([...heard].filter((text) => /^\d+ records?, \d+ (B|KiB)$/.test(text)).length).toBeGreaterThan(0);
  await expect(
    view(page)
      .getByText(/^✕ \d+ refused in 5\.0.s: calls$/)
      .first(),
  ).toBeVisible();
  expect(await lab.clockMs()).toBe(8000); // the page's own keys have not moved the playhead
});

test('the past is shown as it was, the shard follows the selection, and nobody reading is said', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(400, 1000, ['fraud']));
  await lab.reach(8);
  const before = await words(row(page, 'fraud'));
  expect(before).toContain('1 call/s');
  await page.getByRole('slider', { name: 'Moment of the run' }).press('Home');
  await expect(view(page).getByText('Nothing was read of shard 0')).toBeVisible();
  await lab.transport.getByRole('button', { name: /^Return to now/ }).click();
  await expect.poll(() => words(row(page, 'fraud'))).toBe(before);

  await lab.openScenario('empty');
  await page.getByRole('tab', { name: 'Read budgets' }).click();
  await expect(view(page).getByText('Nobody reads this stream.')).toBeVisible();
  await view(page).getByRole('button', { name: 'Add a consumer' }).click();
  await expect(row(page, 'consumer')).toBeVisible();
  await view(page).getByLabel('Shard', { exact: true }).selectOption({ label: 'shard 1' });
  await page.getByRole('tab', { name: 'Stage' }).click();
  await expect(lab.shard(1)).toHaveAttribute('aria-pressed', 'true');
});

test('nothing is cut off on a desk or a phone, and nothing bars anybody', async ({ page }) => {
  const lab = new LabDriver(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(address(900, 700));
  await expect(row(page, 'ml')).toBeVisible();
  await lab.standsStill();
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ])
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await expect(row(page, 'ml')).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectNoViolations(page, `${width} × ${height}`, { within: '[aria-label="Read budgets"]' });
    });
});
