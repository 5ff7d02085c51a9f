/** Practice and exam: with and without the clock, flags, back and forth, a reload, the report; a drill by keyboard; nothing that shuts somebody out. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { collectTroubles } from './support/page-troubles.ts';
import { expectNoViolations } from './support/violations.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const numbers = (page: Page) => page.getByRole('navigation', { name: 'Questions' }).getByRole('button');
const card = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('region')
    .filter({ has: page.getByRole('group', { name: /^Choose / }) });
const options = (page: Page): Locator =>
  card(page)
    .getByRole('group', { name: /^Choose / })
    .locator('input');

async function startExam(page: Page, { clock }: { clock: 'Off' | 'Time ×1' | 'Time ×1.5' }): Promise<void> {
  await page.goto('/#/exam');
  await page.getByRole('radiogroup', { name: 'Questions' }).getByText('20', { exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Clock' }).getByText(clock, { exact: true }).click();
  await button(page, 'Start the exam').click();
  await expect(numbers(page)).toHaveCount(20);
}

/** As many of the first options as are asked for. */
async function chooseFirst(page: Page): Promise<void> {
  const legend = await card(page)
    .getByRole('group', { name: /^Choose / })
    .locator('legend')
    .textContent();
  const count = ['one', 'two', 'three'].findIndex((word) => legend?.includes(`Choose ${word}`)) + 1;
  for (let i = 0; i < count; i++) await page.keyboard.press(String(i + 1));
}

const ALL = { count: 'all' } as const;

test('an exam of 20 without the clock: flags, back and forth, pause, a reload, the report', async ({ page }) => {
  const troubles = collectTroubles(page);
  await startExam(page, { clock: 'Off' });
  await expect(page.getByText('Without the clock')).toBeVisible();
  await chooseFirst(page);
  await page.keyboard.press('Shift+F');
  await expect(numbers(page).first()).toHaveAccessibleName('Question 1, answered, flagged');
  await page.keyboard.press('Enter');
  await expect(card(page)).toContainText('Question 2 of 20');
  await button(page, 'Previous').click();
  await expect(card(page)).toContainText('Question 1 of 20, flagged');
  await expect(options(page).first()).toBeChecked();

  await button(page, 'Pause').click();
  await expect(card(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await button(page, 'Go on').click();
  await expect(options(page).first()).toBeChecked();
  await expect(numbers(page).first()).toHaveAccessibleName('Question 1, answered, flagged');

  for (let i = 1; i < 19; i++) {
    await numbers(page).nth(i).click();
    await expect(card(page)).toContainText(`Question ${i + 1} of 20`);
    await chooseFirst(page);
  }
  // Nothing says what is right before the end.
  await expect(page.getByText(/✓|✕|See it run/)).toHaveCount(0);
  await button(page, 'Hand in').click();
  await expect(page.getByRole('region', { name: 'Hand in?' })).toContainText('Open: 20.');
  await expect(page.getByRole('region', { name: 'Hand in?' })).toContainText('Flagged: 1.');
  await button(page, 'Hand in').click();

  const title = page.getByRole('heading', { level: 1, name: /^\d+ of 20 right$/ });
  await expect(title).toBeVisible();
  const all = page.getByRole('row', { name: /^All/ });
  await expect(all).toContainText(/between \d+ % and \d+ % right/);
  await expect(page.getByRole('table')).toContainText('Not enough data (8 needed)');
  await expect(page.getByText('This is no forecast of an exam.')).toBeVisible();
  const told = await title.textContent();
  await page.reload();
  await expect(title).toHaveText(told ?? '');
  await page.getByText('All (20)').click();
  await page.locator('summary').first().click();
  await expect(page.getByRole('link', { name: 'See it run in the Lab, in a new tab' })).toHaveAttribute('href', /^#\/lab\?run=v1\./);
  await button(page, 'Choose a new exam').click();
  await expect(button(page, 'Start the exam')).toBeVisible();
  expect(troubles).toEqual([]);
});

test('with the clock: it warns twice, and at the end the exam is handed in as it stands; longer time is given', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-20T09:00:00Z') });
  await startExam(page, { clock: 'Time ×1' });
  await expect(page.getByRole('timer', { name: 'Time left' })).toHaveText(/^(40:00|39:5\d)$/);
  await expect(button(page, 'Pause')).toHaveCount(0);
  await chooseFirst(page);
  await page.clock.fastForward('30:00');
  await expect(page.getByRole('status').filter({ hasText: 'left' })).toHaveCount(0);
  await page.clock.fastForward('05:00');
  await expect(page.getByRole('status')).toContainText(['Less than 5 minutes left.']);
  // The clock can be out of sight, and the page left, without stopping it.
  await button(page, 'Hide the clock').click();
  await expect(page.getByRole('timer')).toHaveCount(0);
  await page.reload();
  await expect(options(page).first()).toBeChecked();
  await page.clock.fastForward('04:00');
  await expect(page.getByRole('status')).toContainText(['Less than 1 minute left.']);
  await page.clock.fastForward('01:00');
  await expect(page.getByRole('heading', { level: 1, name: /^[01] of 20 right$/ })).toBeVisible();
  await expect(page.getByText(/The time was over after 40 min; .* 19 open, counted as not right\./)).toBeVisible();
  await test.step('longer time is given to whoever needs it', async () => {
    await button(page, 'Choose a new exam').click();
    await startExam(page, { clock: 'Time ×1.5' });
    await expect(page.getByRole('timer', { name: 'Time left' })).toHaveText(/^(1:00:00|59:5\d)$/);
  });
});

test('a drill by keyboard only, one of a single topic, and the run that an answer offers', async ({ page, context }) => {
  const troubles = collectTroubles(page);
  await page.goto('/#/exam');
  await page.getByRole('link', { name: 'Start a mixed drill' }).focus();
  await page.keyboard.press('Enter');
  const had = new Set<string>();
  for (let i = 1; i <= 4; i++) {
    await expect(card(page)).toContainText(`Question ${i} ·`);
    had.add((await card(page).textContent()) ?? '');
    await chooseFirst(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 3, name: /^(Right\.|Not right: the answer is [A-F]( and [A-F])*\.)$/ })).toBeFocused();
    await expect(card(page).getByText(/^✓ /).first()).toBeVisible();
    await expect(page.getByText(`${i} answered`)).toBeVisible();
    await page.keyboard.press('n');
  }
  expect(had.size).toBe(4);
  await expect(card(page)).toContainText('Question 5 ·');
  await button(page, 'Stop here').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The drill is over' })).toBeVisible();
  await test.step('by topic: only that topic is asked', async () => {
    await page.goto('/#/exam');
    await page.getByRole('main').getByRole('link', { name: 'Reading', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Drill: Reading' })).toBeVisible();
    for (let i = 1; i <= 3; i++) {
      await expect(card(page)).toContainText(`Question ${i} · Reading`);
      await chooseFirst(page);
      await button(page, 'Answer').click();
      await button(page, 'Next question').click();
    }
  });
  await test.step('the run that an answer offers is played by the engine', async () => {
    await page.goto('/#/exam/drill');
    await expect(card(page)).toBeVisible();
    await chooseFirst(page);
    await page.keyboard.press('Enter');
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'See it run in the Lab, in a new tab' }).click();
    const lab = await opened;
    await expect(lab.getByRole('button', { name: /^(Play|Pause)/ }).first()).toBeVisible();
    await expect(lab.getByText(/cannot be opened/)).toHaveCount(0);
  });
  expect(troubles).toEqual([]);
});

test('nothing shuts anybody out, and it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/#/exam');
  await expect(button(page, 'Start the exam')).toBeVisible();
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(await fits()).toBe(true);
  await expectNoViolations(page, 'the modes', ALL);
  await page.getByRole('link', { name: 'Start a mixed drill' }).click();
  await chooseFirst(page);
  await expectNoViolations(page, 'a question', ALL);
  await button(page, 'Answer').click();
  expect(await fits()).toBe(true);
  await expectNoViolations(page, 'an answered question', ALL);
  await startExam(page, { clock: 'Off' });
  expect(await fits()).toBe(true);
  await expectNoViolations(page, 'an exam', ALL);
  await button(page, 'Hand in').click();
  await expectNoViolations(page, 'handing in', ALL);
  await button(page, 'Hand in').click();
  await page.locator('summary').first().click();
  expect(await fits()).toBe(true);
  await expectNoViolations(page, 'the report', ALL);
});
