/** The sizes that must work: nothing is cut off at the side, the stage is seen, and what one needs is within reach. */
import { expect, test, type Locator } from '@playwright/test';
import { LabDriver } from './support/lab.ts';

interface Size {
  name: string;
  width: number;
  height: number;
  /** 2: browser zoom of 200 %, which halves the CSS pixels. */
  deviceScaleFactor?: number;
}

const SIZES: Size[] = [
  { name: '1440 × 900', width: 1440, height: 900 },
  { name: '1920 × 1080', width: 1920, height: 1080 },
  { name: '1280 × 800', width: 1280, height: 800 },
  { name: '1024 × 768', width: 1024, height: 768 },
  { name: '390 × 844', width: 390, height: 844 },
  { name: '320 × 640', width: 320, height: 640 },
  { name: '1440 × 900 at 200 % zoom', width: 720, height: 450, deviceScaleFactor: 2 },
];

/** Whether a click would reach it, after scrolling if need be; and whether it is large enough to be hit. */
async function expectReachable(element: Locator): Promise<void> {
  await element.click({ trial: true, timeout: 5000 });
  const box = (await element.boundingBox())!;
  expect.soft(Math.min(box.width, box.height), `${String(element)} is at least 24 px`).toBeGreaterThanOrEqual(24);
}

for (const { name, width, height, deviceScaleFactor = 1 } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, deviceScaleFactor });

    test('no sideways scrolling, the stage in sight, the controls within reach', async ({ page }) => {
      const lab = new LabDriver(page);
      await lab.open();
      await lab.reach(1);

      await test.step('time, sharing and the scenario can be used', async () => {
        await expect(lab.clock).toBeVisible();
        await expectReachable(lab.transport.getByRole('button', { name: 'Pause' }));
        await lab.pause();
        await expectReachable(lab.button('Step 100 ms'));
        await expectReachable(lab.button('Reset'));
        await expectReachable(lab.button('Share'));
        await expectReachable(lab.button(/^Scenario: /));
        await expectReachable(lab.button(/^Limits /));
      });
      await test.step('the document is as wide as the window', async () => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await page.evaluate(() => document.body.scrollWidth)).toBeLessThanOrEqual(width);
      });
      await test.step('the stage is seen without scrolling, and drawn as large as its place', async () => {
        await expect(lab.stage).toBeInViewport({ ratio: 0.3 });
        const canvas = (await lab.stage.locator('canvas').first().boundingBox())!;
        expect(canvas.width).toBeGreaterThan(Math.min(280, width * 0.45));
        expect(canvas.height).toBeGreaterThan(120);
        expect(canvas.x).toBeGreaterThanOrEqual(0);
        expect(canvas.x + canvas.width).toBeLessThanOrEqual(width);
        await expect(lab.lanes).toHaveCount(4);
      });
      await test.step('the bench and the readings can be used', async () => {
        await openSide(lab, 'Bench');
        await expectReachable(lab.figure('Rate'));
        await expectReachable(lab.button('Add a consumer'));
        await expectReachable(lab.button('Split…'));
        await openSide(lab, 'Readings');
        await expect(page.getByRole('region', { name: /^Readings/ })).toBeVisible();
        await expect(lab.sentence(/fraud-scoring reads/).first()).toBeVisible();
      });
      await test.step('every dialog fits', async () => {
        for (const opener of ['Share']) {
          await lab.button(opener).click();
          await expect(lab.dialog).toBeVisible();
          const box = (await lab.dialog.boundingBox())!;
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          await expectReachable(lab.dialog.getByRole('button', { name: 'Close' }));
          await page.keyboard.press('Escape');
          await expect(lab.dialog).toBeHidden();
        }
      });
      await test.step('a shard can be split from the shard itself', async () => {
        await lab.shard(1).click({ position: { x: 20, y: 8 } });
        await lab.button('Split shard 1').click();
        const editor = lab.editor('Split');
        await expect(editor).toBeInViewport();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await editor.getByRole('button', { name: 'Split shard-1' }).click();
        await lab.until('shard-split');
        await expect(lab.lanes).toHaveCount(6);
      });
    });
  });
}

/** Where the columns do not all fit, bench and readings are tabs of one panel. */
async function openSide(lab: LabDriver, name: 'Bench' | 'Readings'): Promise<void> {
  const tab = lab.page.getByRole('tab', { name });
  if ((await tab.count()) > 0) await tab.click();
}
