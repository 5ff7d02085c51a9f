/** Where the browser keeps nothing, keeps no more, or holds what an older version kept. */
import { expect, test } from '@playwright/test';
import { changeShare, keptCommands, keptDatasets, openOldForm, openRuns } from './support/kept-runs.ts';
import { LabDriver } from './support/lab.ts';
import { collectTroubles } from './support/page-troubles.ts';

const FAILURES = [
  {
    what: 'storage that is full',
    says: /storage of this browser is full, so this run is not kept: download it/,
    member: 'put',
    error: 'QuotaExceededError',
  },
  { what: 'storage that is forbidden', says: /keeps nothing for this page.*download it/, member: 'open', error: 'SecurityError' },
] as const;
for (const { what, says, member, error } of FAILURES) {
  test(`${what} is told once, when there is something to lose, and the run goes on`, async ({ page }) => {
    const troubles = collectTroubles(page);
    await page.addInitScript(
      ({ name, isPut }) => {
        const fail = () => {
          throw new DOMException('Not in this test.', name);
        };
        if (isPut) IDBObjectStore.prototype.put = fail;
        else IDBFactory.prototype.open = fail;
      },
      { name: error, isPut: member === 'put' },
    );
    const lab = new LabDriver(page);
    await lab.open();
    await lab.reach(4);
    await expect(lab.notice).toHaveCount(0);
    await lab.setFigure('Share of FR', 60);
    await expect(lab.notice).toContainText(says);
    await lab.button('Close this message').click();
    const beforeMs = await lab.clockMs();
    await lab.setFigure('Share of FR', 50);
    await lab.reach(beforeMs / 1000 + 4);
    await expect(lab.notice).toHaveCount(0);
    await openRuns(lab);
    await expect(lab.dialog.getByRole('alert')).toContainText(says);
    expect(troubles).toEqual([]);
  });
}

test('the files that were kept before runs were are still there', async ({ page }) => {
  await page.goto('/samples/');
  await openOldForm(page, { staysOpen: false });
  const lab = new LabDriver(page);
  await lab.open();
  await changeShare(lab, 60);
  await expect.poll(() => keptCommands(page)).toBe(1);
  expect(await keptDatasets(page)).toEqual([{ id: 'sha256:0', name: 'orders.csv' }]);
});

test('a tab with an older version is named as what is in the way, and stands in the way of nothing else', async ({ page, context }) => {
  const older = await context.newPage();
  await older.goto('/samples/');
  await openOldForm(older, { staysOpen: true });
  const lab = new LabDriver(page);
  await lab.open();
  await lab.setFigure('Share of FR', 60);
  await expect(lab.notice).toContainText('another tab shows an older version of Kinelab');
  await older.close();
  await expect.poll(() => keptCommands(page)).toBe(1);
});
