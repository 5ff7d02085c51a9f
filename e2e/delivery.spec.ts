/** The delivery path and the bucket browser: records that leave the main path are found again, and files that come out can be opened. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test, type Download, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { LabDriver } from './support/lab.ts';
import { violations } from './support/violations.ts';

const PATIENCE_MS = 45_000;

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const branch = (page: Page, id: string) => page.locator(`[data-branch="${id}"]`);
const rows = (page: Page) => page.getByRole('region', { name: 'Bucket browser' }).locator('[data-path]');
const objectPanel = (page: Page) => page.getByRole('region', { name: /^Object / });

const figure = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));

/** The scenario whose function fails one order in twenty, until failed and delivered records have landed. Paused. */
async function openFailing(page: Page): Promise<LabDriver> {
  const lab = new LabDriver(page);
  await lab.openScenario('firehose-transform');
  await tab(page, 'Delivery path').click();
  await lab.setSpeed(50);
  await expect
    .poll(async () => figure(await page.locator('[data-term="delivered"]').textContent()), { timeout: PATIENCE_MS })
    .toBeGreaterThan(0);
  await expect(branch(page, 'processing-failed')).not.toHaveAttribute('data-empty', 'true', { timeout: PATIENCE_MS });
  await lab.pause();
  return lab;
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** Down into the first folder, until objects are listed. */
async function descend(page: Page): Promise<void> {
  for (let depth = 0; depth < 8; depth++) {
    await expect(rows(page).first()).toBeVisible();
    const path = (await rows(page).first().getAttribute('data-path'))!;
    if (!path.endsWith('/')) return;
    await rows(page).first().click();
    await expect(page.locator(`[data-path="${path}"]`)).toHaveCount(0);
  }
}

test('failed records land, the balance adds up; state chart, destination and words shut nobody out', async ({ page }) => {
  const lab = await openFailing(page);
  await test.step('failed records land in processing-failed, the balance adds up, and the error file says why', async () => {
    const term = async (kind: string) => figure(await page.locator(`[data-term="${kind}"]`).textContent());
    const [accepted, delivered, dropped, failed, lost, onItsWay] = await Promise.all(
      ['accepted', 'delivered', 'dropped', 'failed', 'lost', 'on-its-way'].map(term),
    );
    expect(delivered + dropped + failed + lost + onItsWay).toBe(accepted);
    for (const share of [delivered, dropped, failed]) expect(share).toBeGreaterThan(0);
    expect(lost).toBe(0);
    await expect(page.getByRole('heading', { name: 'Nothing is lost' })).toBeVisible();

    await branch(page, 'processing-failed').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Folder' })).toContainText('processing-failed');
    await descend(page);
    await rows(page).first().click();
    const lines = objectPanel(page).getByRole('group', { name: 'Failed records' });
    await expect(lines.getByText('Lambda.ProcessingFailedStatus').first()).toBeVisible();
    // The record itself, decoded: over 950, which the function refuses.
    const data = JSON.parse((await lines.locator('pre').first().textContent())!) as { amount: number };
    expect(data.amount).toBeGreaterThan(950);
  });
  await tab(page, 'Delivery path').click();
  await test.step('state chart, destination, words, and nothing that shuts anybody out', async () => {
    await lab.button('State chart').click();
    const chart = page.getByRole('region', { name: 'State chart of parcels' });
    await expect(chart.locator('[data-state-name="buffering"]')).toHaveAttribute('data-live', 'true');
    await lab.button('The delivery path in words').click();
    await expect(
      page.getByText(/^orders-enriched is ACTIVE, version 1: Source \(Direct PUT\) → Transform \(enrich-orders\)/),
    ).toBeVisible();
    expect(await violations(page, { within: '#stage' })).toEqual([]);
    await page.locator('[data-station="deliver"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Destination', exact: true }).getByRole('button', { name: 'Open its objects' }).click();
    await descend(page);
    await rows(page).first().click();
    await expect(objectPanel(page).getByRole('group', { name: 'Text of the object' })).toBeVisible();
    expect(await violations(page, { within: '#stage' })).toEqual([]);
  });
});

/** Back to the top of the bucket, by its name in the path. */
async function topOf(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: 'orders-enriched', exact: true }).click();
  await expect(page.locator('[data-path="orders/"]')).toBeVisible();
}

/** From the top of the bucket. */
async function expectDownloads(page: Page, lab: LabDriver): Promise<void> {
  await descendTo(page, 'orders/');
  await rows(page).first().click();
  const name = (await rows(page).first().textContent())!;
  const [one] = await Promise.all([page.waitForEvent('download'), objectPanel(page).getByRole('button', { name: 'Download' }).click()]);
  expect(one.suggestedFilename()).toBe(name);
  const lines = gunzipSync(await bytesOf(one))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ currency: 'EUR' });
  const records = await objectPanel(page)
    .getByText(/^delivered · /)
    .textContent();
  expect(figure(/· ([\d\s]+) records/.exec(records!)![1])).toBe(lines.length);

  await page.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: 'orders-enriched', exact: true }).click();
  const under = page.getByText(/^\d+ objects?, .* under this prefix$/);
  const total = figure(/^\d+/.exec((await under.textContent())!)![0]);
  const [all] = await Promise.all([page.waitForEvent('download'), lab.button('Download all as ZIP').click()]);
  expect(all.suggestedFilename()).toBe('orders-enriched.zip');
  const entries = unzipSync(new Uint8Array(await bytesOf(all)));
  expect(Object.keys(entries).length).toBe(total);
  expect(Object.keys(entries).filter((key) => key.includes('processing-failed/')).length).toBeGreaterThan(0);
  const delivered = Object.keys(entries).find((key) => key.endsWith(name))!;
  expect(gunzipSync(entries[delivered]).toString('utf8').trimEnd().split('\n').length).toBe(lines.length);
}

test('the bucket by keyboard, its objects in other programs, and in the past', async ({ page }) => {
  const lab = await openFailing(page);
  await tab(page, 'Bucket').click();
  await test.step('by keyboard alone: down, up again, and an object opened and closed', async () => {
    await expect(rows(page)).toHaveCount(2);
    await rows(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[data-path="orders/"]')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-path="orders/2026/"]')).toBeFocused();
    await page.keyboard.press('Backspace');
    await expect(page.locator('[data-path="orders/"]')).toBeFocused();
    for (let depth = 0; depth < 5; depth++) {
      const path = await page.locator(':focus').getAttribute('data-path');
      await page.keyboard.press('Enter');
      await expect(page.locator(`[data-path="${path}"]`)).toHaveCount(0);
      await expect(rows(page).first()).toBeFocused();
    }
    await page.keyboard.press('Enter');
    await expect(objectPanel(page).getByRole('group', { name: 'Text of the object' })).toContainText('"currency":"EUR"');
    await objectPanel(page).getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).first()).toBeFocused();
  });
  await topOf(page);
  await test.step('one object and all of them, opened by other programs', () => expectDownloads(page, lab));
  await test.step('an object that is written later is not there in the past, and that is said', async () => {
    await descendTo(page, 'orders/');
    await rows(page).first().click();
    await expect(objectPanel(page).getByRole('group', { name: 'Text of the object' })).toBeVisible();
    const playhead = page.getByRole('slider', { name: 'Moment of the run' });
    await playhead.press('Home');
    await expect.poll(() => lab.momentUs()).toBe(0);
    await expect(page.getByText(/not there at this moment|No bucket holds anything at this moment/).first()).toBeVisible();
  });
});

/** Into a folder of the bucket's top, then down to its objects. */
async function descendTo(page: Page, folder: string): Promise<void> {
  await page.locator(`[data-path="${folder}"]`).click();
  await expect(page.locator(`[data-path="${folder}"]`)).toHaveCount(0);
  await descend(page);
}
