/** Closing the tab loses nothing: runs are kept, found again by a reload, offered in a new tab, and listed. */
import { expect, test, type BrowserContext, type Locator } from '@playwright/test';
import { changeShare, keptCommands, keptRuns, openRuns, putKeptRun } from './support/kept-runs.ts';
import { LabDriver } from './support/lab.ts';
import { collectTroubles } from './support/page-troubles.ts';
import { DIALOG, expectNoViolations } from './support/violations.ts';

const branchControl = (lab: LabDriver, name: string): Locator =>
  lab.transport.getByRole('button', { name: new RegExp(`^Branches: ${name}`) });
const row = (lab: LabDriver, name: string): Locator =>
  lab.dialog.getByRole('listitem').filter({ has: lab.page.getByRole('heading', { name, exact: true }) });

async function newTab(context: BrowserContext, address = '/'): Promise<LabDriver> {
  const lab = new LabDriver(await context.newPage());
  await lab.open(address);
  return lab;
}

test('a reload finds the run again: its branches, their names, the moment and the selection', async ({ page }) => {
  const troubles = collectTroubles(page);
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  for (let n = 0; n < 4; n++) await lab.button('Step back 100 ms').click();
  await lab.setFigure('Share of FR', 30);
  await branchControl(lab, 'Branch 2').click();
  await lab.dialog.getByRole('button', { name: 'Rename Branch 2' }).click();
  await lab.dialog.getByRole('textbox', { name: 'New name of Branch 2' }).fill('Milder');
  await page.keyboard.press('Enter');
  await expect(lab.dialog.getByRole('button', { name: 'Rename Milder' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(branchControl(lab, 'Milder')).toBeVisible();
  for (let n = 0; n < 5; n++) await lab.step();
  await lab.button('Step back 100 ms').click();
  await lab.shard(2).focus();
  await page.keyboard.press('Enter');
  await expect(lab.button('Split shard 2')).toBeVisible();
  const [recipe, log, clockMs] = [await lab.recipe(), await lab.eventLog(), await lab.clockMs()];
  expect(recipe.momentUs).toBe(recipe.untilUs - 100_000);

  await page.reload();
  await expect(branchControl(lab, 'Milder')).toContainText('2 branches');
  await expect.poll(() => lab.clockMs()).toBe(clockMs);
  expect(await lab.recipe()).toEqual(recipe);
  expect(JSON.stringify(await lab.eventLog())).toBe(JSON.stringify(log));
  await expect(lab.button('Split shard 2')).toBeVisible();
  await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeVisible();

  await test.step('the branch that was left is there too, with its own command', async () => {
    await branchControl(lab, 'Milder').click();
    await lab.dialog.getByRole('button', { name: 'Switch to Main' }).click();
    await expect(branchControl(lab, 'Main')).toBeVisible();
    await lab.transport.getByRole('slider', { name: 'Moment of the run' }).press('End');
    await expect(lab.figure('Share of FR')).toHaveValue('60');
  });
  await test.step('and it is one run in the list', async () => {
    await openRuns(lab);
    await expect(lab.dialog.getByRole('listitem')).toHaveCount(1);
    await expect(row(lab, 'First light')).toContainText(/today \d\d:\d\d.*2 commands.*2 branches.*On screen now/s);
  });
  expect(troubles).toEqual([]);
});

test('a reload in the very moment in which the address is renamed finds the run too', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await expect.poll(() => keptCommands(page)).toBe(1);
  await expect.poll(() => page.url()).toContain('run=');
  // The browser loads the address before; the page that is being left writes down the new one.
  await page.evaluate(() => {
    const { history } = window;
    const rename = history.replaceState.bind(history);
    history.replaceState = (state, title, url) => {
      if (url !== location.hash) location.reload();
      rename(state, title, url);
    };
  });
  const loaded = page.waitForEvent('load');
  await lab.setFigure('Share of FR', 30);
  await loaded;
  await expect(lab.figure('Share of FR')).toHaveValue('30');
  expect((await lab.recipe()).commands).toHaveLength(2);
});

test('a reload keeps what was given and what plays; another address wins over the run of the tab', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('a command that was given a moment ago outlasts a reload', async () => {
    await lab.reach(1);
    await lab.setFigure('Share of FR', 70);
    await expect.poll(() => keptCommands(page)).toBe(1);
    await page.reload();
    await expect(lab.figure('Share of FR')).toHaveValue('70');
  });
  await lab.pause();
  await test.step('an address that names another run wins over the run of the tab', async () => {
    await page.goto('about:blank');
    await lab.openScenario('hot-key');
    expect(await lab.recipe()).toMatchObject({ scenario: 'hot-key', commands: [] });
  });
  await test.step('what played plays on after a reload, from about where it was', async () => {
    await lab.reach(2);
    const leftMs = await lab.clockMs();
    await page.reload();
    await expect(lab.transport.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.poll(() => lab.clockMs()).toBeGreaterThan(leftMs);
    expect((await lab.recipe()).scenario).toBe('hot-key');
  });
  await test.step('and the run before it is still kept', async () => {
    await openRuns(lab);
    await row(lab, 'First light').getByRole('button', { name: 'Open First light' }).click();
    await expect(lab.dialog).toHaveCount(0);
    await expect(lab.figure('Share of FR')).toHaveValue('70');
    await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

test('a new tab offers the last run, until that was taken or turned down', async ({ page, context }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await expect.poll(() => keptCommands(page)).toBe(1);
  const [recipe, log] = [await lab.recipe(), await lab.eventLog()];

  await test.step('not while another tab shows it', async () => {
    const second = await newTab(context);
    await second.reach(1);
    await expect(second.notice).toHaveCount(0);
    await second.page.close();
  });
  await page.close();
  const third = await newTab(context);
  await expect(third.notice).toHaveText(/^Your last run ‘First light’ \(00:0\d, 1 command\) is kept\.Continue$/);
  expect((await third.recipe()).commands).toEqual([]);
  await third.button('Continue').click();
  await expect.poll(async () => (await third.recipe()).commands.length).toBe(1);
  await third.standsStill();
  expect(await third.recipe()).toEqual(recipe);
  expect(JSON.stringify(await third.eventLog())).toBe(JSON.stringify(log));
  await expect(third.notice).toHaveCount(0);

  await test.step('what was done since is offered again; turned down, it is not', async () => {
    await third.setFigure('Share of FR', 40);
    await expect.poll(() => keptCommands(third.page)).toBe(2);
    await third.page.close();
    const fourth = await newTab(context);
    await expect(fourth.notice).toContainText('2 commands');
    await fourth.button('Close this message').click();
    await fourth.page.close();
    const fifth = await newTab(context);
    await fifth.reach(1);
    await expect(fifth.notice).toHaveCount(0);
  });
});

test('the list: named, opened, deleted and brought back, by keyboard', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await lab.page.evaluate(() => (location.hash = '#/lab?scenario=hot-key'));
  await expect(lab.button('Scenario: One hot key')).toBeVisible();
  await lab.reach(4);
  await lab.button('Runs').focus();
  await page.keyboard.press('Enter');
  await expect(lab.dialog.getByRole('listitem')).toHaveCount(2);
  const first = row(lab, 'First light');

  await test.step('each has its picture, drawn', async () => {
    await expect(first.getByRole('img')).toHaveAccessibleName(/^Shards and put rate of the run: .*, (no write was|writes were) throttled$/);
    const colours = await first.getByRole('img').evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.subarray(4 * i, 4 * i + 3).join())).size;
    });
    expect(colours).toBeGreaterThan(4);
    await expect(row(lab, 'One hot key')).toContainText('On screen now');
    await expect(row(lab, 'One hot key').getByRole('button', { name: /^(Open|Delete)/ })).toHaveCount(0);
  });
  await test.step('a name is changed in its place; Escape gives it up and leaves the list', async () => {
    await first.getByRole('button', { name: 'Rename First light' }).press('Enter');
    const field = lab.dialog.getByRole('textbox', { name: 'Name of the run' });
    await expect(field).toBeFocused();
    await field.fill('nothing');
    await page.keyboard.press('Escape');
    await expect(first.getByRole('button', { name: 'Rename First light' })).toBeFocused();
    await page.keyboard.press('Enter');
    await field.fill('Sixty percent FR');
    await page.keyboard.press('Enter');
    await expect(row(lab, 'Sixty percent FR')).toContainText('First light');
    await expect(lab.dialog.getByRole('button', { name: 'Rename Sixty percent FR' })).toBeFocused();
    await expect.poll(async () => (await keptRuns(page)).map(({ run }) => run.name)).toContain('Sixty percent FR');
  });
  await test.step('deleting can be undone', async () => {
    await lab.dialog.getByRole('button', { name: 'Delete Sixty percent FR' }).press('Enter');
    await expect(lab.dialog).toContainText('‘Sixty percent FR’ was deleted.');
    await expect.poll(async () => (await keptRuns(page)).length).toBe(1);
    const undo = lab.dialog.getByRole('button', { name: 'Undo: bring back Sixty percent FR' });
    await expect(undo).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(lab.dialog.getByRole('button', { name: 'Open Sixty percent FR' })).toBeFocused();
    await expect.poll(async () => (await keptRuns(page)).length).toBe(2);
  });
  await test.step('and what was brought back opens', async () => {
    await page.keyboard.press('Enter');
    await expect(lab.dialog).toHaveCount(0);
    await expect(lab.figure('Share of FR')).toHaveValue('60');
  });
  await test.step('deleted for good, it is gone after a reload', async () => {
    await openRuns(lab);
    await lab.dialog.getByRole('button', { name: 'Delete One hot key' }).click();
    await expect.poll(async () => (await keptRuns(page)).length).toBe(1);
    await page.reload();
    await openRuns(lab);
    await expect(lab.dialog.getByRole('listitem')).toHaveCount(1);
  });
});

test('a run of another version is taken along; a run is downloaded from the list, and its file opens there again', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await expect.poll(() => keptCommands(page)).toBe(1);
  const played = await lab.recipe();
  await test.step('a run of another version of the engine is listed, says why it cannot be played, and can be taken along', async () => {
    const [{ run, recipe }] = await keptRuns(page);
    await putKeptRun(page, {
      run: { ...run, id: 'old', name: 'Last year', engineVersion: '0.0.1', savedAtMs: 1 },
      recipe: { ...recipe, engineVersion: '0.0.1' },
    });
    await openRuns(lab);
    await expect(row(lab, 'Last year')).toContainText(
      `Made with version 0.0.1 of the engine; this is ${recipe.engineVersion}, which would play it differently.`,
    );
    await expect(lab.dialog.getByRole('button', { name: 'Open Last year' })).toHaveCount(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      lab.dialog.getByRole('button', { name: 'Download Last year' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^kinelab-first-light-00-0\d\.json$/);
    await lab.dialog.getByRole('button', { name: 'Delete Last year' }).click();
    await expect.poll(async () => (await keptRuns(page)).map(({ run: { id } }) => id)).toEqual([run.id]);
  });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lab.dialog.getByRole('button', { name: 'Download First light' }).click(),
  ]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => (location.hash = '#/lab?scenario=empty'));
  await expect(lab.button('Scenario: An empty stream')).toBeVisible();
  await openRuns(lab);
  const file = lab.dialog.locator('input[type="file"]');
  await test.step('another file is refused in one sentence, and the list stays', async () => {
    await file.setInputFiles({ name: 'orders.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
    await expect(lab.dialog.getByRole('alert')).toHaveText('This file cannot be opened: it is not a run of Kinelab.');
  });
  await file.setInputFiles(await download.path());
  await expect(lab.dialog).toHaveCount(0);
  await expect(lab.figure('Share of FR')).toHaveValue('60');
  await lab.standsStill();
  expect(await lab.recipe()).toEqual(played);
  await test.step('what a file holds is a run of its own: the one that it came from stays', async () => {
    await expect.poll(async () => (await keptRuns(page)).filter(({ run }) => run.commands === 1).length).toBe(2);
  });
});

test('two tabs keep two runs, and the same run in two tabs breaks nothing', async ({ page, context }) => {
  const troubles = collectTroubles(page);
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await expect.poll(() => keptCommands(page)).toBe(1);
  const other = await newTab(context);
  troubles.push(...collectTroubles(other.page));
  await changeShare(other, 20 + 5);
  await expect.poll(async () => (await keptRuns(page)).map(({ run }) => run.commands)).toEqual([1, 1]);

  await openRuns(other);
  await expect(lab.page.getByRole('dialog')).toHaveCount(0);
  const elsewhere = other.dialog.getByRole('listitem').filter({ hasText: 'Open in another tab' });
  await expect(elsewhere).toHaveCount(1);
  await elsewhere.getByRole('button', { name: 'Open First light' }).click();
  await expect(other.figure('Share of FR')).toHaveValue('60');
  await other.setFigure('Share of FR', 61);
  await expect.poll(async () => (await keptRuns(page)).reduce((sum, { run }) => sum + run.commands, 0)).toBe(3);
  await lab.setFigure('Share of FR', 62);
  await expect
    .poll(async () => (await keptRuns(page))[0].recipe.commands.at(-1)?.command)
    .toMatchObject({
      producer: { source: { keys: { share: 0.62 } } },
    });
  expect(troubles).toEqual([]);
});

test.describe('for everybody', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the list fits a desk and a phone, and nothing in it is hard to read or to name', async ({ page }) => {
    const lab = new LabDriver(page);
    await lab.open();
    await openRuns(lab);
    await page.keyboard.press('Escape');
    await lab.reach(4);
    await lab.pause();
    await openRuns(lab);
    await expect(lab.dialog.getByRole('listitem')).toHaveCount(1);
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ])
      await test.step(`${width} × ${height}`, async () => {
        await page.setViewportSize({ width, height });
        const box = (await lab.dialog.boundingBox())!;
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        await expectNoViolations(page, `the list, ${width} × ${height}`, { within: DIALOG });
      });
  });
});
