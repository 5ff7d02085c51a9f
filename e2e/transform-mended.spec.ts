/** A function that throws sends records to the error prefix; mended, it sends none; and what lies in the bucket can be opened elsewhere. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { LabDriver } from './support/lab.ts';

const PATIENCE_MS = 45_000;
const THROWS = 'export const handler = async () => {\n  throw new Error("the price list is missing");\n};\n';
const MENDED = `export const handler = async ({ records }) => ({
  records: records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data })),
});
`;

const figure = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));
const term = async (page: Page, kind: string) => figure(await page.locator(`[data-term="${kind}"]`).textContent());

async function saveFunction(page: Page, code: string): Promise<void> {
  await page.locator('[data-station="transform"]').click();
  const dialog = page.getByRole('dialog', { name: 'Transform of orders-enriched' });
  await dialog.getByRole('textbox', { name: 'Code of the function' }).fill(code);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** Plays until a figure of the balance has grown by so much. */
async function playUntilGrown(lab: LabDriver, kind: string, by: number): Promise<void> {
  const before = await term(lab.page, kind);
  await lab.play();
  await expect.poll(() => term(lab.page, kind), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(before + by);
  await lab.pause();
}

test('a function that throws fills the error prefix, the mended one clears it, and the bucket can be downloaded', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('firehose-transform');
  await lab.setSpeed(50);
  await expect.poll(() => term(page, 'delivered'), { timeout: PATIENCE_MS }).toBeGreaterThan(0);
  await lab.pause();
  const failedBefore = await term(page, 'failed');

  await saveFunction(page, THROWS);
  await playUntilGrown(lab, 'failed', 500);
  await expect(page.getByText('Lambda.FunctionError').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText('it returned an error result').filter({ visible: true }).first()).toBeVisible();

  await saveFunction(page, MENDED);
  await playUntilGrown(lab, 'delivered', 2000);
  // What was with the broken function when it was mended has landed by now: from here on nothing fails.
  const failedAfter = await term(page, 'failed');
  expect(failedAfter).toBeGreaterThan(failedBefore + 500);
  await playUntilGrown(lab, 'delivered', 4000);
  expect(await term(page, 'failed')).toBe(failedAfter);
  expect(await term(page, 'lost')).toBe(0);

  await page.getByRole('tab', { name: 'Bucket', exact: true }).click();
  const [all] = await Promise.all([page.waitForEvent('download'), lab.button('Download all as ZIP').click()]);
  const entries = unzipSync(new Uint8Array(await readFile(await all.path())));
  const lines = (folder: string) =>
    Object.entries(entries)
      .filter(([key]) => key.includes(folder))
      .flatMap(([, bytes]) => gunzipSync(bytes).toString('utf8').trimEnd().split('\n'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const thrown = lines('processing-failed/').filter(({ errorCode }) => errorCode === 'Lambda.FunctionError');
  expect(thrown.length).toBeGreaterThanOrEqual(500);
  expect(thrown[0]).toMatchObject({ attemptsMade: 4 });
  expect(thrown[0].errorMessage).toContain('it returned an error result'); // AWS's words: what was thrown is in the function's log
  expect(JSON.parse(Buffer.from(thrown[0].rawData as string, 'base64').toString('utf8'))).toHaveProperty('amount');
});
