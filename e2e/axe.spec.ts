/** Nothing that shuts somebody out: axe finds no serious or critical violation on any part of the page, in light and in dark. */
import { expect, test } from '@playwright/test';
import { LabDriver } from './support/lab.ts';
import { DIALOG, expectNoViolations } from './support/violations.ts';

// Colours must not be caught half-way between the two themes.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the stage, its editors, the bench and the readings', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.setFigure('Share of FR', 60);
  await lab.until('write-throttling-started');
  await expect(lab.lane(0)).toHaveAttribute('data-hot', 'true');
  await lab.shard(2).focus();
  await page.keyboard.press('Enter');
  await lab.button('The stage in words').click();
  await lab.pause();
  await expectNoViolations(page, 'a throttled shard, a selected one, the stage in words');

  await lab.button('Split shard 2').click();
  await lab.editor('Split').getByRole('textbox', { name: 'NewStartingHashKey, decimal' }).fill('nonsense');
  await expect(lab.editor('Split').getByRole('alert')).toBeVisible();
  await expectNoViolations(page, 'the split editor with a refused cut', { within: '#stage' });

  await lab.bench.getByRole('button', { name: /^Merge/ }).click();
  await expect(lab.editor('Merge')).toBeVisible();
  await expectNoViolations(page, 'the merge editor', { within: '#stage' });
});

test('the dialogs', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1.5);
  await lab.pause();
  const dialogs: { name: string; opener: string | RegExp; filled: string | RegExp }[] = [
    { name: 'the record inspector', opener: 'Newest records of shard 1', filled: 'Payload' },
    { name: 'the import dialog', opener: 'File…', filled: 'Replay a file' },
    { name: 'the share dialog', opener: 'Share', filled: /^Branch ‘Main’/ },
    { name: 'the export dialog', opener: 'Export…', filled: 'Everything that has happened by now' },
    { name: 'the help', opener: 'Keyboard and help', filled: 'Reading the stage' },
    { name: 'the limits', opener: /^Limits /, filled: /^AWS changes its limits/ },
  ];
  await lab.shard(1).hover();
  for (const { name, opener, filled } of dialogs) {
    await lab.button(opener).click();
    await expect(lab.dialog.getByText(filled).first()).toBeVisible();
    await expectNoViolations(page, name, { within: DIALOG });
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
  }
});

test('an empty stream, and the phone', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('empty');
  await expect(lab.stage.getByRole('region', { name: 'Nothing is sent yet' })).toBeVisible();
  await expectNoViolations(page, 'the empty scenario');

  await lab.openScenario('hot-key');
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.reach(1.5);
  await lab.pause();
  await expectNoViolations(page, 'the phone');
});

test('Learn, the opening of a lesson, its text with a small run, and a question of its end', async ({ page }) => {
  await page.goto('/#/learn');
  await expect(page.getByRole('region', { name: 'Next step' })).toBeVisible();
  await expectNoViolations(page, 'the lessons');

  await page.goto('/#/learn/streams-and-shards');
  await page.getByRole('radio').first().check();
  await expectNoViolations(page, 'the opening of a lesson');

  await page.getByRole('button', { name: 'Commit this answer' }).click();
  const stage = page.getByRole('figure', { name: 'Small Stage: Two shards' });
  await stage.scrollIntoViewIfNeeded();
  await stage.getByRole('button', { name: 'Send 2,600 a second' }).click();
  await stage.getByRole('button', { name: 'In words' }).click();
  await stage.getByRole('button', { name: 'Pause' }).click();
  await expectNoViolations(page, 'a lesson with a small run');

  await page.getByRole('button', { name: /without the notes/ }).click();
  await expect(page.getByText('Question 1 of 3')).toBeVisible();
  await expectNoViolations(page, 'a question at the end of a lesson');
});
