/** The Leases view: an application of the KCL, its board, its state charts, and a worker that is killed by pressing it. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { LabDriver } from './support/lab.ts';
import { violations } from './support/violations.ts';

const PATIENCE_MS = 60_000;

const leases = (page: Page) => page.locator('[data-lease]');
const worker = (page: Page, id: string): Locator => page.locator(`[data-worker="${id}"]`);
const leasesOf = (page: Page, id: string) => page.locator(`[data-lease][data-holder="${id}"]`);

/** An application with two workers on four shards, once every lease has an owner and both workers hold some. */
async function openApplication(page: Page): Promise<LabDriver> {
  const lab = new LabDriver(page);
  await lab.openScenario('first-light');
  await page.getByRole('tab', { name: 'Leases', exact: true }).click();
  await lab.button('Add an application with two workers').click();
  await lab.setSpeed(20);
  await expect(page.locator('[data-lease][data-look="held"]')).toHaveCount(4, { timeout: PATIENCE_MS });
  await expect.poll(() => leasesOf(page, 'worker-1').count(), { timeout: PATIENCE_MS }).toBe(2);
  await expect(leasesOf(page, 'worker-2')).toHaveCount(2);
  return lab;
}

test('a worker killed by pressing it: its leases move to the other, and the shards are read on', async ({ page }) => {
  const lab = await openApplication(page);
  const isLeader = (await worker(page, 'worker-2').getAttribute('aria-label'))!.includes('leader');
  const [victim, heir] = isLeader ? ['worker-1', 'worker-2'] : ['worker-2', 'worker-1'];
  await worker(page, victim).click();
  await page.getByRole('menuitem', { name: 'Crash' }).click();
  await expect(worker(page, victim)).toHaveAttribute('data-process', 'dead');
  await expect(worker(page, victim)).toHaveAttribute('aria-label', /leases move \d\d:\d\d–\d\d:\d\d/);
  const moved = page.getByRole('region', { name: 'Leases that moved in the last minute' });
  await expect(moved.getByText(new RegExp(`${victim} → ${heir}`)).first()).toBeVisible({ timeout: PATIENCE_MS });
  await expect(leasesOf(page, heir)).toHaveCount(4, { timeout: PATIENCE_MS });
  // What was in the dead worker's hands since its last checkpoint may come again; nothing may be missing.
  await expect(page.getByText(/records processed, [\d\s]+ repetitions?, 0 lost$/)).toBeVisible();
  await lab.pause();
  await worker(page, victim).press('Enter');
  await page.getByRole('menuitem', { name: 'Start again' }).click();
  await expect(worker(page, victim)).toHaveAttribute('data-process', 'running');
});

test('the lease table and the words; the state chart lights the state that the machine is in, and its history leads back', async ({
  page,
}) => {
  const lab = await openApplication(page);
  await test.step('the lease table, the words, and nothing that shuts anybody out', async () => {
    await lab.pause();
    const table = page.getByRole('region', { name: /^DynamoDB table application/ });
    await expect(table.getByRole('row')).toHaveCount(5);
    await expect(table.getByRole('columnheader', { name: /leaseCounter/ })).toBeVisible();
    await lab.button('The leases in words').click();
    await expect(page.getByText(/2 of 2 workers running; of 4 leases 4 held\./)).toBeVisible();
    expect(await violations(page, { within: '#stage' })).toEqual([]);
  });
  await lab.play();
  await expect(page.getByRole('region', { name: /^State chart/ })).toHaveCount(0);
  await leases(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(leases(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const chart = page.getByRole('region', { name: /^State chart: Shard consumer of shard / });
  await expect(chart.locator('[data-live="true"]')).toHaveAttribute('data-state-name', 'PROCESSING', { timeout: PATIENCE_MS });
  await expect(chart.locator('[data-last="true"] path')).toHaveAttribute('data-to', 'PROCESSING');
  await chart.getByRole('button', { name: 'Close' }).click();
  await expect(leases(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await lab.pause();
  const began = chart.getByRole('button', { name: /WAITING_ON_PARENT_SHARDS to INITIALIZING$/ });
  const at = /Go to (\d\d:\d\d\.\d+)/.exec((await began.getAttribute('aria-label'))!)![1];
  await began.click();
  await expect(lab.clock).toHaveText(at);
  await expect(chart.locator('[data-live="true"]')).toHaveAttribute('data-state-name', 'INITIALIZING');
});
