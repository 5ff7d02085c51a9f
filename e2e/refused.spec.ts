/** Links and files that cannot be opened: the sentence that says why, and all that is open goes on. */
import { expect, test } from '@playwright/test';
import { ENGINE_VERSION } from '../src/engine/index.ts';
import { writeRunFile } from '../src/lab/run-file.ts';
import { writeRunLink } from '../src/lab/run-link.ts';
import type { RunRecipe } from '../src/protocol/run-recipe.ts';
import { drop, playTwoBranches } from './support/handed-on.ts';
import { LabDriver } from './support/lab.ts';

const RUN: RunRecipe = { engineVersion: 'elsewhere-0', scenario: 'hot-key', seed: '1', commands: [], untilUs: 0, datasets: [] };
const LINK = writeRunLink(RUN);
const UNOPENED: { what: string; run: string; says: RegExp }[] = [
  { what: 'lost its end', run: LINK.slice(0, -12), says: /incomplete or was changed on the way/ },
  {
    what: 'had a letter changed',
    run: LINK.replace(/^v1\.(.)/, (_, letter: string) => `v1.${letter === 'A' ? 'B' : 'A'}`),
    says: /incomplete or was changed on the way/,
  },
  { what: 'is no run at all', run: 'hello', says: /does not hold a run of Kinelab/ },
  {
    what: 'is of another version of links',
    run: LINK.replace('v1.', 'v9.'),
    says: /made by another version of Kinelab \(v9, this one reads v1\)/,
  },
  { what: 'was made with another engine', run: LINK, says: /made with version elsewhere-0 of the engine/ },
  {
    what: 'names a scenario that is not here',
    run: writeRunLink({ ...RUN, engineVersion: ENGINE_VERSION, scenario: 'atlantis' }),
    says: /scenario that this version of Kinelab does not have \(atlantis\)/,
  },
];

test('a link that cannot be opened says why in one sentence, and the default runs', async ({ page }) => {
  const lab = new LabDriver(page);
  for (const { what, run, says } of UNOPENED) {
    await test.step(what, async () => {
      // Another page first, so that each link is opened as if it had been followed from elsewhere.
      await page.goto('about:blank');
      await lab.open(`/#/lab?run=${run}`);
      await expect(lab.notice).toHaveAttribute('data-tone', 'problem');
      await expect(lab.notice).toContainText(says);
      await expect(lab.notice).toContainText('; the default runs instead.');
      expect((await lab.recipe()).scenario).toBe('first-light');
    });
  }
  const before = await lab.clockMs();
  await expect.poll(() => lab.clockMs()).toBeGreaterThan(before);
  await lab.button('Close this message').click();
  await expect(lab.notice).toHaveCount(0);
});

/** Nothing of what was open is lost, and it plays. */
async function expectPlaysOn(lab: LabDriver, { commands, seed, scenario }: RunRecipe, url: string): Promise<void> {
  expect(await lab.recipe()).toMatchObject({ commands, seed, scenario });
  await expect(lab.page.getByText('Branch 2').first()).toBeVisible();
  await expect(lab.shard(1)).toHaveAttribute('aria-pressed', 'true');
  expect(lab.page.url()).toBe(url);
  const before = await lab.clockMs();
  await expect.poll(() => lab.clockMs()).toBeGreaterThan(before);
}

test('a link that cannot be opened leaves the run that is open playing', async ({ page }) => {
  const lab = new LabDriver(page);
  const recipe = await playTwoBranches(lab);
  await lab.play();
  const url = page.url();
  for (const { what, run, says } of UNOPENED) {
    await test.step(what, async () => {
      await page.evaluate((hash) => (location.hash = hash), `#/lab?run=${run}`);
      await expect(lab.notice).toContainText(says);
      await expect(lab.notice).toHaveAttribute('data-tone', 'problem');
      await expect(lab.notice).not.toContainText('default');
      await expectPlaysOn(lab, recipe, url);
      await lab.button('Close this message').click();
    });
  }
  await test.step('a scenario that is not here', async () => {
    await page.evaluate(() => (location.hash = '#/lab?scenario=atlantis'));
    await expect(lab.notice).toContainText('There is no scenario called atlantis.');
    await expectPlaysOn(lab, recipe, url);
  });
});

const FILE_TEXT = writeRunFile({ ...RUN, engineVersion: ENGINE_VERSION });
const UNOPENED_FILES: { what: string; text: string; says: RegExp }[] = [
  { what: 'lost its end', text: FILE_TEXT.slice(0, -20), says: /it ends too early/ },
  { what: 'had a figure changed', text: FILE_TEXT.replace('"seed": "1"', '"seed": "2"'), says: /it was changed after Kinelab wrote it/ },
  { what: 'is empty', text: '', says: /it is empty/ },
  { what: 'is of a newer version', text: FILE_TEXT.replace('"version": 1', '"version": 2'), says: /newer version of Kinelab/ },
  { what: 'was made with another engine', text: writeRunFile(RUN), says: /made with version elsewhere-0 of the engine/ },
  {
    what: 'names a scenario that is not here',
    text: writeRunFile({ ...RUN, engineVersion: ENGINE_VERSION, scenario: 'atlantis' }),
    says: /atlantis/,
  },
];

test('a file that cannot be opened leaves the run that is open playing', async ({ page }) => {
  const lab = new LabDriver(page);
  const recipe = await playTwoBranches(lab);
  await lab.play();
  const url = page.url();
  for (const { what, text, says } of UNOPENED_FILES) {
    await test.step(`dropped, it ${what}`, async () => {
      await drop(page, 'kinelab-hot-key-00-41.json', text);
      await expect(lab.notice).toContainText(says);
      await expectPlaysOn(lab, recipe, url);
      await lab.button('Close this message').click();
    });
  }
  await test.step('chosen in the dialog, the dialog says it', async () => {
    await lab.button('Share').click();
    for (const { text, says } of UNOPENED_FILES.slice(0, 2)) {
      const chooser = page.waitForEvent('filechooser');
      await lab.dialog.getByRole('button', { name: 'Open run…' }).click();
      await (await chooser).setFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      await expect(lab.dialog.getByRole('alert')).toContainText(says);
    }
    await page.keyboard.press('Escape');
    await expectPlaysOn(lab, recipe, url);
  });
  await test.step('a file of data is read as data', async () => {
    await drop(page, 'orders.csv', 'key,amount\nFR,1\nDE,2\n');
    await expect(lab.dialog).toContainText('orders.csv');
  });
});
