/** Reference → Conformance: what the engine's service does as AWS's does, found, read and left again without losing the run. */
import { expect, test, type Page } from '@playwright/test';
import { LabDriver, plain } from './support/lab.ts';
import { collectTroubles } from './support/page-troubles.ts';
import { expectNoViolations } from './support/violations.ts';

const rows = (page: Page) => page.getByRole('region', { name: 'Actions' }).getByRole('table').getByRole('rowheader');
const detail = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

async function open(page: Page, address = '/#/reference/conformance'): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Conformance', level: 1 }).or(page.getByRole('article'))).not.toHaveCount(0);
}

test('every action of the API is listed, with what was recorded of it, is found, and has an address of its own', async ({ page }) => {
  const troubles = collectTroubles(page);
  await open(page);
  await expect(rows(page)).toHaveCount(45);
  const summary = plain(await page.getByRole('main').textContent());
  const [, alike, all] = /answered alike\s*(\d+) of (\d+)/.exec(summary) ?? [];
  expect(Number(alike)).toBeGreaterThan(280);
  expect(Number(all)).toBeGreaterThanOrEqual(Number(alike));
  await test.step('a word finds actions by name, member or text, and a choice narrows them', async () => {
    const search = page.getByRole('searchbox', { name: 'Find an action, a member or a text' });
    await search.fill('adjacentshardtomerge');
    await expect(rows(page)).toHaveText(['MergeShards']);
    await search.fill('nothing is called so');
    await expect(page.getByRole('status').filter({ hasText: 'actions' })).toHaveText('0 of 45 actions');
    await search.fill('');
    await page.getByLabel('Show').selectOption({ label: 'With members left out' });
    await expect(rows(page)).toHaveText(['CreateChannel', 'UpdateChannel']);
    await page.getByLabel('Show').selectOption({ index: 0 });
    await expect(rows(page)).toHaveCount(45);
  });
  await test.step('by keyboard from the list to an action, which has an address of its own', async () => {
    await page.getByRole('searchbox').fill('GetRecords');
    await page.getByRole('link', { name: 'GetRecords', exact: true }).focus();
    await page.keyboard.press('Enter');
    const action = detail(page, 'GetRecords');
    await expect(action.getByRole('region', { name: 'Request' }).getByRole('rowheader', { name: 'ShardIterator' })).toBeVisible();
    await expect(action.getByRole('region', { name: 'Limits and delays' })).toContainText('2 MiB/s');
    await expect(action.getByRole('region', { name: 'Refusals' })).toContainText('ExpiredIteratorException');
    await expect(action.getByRole('link', { name: 'GetRecords in the API reference' })).toHaveAttribute('href', /API_GetRecords\.html$/);
    await page.reload();
    await expect(detail(page, 'GetRecords')).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('article')).toHaveCount(0);
  });
  expect(troubles).toEqual([]);
});

test('the run goes on meanwhile and is there again', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('hot-key');
  await lab.setFigure('Rate', 700);
  await lab.until('command-given');
  const scenario = (await lab.recipe()).scenario;
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Reference' }).click();
  await expect(rows(page)).toHaveCount(45);
  await pages.getByRole('link', { name: 'Lab' }).click();
  await expect(lab.clock).toBeVisible();
  const recipe = await lab.recipe();
  expect(recipe.scenario).toEqual(scenario);
  expect(recipe.commands.length).toBeGreaterThan(0);
  await expect(page).toHaveURL(/#\/lab\?(run|scenario)=/);
  await expect(lab.lanes).not.toHaveCount(0);
});

const SIZES = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'projector', width: 1024, height: 768 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'reflow', width: 320, height: 640 },
];

for (const address of ['/#/reference/conformance', '/#/reference/conformance/SubscribeToShard'])
  test(`${address}: nothing sticks out at any size, and axe finds nothing serious in either theme`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, address);
    for (const { name, width, height } of SIZES)
      await test.step(name, async () => {
        await page.setViewportSize({ width, height });
        await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Lab' })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await expectNoViolations(page, `${address}, ${name}`);
      });
  });
