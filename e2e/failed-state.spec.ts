/** When a part of the page cannot be had, the page says which, and what can be done. */
import { expect, test } from '@playwright/test';
import { LabDriver } from './support/lab.ts';

test('without the engine’s script the page says so, and starts again when it is told to', async ({ page }) => {
  let isBroken = true;
  await page.route(/\/assets\/main-[^/]*\.js$/, (route) => (isBroken ? route.abort() : route.continue()));
  const lab = new LabDriver(page);
  await page.goto('/');
  const state = lab.stage.getByRole('alert');
  await expect(state.getByRole('heading', { name: 'The engine has stopped' })).toBeVisible();
  await expect(state).toContainText('could not be loaded');
  await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeDisabled();

  isBroken = false;
  await state.getByRole('button', { name: 'Start again' }).click();
  await expect(state).toHaveCount(0);
  await expect(lab.lanes).toHaveCount(4);
  await lab.reach(0.5);
});

test('without the sample file the page names it, and nothing pretends to run', async ({ page }) => {
  let isBroken = true;
  await page.route(/\/samples\//, (route) => (isBroken ? route.abort() : route.continue()));
  const lab = new LabDriver(page);
  await page.goto('/');
  const state = lab.stage.getByRole('alert').first();
  await expect(state).toBeVisible();
  await expect(state).toContainText('birdstrikes.csv');
  await expect(lab.clock).toHaveText('00:00.000');
  await expect(lab.lanes).toHaveCount(0);

  isBroken = false;
  await lab.button('Start again').click();
  await expect(lab.lanes).toHaveCount(4);
  await lab.reach(0.5);
});

test('an engine that dies while the run goes on is noticed', async ({ page }) => {
  await page.addInitScript(() => {
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.addEventListener('break-the-engine', () => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })), {
          once: true,
        });
      }
    };
  });
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await page.evaluate(() => window.dispatchEvent(new Event('break-the-engine')));
  const state = lab.stage.getByRole('alert');
  await expect(state).toContainText('The engine has stopped');
  await expect(state).toContainText('out of memory');
  await expect(lab.transport.getByRole('button', { name: 'Play' })).toBeDisabled();
  await state.getByRole('button', { name: 'Start again' }).click();
  await expect(state).toHaveCount(0);
  await lab.reach(0.5);
});
