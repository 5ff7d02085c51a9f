/** Everything without a mouse: only keys are pressed here, and what they reach is found by Tab alone. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { LabDriver, shardId } from './support/lab.ts';

/** Presses Tab until the element has the focus; fails where it cannot be reached from here. */
async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isFocused = () => element.evaluateAll((found) => found.includes(document.activeElement as never));
  for (let presses = 0; presses < 120; presses++) {
    if (await isFocused()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never reached ${String(element)}.`);
}

test('the skip link comes first; then the stage, and the transport’s buttons and its slider, are reached by Tab', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('the skip link comes first and leads to the stage', async () => {
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the stage' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    const address = page.url();
    await page.keyboard.press('Enter');
    await expect(lab.stage).toBeFocused();
    expect(page.url()).toBe(address);
    await page.keyboard.press('Tab');
    await expect(lab.stage.getByRole('tab', { name: 'Stage' })).toBeFocused();
    await tabTo(page, lab.stage.getByRole('button', { name: /^producer checkout-events/ }));
  });
  await test.step('the transport’s buttons and its slider work from the keyboard', async () => {
    const play = lab.transport.getByRole('button', { name: /^(Play|Pause)$/ });
    await tabTo(page, play);
    await page.keyboard.press('Space');
    await lab.standsStill();
    await expect(play).toBeFocused();
    await tabTo(page, lab.button('Step 100 ms'));
    const { untilUs } = await lab.recipe();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await lab.recipe()).untilUs).toBe(untilUs + 100_000);
    const speed = lab.transport.getByRole('slider', { name: 'speed' });
    await tabTo(page, speed);
    await page.keyboard.press('End');
    await expect(speed).toHaveAttribute('aria-valuetext', '1000 times');
    await page.keyboard.press('Home');
    await expect(speed).toHaveAttribute('aria-valuetext', '0.25 times');
  });
});

test('time has keys of its own, and letters that are typed into a field are not taken for them', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1.5);
  await page.keyboard.press('Space');
  await lab.standsStill();
  await test.step('a step back, the way to now and undo have keys of their own, and the help lists them', async () => {
    const endUs = await lab.momentUs();
    await lab.shard(2).focus();
    await page.keyboard.press(',');
    await page.keyboard.press(',');
    await expect.poll(() => lab.momentUs()).toBe(endUs - 200_000);
    await page.keyboard.press('n');
    await expect.poll(() => lab.momentUs()).toBe(endUs);
    await expect(lab.shard(2)).toBeFocused();
    await page.keyboard.press('?');
    const keys = lab.dialog.getByRole('term');
    for (const face of [',', 'N', 'Ctrl Z', 'Ctrl Shift Z', 'Ctrl Y']) await expect(keys.filter({ hasText: face }).first()).toBeVisible();
    await expect(lab.dialog.getByRole('heading', { name: 'Time runs both ways' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
  });
  await test.step('a step back that is held down arrives at the beginning and no further', async () => {
    await page.keyboard.down(',');
    // The browser repeats a key that is held; here each repetition is sent as it would.
    await expect(async () => {
      await page.keyboard.down(',');
      expect(await lab.momentUs()).toBe(0);
    }).toPass({ intervals: [40] });
    await page.keyboard.up(',');
    await lab.standsStill();
    await expect(lab.clock).toHaveText('00:00.000');
    await page.keyboard.press('n');
    await expect.poll(() => lab.momentUs()).toBeGreaterThan(1_000_000);
    await lab.standsStill();
    // Nothing has the focus, as after opening: Space is not the shard's.
    await lab.shard(2).blur();
  });
  await test.step('play, pause, step and speed have keys of their own', async () => {
    const speed = lab.transport.getByRole('slider', { name: 'speed' });
    let untilUs = (await lab.recipe()).untilUs;
    for (const [key, times] of [
      ['[', '0.5'],
      [']', '1'],
      [']', '2'],
      [']', '5'],
    ]) {
      await page.keyboard.press(key);
      await expect(speed).toHaveAttribute('aria-valuetext', `${times} times`);
      await page.keyboard.press('.');
      untilUs += 100_000;
      await expect.poll(async () => (await lab.recipe()).untilUs).toBe(untilUs);
    }
    await page.keyboard.press('Space');
    await expect.poll(async () => (await lab.recipe()).untilUs).toBeGreaterThan(untilUs);
    // Slowly, so that the new run cannot come past the old one's moment before it is looked at.
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('[');
    await expect(speed).toHaveAttribute('aria-valuetext', '0.25 times');
    await page.keyboard.press('r');
    await expect.poll(async () => (await lab.recipe()).untilUs).toBeLessThan(untilUs);
  });
  await test.step('letters that are typed into a field are not taken as commands', async () => {
    await lab.button(/^Seed /).click();
    const seed = lab.dialog.getByRole('textbox', { name: 'Seed' });
    await seed.fill('');
    await seed.pressSequentially('r.s ?');
    await expect(seed).toHaveValue('r.s ?');
    await expect(lab.transport.getByRole('button', { name: 'Pause', includeHidden: true })).toBeVisible();
  });
});

test('a shard, a producer and a consumer are changed without a mouse', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await page.keyboard.press('Space');
  await lab.standsStill();
  await test.step('a shard is selected, split at a typed cut, and its state heard', async () => {
    await tabTo(page, lab.shard(2));
    await page.keyboard.press('Enter');
    await expect(lab.shard(2)).toHaveAttribute('aria-pressed', 'true');
    await expect(lab.bench.getByRole('region', { name: 'shard-2' })).toBeVisible();
    await page.keyboard.press('s');

    const editor = lab.editor('Split');
    await expect(editor).toBeVisible();
    const cut = editor.getByRole('textbox', { name: 'NewStartingHashKey, decimal' });
    // The editor stands above the stage: backwards from the shard.
    await tabTo(page, cut, 'Shift+Tab');
    await page.keyboard.press('ControlOrMeta+a');
    const typed = ((1n << 127n) + 12_345n).toString();
    await page.keyboard.type(typed);
    await expect(cut).toHaveValue(typed);
    await tabTo(page, editor.getByRole('button', { name: 'Split shard-2' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(editor).toBeHidden();
    expect(await lab.until('shard-split')).toMatchObject({ shardId: shardId(2), newStartingHashKey: typed });
    await expect(page.getByRole('status').filter({ hasText: 'shard-2 is split into shard-4 and shard-5' })).toHaveCount(1);
  });
  await test.step('a producer is changed and a consumer added', async () => {
    await tabTo(page, lab.figure('Rate'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('900');
    await page.keyboard.press('Enter');
    await expect(lab.sentence('You set producer checkout-events to 900 records/s')).toBeVisible();
    const slider = lab.bench.getByRole('slider', { name: 'Share of FR' });
    await tabTo(page, slider);
    await page.keyboard.press('End');
    await expect(lab.sentence(/100\s% on one of \d+ partition keys/)).toBeVisible();

    await tabTo(page, lab.button('Add a consumer'));
    await page.keyboard.press('Enter');
    await tabTo(page, lab.button('Add Polling consumer'));
    await page.keyboard.press('Enter');
    await expect(lab.stage.getByRole('button', { name: /^consumer / })).toHaveCount(2);
    await expect(lab.sentence('You added consumer')).toBeVisible();
  });
});

/** In the order of the page, so that Tab goes round it once. */
const DIALOGS: { opener: string | RegExp; title: string }[] = [
  { opener: /^Scenario: /, title: 'Scenario: First light' },
  { opener: /^Limits /, title: 'Limits 2026' },
  { opener: 'Share', title: 'Share this run' },
  { opener: 'Keyboard and help', title: 'Keyboard and help' },
  { opener: 'File…', title: 'Replay a file' },
  { opener: 'Where “Iterator age” comes from', title: 'Where “Iterator age” comes from' },
  { opener: /^Branches: /, title: 'Branches' },
  { opener: /^Memory /, title: 'Memory' },
];

test('every dialog opens by key, keeps the focus inside, and gives it back', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await lab.pause();
  for (const { opener, title } of DIALOGS) {
    await test.step(title, async () => {
      const button = lab.button(opener);
      await tabTo(page, button);
      await page.keyboard.press('Enter');
      await expect(lab.dialog).toBeVisible();
      await expect(lab.dialog).toHaveAccessibleName(new RegExp(`^${title}`));
      for (let presses = 0; presses < 6; presses++) {
        await page.keyboard.press('Tab');
        expect(await lab.dialog.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
      }
      await page.keyboard.press('Escape');
      await expect(lab.dialog).toBeHidden();
      await expect(button).toBeFocused();
    });
  }
  await test.step('the help opens by its key and gives the focus back to where it was', async () => {
    await lab.shard(0).focus();
    await page.keyboard.press('?');
    await expect(lab.dialog.getByRole('heading', { name: 'Keyboard and help' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(lab.shard(0)).toBeFocused();
  });
});
