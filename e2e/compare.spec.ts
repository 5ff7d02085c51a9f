/** Two branches of one run: side by side on the same clock, over each other, their readings, and the first moment they differ. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { LabDriver, plain, shardId } from './support/lab.ts';
import { expectNoViolations, violations } from './support/violations.ts';

/** The shards that a stage draws. */
const shardsOf = (pane: Locator) => pane.locator('[data-state][data-shard]');
const pane = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}, `) });
const difference = (page: Page) => page.getByRole('region', { name: 'The first moment they differ' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const timeline = (page: Page) => page.getByRole('slider', { name: 'Moment of the run' });
const cursor = (page: Page) => page.getByRole('slider', { name: 'Reading cursor of the overlaid charts' });

/** Plays Main to some 20 s, goes back to 2 s and splits shard 1 there: that is Branch 2. Answers with the moment of the split. */
async function branchBySplitting(page: Page, lab: LabDriver): Promise<string> {
  await lab.setSpeed(10);
  await lab.reach(20);
  await lab.pause();
  await timeline(page).focus();
  await page.keyboard.press('Home');
  await expect(timeline(page)).toHaveAttribute('aria-valuenow', /^0(\.0+)?$/);
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => lab.clockMs()).toBe(2000);
  await lab.shard(1).hover();
  await lab.button('Split shard 1').click();
  await lab.editor('Split').getByRole('button', { name: 'Split shard-1' }).click();
  await expect(lab.lane(4)).toBeVisible();
  return '00:02.000';
}

test('one branch is said so; two branches side by side, then over each other, and what differs', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('with one branch, Compare says how there come to be two', async () => {
    await tab(page, 'Compare').click();
    await expect(page.getByRole('heading', { name: 'There is one branch' })).toBeVisible();
    await page.keyboard.press('Home');
    await expect(tab(page, 'Stage')).toHaveAttribute('aria-selected', 'true');
    await expect(lab.lane(0)).toBeVisible();
  });
  const at = await branchBySplitting(page, lab);
  await lab.play();
  await lab.reach(8);
  await tab(page, 'Compare').click();

  await test.step('each stage shows its own shards, and those that only one has are named and marked', async () => {
    await expect(shardsOf(pane(page, 'Branch 2'))).toHaveCount(6);
    await expect(shardsOf(pane(page, 'Main'))).toHaveCount(4);
    await expect(pane(page, 'Branch 2')).toContainText(`${at} split shard 1`);
    await expect(pane(page, 'Main')).toContainText(`goes on unchanged after ${at}`);
    await expect(pane(page, 'Branch 2').getByRole('button', { name: 'shard 4', exact: true })).toBeVisible();
    await expect(pane(page, 'Main').getByText('No shard of its own')).toBeVisible();
  });

  await test.step('the sentence names the command and its moment', async () => {
    await expect(difference(page)).toContainText(`At ${at} Branch 2 has this, and Main has not: SplitShard on shard-1.`);
  });

  await test.step('both are live: the readings of both move on with the clock', async () => {
    const accepted = async (column: number) => {
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Records accepted/ }) });
      return Number(plain(await row.getByRole('cell').nth(column).textContent()).replaceAll(/\D/g, ''));
    };
    await expect.poll(() => accepted(1)).toBeGreaterThan(0);
    const [here, there] = [await accepted(0), await accepted(1)];
    await expect.poll(() => accepted(0)).toBeGreaterThan(here);
    await expect.poll(() => accepted(1)).toBeGreaterThan(there);
  });

  await lab.reach(12);
  await lab.pause();

  await test.step('one selection for both', async () => {
    await shardsOf(pane(page, 'Main')).first().getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    for (const name of ['Main', 'Branch 2'])
      await expect(pane(page, name).locator(`[data-shard="${shardId(0)}"] [aria-pressed="true"]`)).toHaveCount(1);
    await page.keyboard.press('Enter');
  });

  await test.step('the other branch cannot be changed by mistake', async () => {
    const lane = pane(page, 'Main').getByRole('button', { name: /^shard 2,/ });
    await lane.focus();
    await pane(page, 'Main').getByRole('button', { name: 'Split shard 2' }).click();
    await expect(lab.notice).toContainText('Main is shown for comparison');
    await expect(lab.editor('Split')).toBeHidden();
  });

  await test.step('both follow a seek', async () => {
    await difference(page)
      .getByRole('button', { name: `Go to ${at}` })
      .click();
    await expect.poll(() => lab.clockMs()).toBe(2000);
    await expect(
      pane(page, 'Branch 2')
        .locator(`[data-shard="${shardId(1)}"]`)
        .first(),
    ).toHaveAttribute('data-state', 'closing');
    await expect(
      pane(page, 'Main')
        .locator(`[data-shard="${shardId(1)}"]`)
        .first(),
    ).toHaveAttribute('data-state', 'open');
  });

  await test.step('swapped, Main is the present branch, at the same moment', async () => {
    await page.getByRole('button', { name: 'Swap sides' }).click();
    await expect(page.getByRole('region', { name: 'Main, present branch' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Branch 2, for comparison' })).toBeVisible();
    await expect.poll(() => lab.clockMs()).toBe(2000);
    await expect(difference(page)).toContainText(`At ${at} Branch 2 has this, and Main has not`);
  });

  await test.step('over each other: two lines a series, told apart by more than colour', async () => {
    await page.getByRole('radio', { name: 'Overlaid' }).check({ force: true });
    await expect(cursor(page)).toBeVisible();
    const lines = cursor(page).locator('path[d^="M"]');
    const dashes = () => lines.evaluateAll((paths) => paths.map((path) => getComputedStyle(path).strokeDasharray));
    await expect.poll(async () => (await dashes()).filter((dash) => dash === 'none').length).toBeGreaterThanOrEqual(5);
    await expect.poll(async () => (await dashes()).filter((dash) => dash !== 'none').length).toBe(5);
    await expect(cursor(page).getByText('fork, first difference 00:02.00')).toBeVisible();
  });

  await test.step('the keyboard reads both at any moment, and goes there', async () => {
    await cursor(page).focus();
    await page.keyboard.press('Home');
    await expect(cursor(page)).toHaveAttribute('aria-valuenow', '0');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
    await expect(cursor(page)).toHaveAttribute('aria-valuetext', /^00:05\.00\. Records accepted: /);
    await page.keyboard.press('Enter');
    await expect.poll(() => lab.clockMs()).toBe(5000);
  });

  await test.step('and a table says the same', async () => {
    await page.getByRole('button', { name: 'The charts as a table' }).click();
    const table = page.getByRole('group', { name: 'The charts as a table' });
    await expect(table).toContainText(`Main and Branch 2 are one history until ${at}.`);
    await expect(table.getByRole('columnheader')).toHaveCount(6);
  });

  await test.step('closed, the stage is there again and shows one branch', async () => {
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(tab(page, 'Stage')).toHaveAttribute('aria-selected', 'true');
    await expect(lab.lanes).toHaveCount(4);
  });
});

test.describe('for everybody', () => {
  // Colours must not be caught half-way between the two themes.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing serious, in both looks, light and dark; and the phone shows one stage at a time', async ({ page }) => {
    const lab = new LabDriver(page);
    await lab.open();
    await branchBySplitting(page, lab);
    await tab(page, 'Compare').click();
    await expect(difference(page)).toContainText('SplitShard on shard-1.');
    for (const look of ['Side by side', 'Overlaid']) {
      await page.getByRole('radio', { name: look }).check({ force: true });
      await expectNoViolations(page, look);
    }
    await page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(shardsOf(pane(page, 'Branch 2'))).toHaveCount(6);
    await expect(pane(page, 'Main')).toHaveCount(0);
    await page.getByRole('radio', { name: 'Main', exact: true }).check({ force: true });
    await expect(shardsOf(pane(page, 'Main'))).toHaveCount(4);
    await expect(pane(page, 'Branch 2')).toHaveCount(0);
    expect.soft(await violations(page, { within: '#stage' }), 'the phone').toEqual([]);
  });
});
