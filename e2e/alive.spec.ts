/** The first thing that a learner sees: a stream that is already running. */
import { expect, test } from '@playwright/test';
import { LabDriver, plain, shardId } from './support/lab.ts';
import { waitForMark } from './support/marks.ts';
import { collectTroubles } from './support/page-troubles.ts';

test('the default run is alive within two seconds of opening', async ({ page }) => {
  const troubles = collectTroubles(page);
  const lab = new LabDriver(page);
  // Nothing is at hand from an opening before.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  // Other tests begin beside it: what counts is whether the page can, not whether the machine was free.
  await expect(async () => {
    await page.goto('about:blank');
    await page.goto('/');
    expect(await waitForMark(page, 'kinelab:first-record')).toBeLessThan(2000);
  }).toPass({ timeout: 30_000, intervals: [0] });

  await test.step('the clock moves', async () => {
    const before = await lab.clockMs();
    await expect.poll(() => lab.clockMs()).toBeGreaterThan(before);
  });
  await test.step('records are accepted, by the engine’s own count', async () => {
    await expect(lab.bench.getByRole('button', { name: /^checkout-events/ })).toContainText(/[1-9]\d* rec\/s put/);
    const recipe = await lab.recipe();
    expect(recipe.untilUs).toBeGreaterThan(0);
    const [newest] = await lab.records({ shardId: shardId(0), limit: 1 });
    expect(newest.position).toBeGreaterThan(0);
  });
  await test.step('records are drawn on their way from the hash-key axis to the lanes', async () => {
    await expect.poll(() => lab.paintedOnTheWay()).toBeGreaterThan(50);
  });
  await test.step('four lanes say how full they are, and the consumer reads', async () => {
    await expect(lab.lanes).toHaveCount(4);
    for (const index of [0, 1, 2, 3]) {
      await expect.poll(async () => plain(await lab.shard(index).getAttribute('aria-label'))).toMatch(/[1-9][\d ]* of 1 000 records\/s/);
    }
    await expect(lab.stage.getByRole('button', { name: /^consumer fraud-scoring, .*reads [1-9]/ })).toBeVisible();
    await expect(lab.sentence(/fraud-scoring reads .* from TRIM_HORIZON/).first()).toBeVisible();
  });
  expect(troubles).toEqual([]);
});

test('nothing is loaded from another origin, and no request fails', async ({ page, baseURL }) => {
  const origins = new Set<string>();
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) origins.add(new URL(request.url()).origin);
  });
  const troubles = collectTroubles(page);
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(2);
  for (const name of ['Share', 'Keyboard and help', 'File…']) {
    await lab.button(name).click();
    await expect(lab.dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
  }
  expect([...origins]).toEqual([new URL(baseURL!).origin]);
  expect(troubles).toEqual([]);
});
