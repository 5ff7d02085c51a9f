/** Time runs both ways: back, to now, over what was done, and the page says where one stands. */
import { expect, test, type Page } from '@playwright/test';
import { LabDriver } from './support/lab.ts';
import { TimeDriver } from './support/time.ts';
import { expectNoViolations } from './support/violations.ts';

/** A run that stands, a little after its beginning. */
async function standing(page: Page, seconds = 1.2): Promise<TimeDriver> {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(seconds);
  await lab.pause();
  return new TimeDriver(lab);
}

test('a step back shows the past and says so; a key and a button return', async ({ page }) => {
  const time = await standing(page);
  const { lab } = time;
  const endUs = await lab.momentUs();
  const end = (await lab.clock.textContent())!;
  await expect(time.band).toHaveCount(0);

  await test.step('a step back shows the moment before, says so, and one key returns', async () => {
    await page.keyboard.press(',');
    await expect.poll(() => lab.momentUs()).toBe(endUs - 100_000);
    await lab.transport.getByRole('button', { name: 'Step back 100 ms' }).click();
    await expect.poll(() => lab.momentUs()).toBe(endUs - 200_000);
    await expect(time.band).toContainText(`You are in the past: ${await lab.clock.textContent()} of ${end}`);
    await expect(time.band).toContainText('A change here starts a branch; ‘Main’ is kept.');
    await expect(lab.transport.getByText(`of ${end}`, { exact: true })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: `You are in the past: ` })).toContainText(`of ${end}`);

    await page.keyboard.press('.');
    await expect.poll(() => lab.momentUs()).toBe(endUs - 100_000);
    await time.inPast();
    await page.keyboard.press('n');
    await time.atNow();
    expect(await lab.momentUs()).toBe(endUs);
    await lab.standsStill();
  });
  await test.step('a step back cannot lead before the beginning', async () => {
    await time.toStart();
    await page.keyboard.press(',');
    await page.keyboard.press(',');
    await expect(lab.clock).toHaveText('00:00.000');
    expect(await lab.momentUs()).toBe(0);
    await expect(lab.notice).toHaveCount(0);
  });
  await test.step('the button returns, too, and leaves the focus where one can go on', async () => {
    await time.band.getByRole('button', { name: 'Return to now' }).focus();
    await page.keyboard.press('Enter');
    await time.atNow();
    await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeFocused();
  });
  await test.step('a run that played plays on when one returns; one that stood still stands', async () => {
    await lab.play();
    await expect.poll(() => lab.momentUs()).toBeGreaterThan(endUs);
    await page.keyboard.press(',');
    await time.inPast();
    await lab.standsStill();
    await page.keyboard.press('n');
    await expect(lab.transport.getByRole('button', { name: 'Pause' })).toBeVisible();
    await time.atNow();
  });
});

test('what was recorded plays again to its end, and then goes on', async ({ page }) => {
  const time = await standing(page, 1.5);
  const { lab } = time;
  await lab.setSpeed(5);
  await time.split(2);
  const before = await lab.eventLog();
  const endUs = await lab.momentUs();
  await time.toStart();
  await expect(lab.lanes).toHaveCount(4);
  await lab.setSpeed(1);
  await lab.play();
  await time.inPast();
  await expect(lab.lane(2)).toHaveAttribute('data-state', 'closing');
  await lab.setSpeed(5);
  await time.atNow();
  await expect.poll(() => lab.momentUs()).toBeGreaterThan(endUs);
  await lab.pause();
  expect((await lab.eventLog()).slice(0, before.length)).toEqual(before);
  await expect(time.branches).toHaveAccessibleName('Branches: Main, 1 branch');
});

test('the playhead is dragged with the mouse: the stage follows, and the run plays on where it is let go at the end', async ({ page }) => {
  const lab = new LabDriver(page);
  const time = new TimeDriver(lab);
  await lab.open();
  await lab.reach(1);
  await time.split(1);
  await lab.setSpeed(10);
  await lab.reach(20);
  const box = (await time.playhead.boundingBox())!;
  const y = box.y + box.height / 3;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.1, y, { steps: 8 });
  await page.mouse.move(box.x + 1, y, { steps: 8 });
  await time.inPast();
  await expect(lab.clock).toHaveText('00:00.000');
  await expect(lab.lanes).toHaveCount(4);
  const end = /of (\S+)/.exec((await time.band.textContent())!)![1];

  await test.step('held still, it stands', async () => {
    await lab.standsStill();
    await expect(time.band).toContainText(`00:00.000 of ${end}`);
  });
  await page.mouse.move(box.x + box.width - 2, y, { steps: 8 });
  await page.mouse.up();
  await time.atNow();
  await expect(lab.transport.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(lab.lane(1)).toHaveAttribute('data-state', /closing|closed/);
});

test('undo and redo, in a field and out of it; play after an undo starts a branch', async ({ page }) => {
  const time = await standing(page);
  const { lab } = time;
  await expect(time.undo).toBeDisabled();
  await expect(time.redo).toBeDisabled();
  await page.keyboard.press('ControlOrMeta+z');
  await time.split(2);
  await expect(lab.lanes).toHaveCount(6);
  await expect(time.undo).toHaveAccessibleName('Undo: split shard 2');

  for (const redoKey of ['ControlOrMeta+Shift+z', 'ControlOrMeta+y']) {
    await test.step(`by keys, and back with ${redoKey}`, async () => {
      await page.keyboard.press('ControlOrMeta+z');
      await expect(lab.lanes).toHaveCount(4);
      await expect(time.band).toContainText('Undone: split shard 2. Play goes on without it.');
      await expect(time.redo).toHaveAccessibleName('Redo: split shard 2');
      await page.keyboard.press(redoKey);
      await expect(lab.lanes).toHaveCount(6);
      await time.atNow();
      await expect(time.redo).toBeDisabled();
    });
  }
  await test.step('by buttons', async () => {
    await time.undo.click();
    await expect(lab.lanes).toHaveCount(4);
    await time.band.getByRole('button', { name: 'Redo: split shard 2' }).click();
    await expect(lab.lanes).toHaveCount(6);
    await time.atNow();
  });
  await test.step('nothing was given a second time, and there is one branch', async () => {
    expect((await lab.recipe()).commands).toHaveLength(1);
    await expect(time.branches).toHaveAccessibleName('Branches: Main, 1 branch');
  });
  await test.step('the playhead is moved by keys', async () => {
    const endUs = await lab.momentUs();
    await time.toStart();
    await expect(lab.lanes).toHaveCount(4);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lab.momentUs()).toBe(100_000);
    await page.keyboard.press('End');
    await time.atNow();
    expect(await lab.momentUs()).toBe(endUs);
    await expect(lab.lanes).toHaveCount(6);
  });
  await test.step('while a figure is typed, undo is the text field’s', async () => {
    await lab.figure('Rate').focus();
    await page.keyboard.type('7');
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press(',');
    await page.keyboard.press('n');
    await expect(time.band).toHaveCount(0);
    await expect(lab.lanes).toHaveCount(6);
    await expect(time.undo).toHaveAccessibleName('Undo: split shard 2');
    // What was typed is given up.
    await page.keyboard.press('Escape');
  });
  await test.step('after an undo, play goes on without what was done, and that is kept as a branch', async () => {
    await time.playhead.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(time.band).toContainText('Undone: split shard 2');
    await lab.play();
    await expect(time.band).toContainText('‘Branch 2’ has started');
    await expect(time.branches).toHaveAccessibleName('Branches: Branch 2, 2 branches');
    await lab.pause();
    await expect(lab.lanes).toHaveCount(4);
    expect((await lab.recipe()).commands).toEqual([]);
    await time.switchTo('Main');
    await expect(lab.lanes).toHaveCount(6);
  });
});

test('two changes are undone one by one, each named', async ({ page }) => {
  const time = await standing(page);
  const { lab } = time;
  await time.split(0);
  await page.keyboard.press('.');
  await lab.setFigure('Rate', 900);
  await expect(time.undo).toHaveAccessibleName('Undo: change producer checkout-events');
  await time.undo.click();
  await expect(time.undo).toHaveAccessibleName('Undo: split shard 0');
  await expect(time.band).toContainText('Undone: change producer checkout-events.');
  await expect(lab.figure('Rate')).toHaveValue('1850');
  await expect(lab.lanes).toHaveCount(6);
  await time.undo.click();
  await expect(time.band).toContainText('Undone: split shard 0.');
  await expect(lab.lanes).toHaveCount(4);
  await expect(time.undo).toBeDisabled();
  await time.redo.click();
  await expect(time.band).toContainText('Undone: change producer checkout-events.');
  await expect(lab.lanes).toHaveCount(6);
  await time.redo.click();
  await time.atNow();
  await expect(lab.figure('Rate')).toHaveValue('900');
});

test('the band is in sight at every size, and moves nothing', async ({ page }) => {
  const time = await standing(page, 0.8);
  const { lab } = time;
  const places = async () => ({
    stage: await lab.shard(0).boundingBox(),
    play: await lab.transport.getByRole('button', { name: 'Play' }).boundingBox(),
    playhead: await time.playhead.boundingBox(),
  });
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
    // 1440 × 900 at 200 %.
    [720, 450],
  ])
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      // The page takes its new size a moment after the window.
      await expect.poll(async () => JSON.stringify(await places()) === JSON.stringify(await places())).toBe(true);
      const before = await places();
      await page.keyboard.press(',');
      await time.inPast();
      expect(await places()).toEqual(before);
      await expect(time.band).toBeInViewport({ ratio: 1 });
      await expect(time.band.getByText(/^You are in the past/)).toBeInViewport({ ratio: 1 });
      const button = time.band.getByRole('button', { name: 'Return to now' });
      await expect(button).toBeInViewport({ ratio: 1 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      const cut = await time.band.locator('p').evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth).length);
      expect(cut, 'lines of the band that are cut off').toBe(0);
      await button.click();
      await time.atNow();
    });
});

test('the past, an undo and a new branch shut nobody out, in light and in dark', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const time = await standing(page);
  await time.split(2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(time.band).toContainText('Undone');
  await expectNoViolations(page, 'undone');
  await time.toStart();
  await expectNoViolations(page, 'the past');
  await time.split(1);
  await expect(time.band).toContainText('has started');
  await expectNoViolations(page, 'a new branch');
});
