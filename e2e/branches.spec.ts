/** Another history of the same run: it starts with a change in the past, and everything that was stays. */
import { expect, test, type Page } from '@playwright/test';
import { LabDriver, shardId } from './support/lab.ts';
import { TimeDriver } from './support/time.ts';
import { DIALOG, expectNoViolations } from './support/violations.ts';

/** Two histories: shard 0 is split on Main, shard 1 on the branch that left it at 00:00.000. */
async function twoHistories(page: Page): Promise<TimeDriver> {
  const time = new TimeDriver(new LabDriver(page));
  await time.lab.open();
  await branchOff(time);
  return time;
}

/** Two histories of the run that is open. */
async function branchOff(time: TimeDriver): Promise<void> {
  const { lab } = time;
  await lab.reach(1);
  await lab.pause();
  await time.split(0);
  await time.toStart();
  await time.split(1);
  await expect(time.branches).toHaveAccessibleName('Branches: Branch 2, 2 branches');
}

async function expectHistory(time: TimeDriver, splitShard: 0 | 1): Promise<void> {
  const other = splitShard === 0 ? 1 : 0;
  await expect(time.lab.lane(splitShard)).toHaveAttribute('data-state', 'closing');
  await expect(time.lab.lane(other)).toHaveAttribute('data-state', 'open');
  expect((await time.lab.recipe()).commands.map(({ command }) => command)).toMatchObject([
    { type: 'split-shard', shardId: shardId(splitShard) },
  ]);
}

test('a change in the past starts a branch, says so, and keeps what was', async ({ page }) => {
  const lab = new LabDriver(page);
  const time = new TimeDriver(lab);
  await lab.open();
  await lab.reach(1);
  await lab.pause();
  await time.split(0);
  const main = await lab.recipe();
  const history = await lab.eventLog();
  await time.toStart();
  await lab.setFigure('Rate', 900);
  await expect(time.band).toContainText('‘Branch 2’ has started at 00:00.000');
  await expect(time.band).toContainText(/‘Main’ is kept as it was, to 00:0\d\.\d{3}\./);
  await expect(
    page.getByRole('status').filter({ hasText: 'Branch ‘Branch 2’ has started at 00:00.000. ‘Main’ is kept as it was.' }),
  ).toHaveCount(1, {
    timeout: 12_000,
  });
  await expect(lab.lanes).toHaveCount(4);

  await test.step('the message is closed for good', async () => {
    await time.band.getByRole('button', { name: 'Close what is said about branches' }).click();
    await expect(time.band).toHaveCount(0);
  });
  await test.step('the first history is as it was, to the byte', async () => {
    await time.switchTo('Main');
    await time.atNow();
    await expect(lab.figure('Rate')).toHaveValue('1850');
    expect(await lab.recipe()).toEqual(main);
    expect(await lab.eventLog()).toEqual(history);
  });
});

test('switching shows each history’s shards, at the end and at the same moment of the past', async ({ page }) => {
  const time = await twoHistories(page);
  const { lab } = time;
  await lab.setSpeed(5);
  await lab.play();
  await lab.reach(2);
  await lab.pause();
  const branchEndUs = await lab.momentUs();
  await expectHistory(time, 1);
  await time.switchTo('Main');
  await expectHistory(time, 0);
  expect(await lab.momentUs()).toBeLessThan(branchEndUs);
  await time.switchTo('Branch 2');
  await expectHistory(time, 1);
  expect(await lab.momentUs()).toBe(branchEndUs);

  await test.step('in the past, the same moment', async () => {
    await time.playhead.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lab.momentUs()).toBe(200_000);
    await time.switchTo('Main');
    await expect.poll(() => lab.momentUs()).toBe(200_000);
    await expect(lab.lanes).toHaveCount(4);
  });
});

test('a branch is named by keyboard alone, whatever is typed; a reset begins anew', async ({ page }) => {
  const time = await twoHistories(page);
  await time.branches.focus();
  await page.keyboard.press('Enter');
  const field = time.list.getByRole('textbox', { name: /^New name of/ });
  const rename = async (from: string, to: string) => {
    await time.list.getByRole('button', { name: `Rename ${from}`, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.type(to);
    await page.keyboard.press('Enter');
  };

  await test.step('what is no name is refused beside the field, in words', async () => {
    for (const [typed, sentence] of [
      ['   ', 'A branch needs a name.'],
      ['MAIN', 'There is a branch called MAIN already.'],
      ['x'.repeat(61), 'The name of a branch has at most 60 characters; this one has 61.'],
    ]) {
      await rename('Branch 2', typed);
      await expect(time.list.getByRole('alert')).toHaveText(sentence);
      await expect(field).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(field).toHaveCount(0);
      await expect(time.list.getByRole('button', { name: 'Rename Branch 2' })).toBeFocused();
    }
  });
  await test.step('anything else is shown as the text that it is', async () => {
    let name = 'Branch 2';
    for (const next of ['<img src=x onerror=alert(1)>', 'שלום 𝒩 🦓', '﷽'.repeat(20), 'W'.repeat(60), 'Two halves']) {
      await rename(name, next);
      await expect(time.row(next)).toBeVisible();
      await expect(field).toHaveCount(0);
      await expect(time.branches).toContainText(next);
      name = next;
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    }
  });
  await page.keyboard.press('Escape');
  await expect(time.list).toBeHidden();
  await expect(time.branches).toHaveAccessibleName('Branches: Two halves, 2 branches');
  await time.switchTo('Main');
  await time.switchTo('Two halves');
  await expectHistory(time, 1);
  await test.step('a reset begins a new run with one history', async () => {
    for (const key of ['.', '.', ',']) await page.keyboard.press(key);
    await time.inPast();
    await time.lab.button('Reset').click();
    await expect(time.lab.dialog).toContainText('The run before stays in the list of runs, with its branches.');
    await time.lab.dialog.getByRole('button', { name: 'As the scenario was' }).click();
    await expect(time.branches).toHaveAccessibleName('Branches: Main, 1 branch');
    await expect(time.band).toHaveCount(0);
    await expect(time.lab.lanes).toHaveCount(4);
    await expect(time.undo).toBeDisabled();
  });
});

/** From the list and after it was closed; Branch 2 is on screen at the beginning. */
async function expectDeletedAndBroughtBack(time: TimeDriver): Promise<void> {
  const { page } = time;
  const before = await time.lab.recipe();
  await time.openList();
  await expect(time.list.getByRole('button', { name: 'Delete Main' })).toHaveCount(0);

  await test.step('the one on screen is left for its parent', async () => {
    await time.list.getByRole('button', { name: 'Delete Branch 2' }).focus();
    await page.keyboard.press('Enter');
    await expect(time.row('Branch 2')).toHaveCount(0);
    await expect(time.list.getByRole('status')).toContainText('Deleted ‘Branch 2’.');
    await expect(time.list.getByRole('button', { name: 'Undo: delete Branch 2' })).toBeFocused();
    await expect(time.lab.lane(0)).toHaveAttribute('data-state', 'closing');
  });
  await test.step('undo in the list', async () => {
    await page.keyboard.press('Enter');
    await expect(time.list.getByRole('button', { name: 'Switch to Branch 2' })).toBeFocused();
    await expect(time.list.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expectHistory(time, 1);
    expect(await time.lab.recipe()).toEqual(before);
  });
  await test.step('undo beside the transport, after the list was closed', async () => {
    await time.openList();
    await time.list.getByRole('button', { name: 'Delete Branch 2' }).click();
    await page.keyboard.press('Escape');
    await expect(time.band).toContainText('Deleted ‘Branch 2’');
    await time.band.getByRole('button', { name: 'Undo: delete Branch 2' }).click();
    await expect(time.branches).toHaveAccessibleName('Branches: Main, 2 branches');
    await expect(time.band).toHaveCount(0);
  });
}

test('the list of branches: one history, two, put side by side, deleted and brought back', async ({ page }) => {
  const time = new TimeDriver(new LabDriver(page));
  await time.lab.open();
  await test.step('with one history the list says how another one comes about', async () => {
    await time.openList();
    await expect(time.list).toContainText('One history so far. Go back and change something: a branch starts there, and this one is kept.');
    await expect(time.list.getByRole('button', { name: /^(Switch|Compare|Delete)/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(time.list).toBeHidden();
    await expect(time.branches).toBeFocused();
  });
  await branchOff(time);
  await test.step('the list tells where each left, how far it was run, and what was done on it', async () => {
    await time.openList();
    await expect(time.row('Main')).toContainText(/From the start, run to 00:0\d\.\d{3}, 1 command\./);
    await expect(time.row('Main')).toContainText('SplitShard on shard-0 at');
    await expect(time.row('Branch 2')).toContainText('Left ‘Main’ at 00:00.000, run to 00:00.000, 1 command of its own.');
    await expect(time.row('Branch 2')).toContainText('SplitShard on shard-1 at');
    await expect(time.row('Branch 2')).toContainText('on screen');
    await expect(time.row('Branch 2').getByRole('button', { name: /^Switch/ })).toHaveCount(0);
    await expect(time.list.locator('[aria-current="true"]')).toContainText('Branch 2');
    await page.keyboard.press('Escape');
    await expect(time.list).toBeHidden();
  });
  await test.step('two branches are put side by side from the list and from the message', async () => {
    const compare = page.getByRole('tab', { name: 'Compare' });
    await time.band.getByRole('button', { name: 'Compare with Main' }).click();
    await expect(compare).toHaveAttribute('aria-selected', 'true');
    await time.openList();
    await expect(time.row('Main')).toContainText('compared');
    await time.list.getByRole('button', { name: 'Stop comparing with Main' }).click();
    await expect(compare).toHaveAttribute('aria-selected', 'false');
    await time.openList();
    await time.list.getByRole('button', { name: 'Compare with Main' }).click();
    await expect(compare).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('tab', { name: 'Stage', exact: true }).click();
    await expect(time.lab.lane(1)).toHaveAttribute('data-state', 'closing');
  });
  await test.step('a branch is deleted, and brought back with all that was done on it', () => expectDeletedAndBroughtBack(time));
});

test('branches that left a branch go and come back with it', async ({ page }) => {
  const time = await twoHistories(page);
  const { lab } = time;
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press(',');
  await time.inPast();
  await lab.setFigure('Rate', 900);
  await expect(time.branches).toHaveAccessibleName('Branches: Branch 3, 3 branches');
  await time.openList();
  await expect(time.row('Branch 3')).toContainText('Left ‘Branch 2’ at 00:00.100');
  await time.list.getByRole('button', { name: 'Delete Branch 2' }).click();
  await expect(time.list.getByRole('status')).toContainText('Deleted ‘Branch 2’ and 1 branch that left it.');
  await expect(time.list.locator('[data-present]')).toHaveCount(1);
  await time.list.getByRole('button', { name: 'Undo: delete Branch 2' }).click();
  await expect(time.list.locator('[data-present]')).toHaveCount(3);
  await time.list.getByRole('button', { name: 'Switch to Branch 3' }).click();
  await expect(lab.figure('Rate')).toHaveValue('900');
  await expect(lab.lane(1)).toHaveAttribute('data-state', 'closing');
});

test('the list shuts nobody out, in light, in dark and on the phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const time = await twoHistories(page);
  await time.openList();
  await time.list.getByRole('button', { name: 'Delete Branch 2' }).click();
  await time.list.getByRole('button', { name: 'Undo: delete Branch 2' }).click();
  await time.list.getByRole('button', { name: 'Rename Branch 2' }).click();
  await page.keyboard.type('main');
  await page.keyboard.press('Enter');
  await expect(time.list.getByRole('alert')).toBeVisible();
  await expectNoViolations(page, 'the list', { within: DIALOG });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await time.branches.scrollIntoViewIfNeeded();
  await time.openList();
  await expect(time.row('Branch 2').getByRole('button', { name: 'Delete Branch 2' })).toBeInViewport({ ratio: 1 });
  const box = (await time.list.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(390);
});
