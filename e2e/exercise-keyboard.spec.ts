/** An exercise without a mouse: only keys are pressed, and what they reach is found by Tab alone. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { ExerciseDriver } from './support/exercise.ts';

/** Presses Tab until the element has the focus; fails where it cannot be reached from here. */
async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isFocused = () => element.evaluateAll((found) => found.includes(document.activeElement as never));
  for (let presses = 0; presses < 120; presses++) {
    if (await isFocused()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never reached ${String(element)}.`);
}

test('solved with keys alone: three stars', async ({ page }) => {
  const exercise = new ExerciseDriver(page);
  await exercise.open('/#/exercises/hot-key?seed=7f3a');
  const { brief, levers, lab } = exercise;
  await test.step('the prediction', async () => {
    await tabTo(page, brief.getByRole('radio').first());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(brief.getByRole('radio', { name: 'change nothing for the hot key' })).toBeChecked();
    await tabTo(page, brief.getByRole('button', { name: 'Commit the prediction' }));
    await page.keyboard.press('Enter');
  });
  const play = lab.transport.getByRole('button', { name: 'Play', exact: true });
  await expect(play).toBeFocused();
  await test.step('the lever; what is locked says so where the focus is', async () => {
    const keys = levers.getByRole('combobox', { name: 'Partition keys' });
    await tabTo(page, keys, 'Shift+Tab');
    await page.keyboard.press('u');
    await expect(keys).toHaveValue('uniform');
    const distinct = levers.getByRole('textbox', { name: 'Distinct keys' });
    await tabTo(page, distinct);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('20000');
    await page.keyboard.press('Enter');
    await expect(distinct).toHaveValue('20000');
    const lock = levers.getByRole('button', { name: 'Locked' }).filter({ visible: true });
    await tabTo(page, lock);
    await expect(lock.and(page.locator(':focus'))).toHaveAccessibleDescription(/You may /);
  });
  await test.step('play, and the result has the focus at the end', async () => {
    const speed = lab.transport.getByRole('slider', { name: 'speed' });
    await tabTo(page, speed);
    while ((await speed.getAttribute('aria-valuetext')) !== '100 times') await page.keyboard.press('ArrowRight');
    await tabTo(page, play, 'Shift+Tab');
    await page.keyboard.press('Space');
    await expect(exercise.result).toBeVisible({ timeout: 40_000 });
    await expect(exercise.result).toBeFocused();
  });
  await expect(exercise.stars).toHaveAttribute('data-stars', '3');
  await test.step('and the next round is near', async () => {
    await tabTo(page, exercise.result.getByRole('button', { name: 'Again with other numbers' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Predict first' })).toBeVisible();
    await expect(page).not.toHaveURL(/seed=7f3a$/);
  });
});
