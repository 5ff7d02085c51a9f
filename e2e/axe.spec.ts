/** Nothing that shuts somebody out: axe finds no serious or critical violation, in light and in dark. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { LabDriver } from './support/lab.ts';

/** One line for each element that violates a rule. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`));
}

interface Scene {
  name: string;
  width?: number;
  height?: number;
  /** Brings the page to what is to be looked at; the run stands still afterwards. */
  set(lab: LabDriver): Promise<void>;
}

async function openDefault(lab: LabDriver): Promise<void> {
  await lab.open();
  await lab.reach(1.5);
  await lab.pause();
}

async function openDialog(lab: LabDriver, opener: string | RegExp): Promise<void> {
  await openDefault(lab);
  await lab.button(opener).click();
  await expect(lab.dialog).toBeVisible();
}

const SCENES: Scene[] = [
  {
    name: 'the default page with a throttled shard, a selected one and the stage in words',
    async set(lab) {
      await lab.open();
      await lab.setFigure('Share of FR', 60);
      await lab.until('write-throttling-started');
      await expect(lab.lane(0)).toHaveAttribute('data-hot', 'true');
      await lab.shard(2).focus();
      await lab.page.keyboard.press('Enter');
      await lab.button('The stage in words').click();
      await lab.pause();
    },
  },
  {
    name: 'the split editor with a refused cut',
    async set(lab) {
      await openDefault(lab);
      await lab.shard(1).hover();
      await lab.button('Split shard 1').click();
      await lab.editor('Split').getByRole('textbox', { name: 'NewStartingHashKey, decimal' }).fill('nonsense');
      await expect(lab.editor('Split').getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'the merge editor',
    async set(lab) {
      await openDefault(lab);
      await lab.button('Merge…').click();
      await expect(lab.editor('Merge')).toBeVisible();
    },
  },
  {
    name: 'the record inspector',
    async set(lab) {
      await openDefault(lab);
      await lab.shard(1).hover();
      await lab.button('Newest records of shard 1').click();
      await expect(lab.dialog.getByRole('region', { name: 'Payload' })).toBeVisible();
    },
  },
  { name: 'the import dialog', set: (lab) => openDialog(lab, 'File…') },
  {
    name: 'the share dialog',
    async set(lab) {
      await openDialog(lab, 'Share');
      await expect(lab.dialog.getByRole('textbox', { name: 'Link' })).toBeVisible();
    },
  },
  { name: 'the help', set: (lab) => openDialog(lab, 'Keyboard and help') },
  { name: 'the limits', set: (lab) => openDialog(lab, /^Limits /) },
  {
    name: 'the empty scenario',
    async set(lab) {
      await lab.openScenario('empty');
      await expect(lab.stage.getByRole('region', { name: 'Nothing is sent yet' })).toBeVisible();
      await lab.pause();
    },
  },
  { name: 'the phone', width: 390, height: 844, set: openDefault },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const { name, width, height, set } of SCENES) {
      test(name, async ({ page }) => {
        if (width !== undefined && height !== undefined) await page.setViewportSize({ width, height });
        await set(new LabDriver(page));
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
