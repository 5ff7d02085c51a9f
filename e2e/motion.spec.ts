/** How the page looks and moves is the person's choice, and none of the choices hides anything. */
import { expect, test } from '@playwright/test';
import { LabDriver, plain } from './support/lab.ts';

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('counters stand in for moving records, until they are asked for by a switch', async ({ page }) => {
    const lab = new LabDriver(page);
    await lab.open();
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
    await lab.setFigure('Share of FR', 60);
    await lab.until('write-throttling-started');
    await lab.reach(4);

    await test.step('what is accepted and refused is said at the producer and at the shard', async () => {
      await expect(lab.stage.getByText(/^[\d\s]+ accepted\/s$/).first()).toBeVisible();
      await expect(lab.stage.getByText(/✕ [\d\s]+ throttled\/s/).first()).toBeVisible();
      await expect(lab.lane(0)).toContainText(/✕ [\d\s]+\/s/);
      for (const index of [0, 1, 2, 3]) await expect(lab.lane(index)).toContainText(/\d\/s/);
    });
    await test.step('lanes, cells and budgets are as they are with motion', async () => {
      await expect(lab.lane(0)).toContainText(/hot: [\d\s]+ of 1\s000 rec\/s/);
      expect(plain(await lab.shard(0).getAttribute('aria-label'))).toMatch(/throttled\/s/);
    });
    await test.step('no record moves, however often one looks', async () => {
      for (let looks = 0; looks < 10; looks++) expect(await lab.paintedOnTheWay()).toBe(0);
    });
    await test.step('a switch on the page turns the motion on, and off again', async () => {
      expect(await lab.paintedOnTheWay()).toBe(0);
      await lab.button('Show records moving').click();
      await expect(page.locator('html')).toHaveAttribute('data-motion', 'full');
      await expect.poll(() => lab.paintedOnTheWay()).toBeGreaterThan(50);
      await lab.button('Reduce motion: counters instead of moving records').click();
      await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
      await expect.poll(() => lab.paintedOnTheWay()).toBe(0);
    });
  });
});

test('the page follows the system until a theme or a motion is chosen, which outlasts a reload', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('without a choice the page follows the system while it is open', async () => {
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  });
  await test.step('reduced motion that was chosen here outlasts a reload', async () => {
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'full');
    await lab.button('Reduce motion: counters instead of moving records').click();
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
    await expect(lab.button('Show records moving')).toBeVisible();
  });
  await test.step('the dark theme is a switch, and outlasts a reload', async () => {
    const ground = () => page.getByRole('banner').evaluate((header) => getComputedStyle(header).backgroundColor);
    const light = await ground();
    await lab.button('Use the dark theme').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect.poll(ground).not.toBe(light);
    const dark = await ground();
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await ground()).toBe(dark);
    await lab.button('Use the light theme').click();
    await expect.poll(ground).toBe(light);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  });
});
