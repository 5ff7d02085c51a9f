/** The address carries the run: opened elsewhere it is the same run, event by event. */
import { expect, test, type Page } from '@playwright/test';
import { writeRunLink } from '../src/lab/run-link.ts';
import type { RunRecipe } from '../src/protocol/run-recipe.ts';
import { LabDriver, shardId } from './support/lab.ts';

/** Text of the clipboard, as whoever pastes it would get it. */
function pasted(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A few things that a learner does: each changes what happens from then on. */
async function meddle(lab: LabDriver): Promise<void> {
  await lab.reach(1);
  await lab.setFigure('Share of FR', 70);
  await lab.until('write-throttling-started');
  await lab.shard(0).hover();
  await lab.button('Split shard 0').click();
  await lab.editor('Split').getByRole('button', { name: 'Split shard-0' }).click();
  await lab.button('Add a consumer').click();
  await lab.setSpeed(10);
  await lab.until('shard-drained', (event) => event.shardId === shardId(0));
  await lab.pause();
}

test('a shared link gives the same run in another browser, to the byte', async ({ page, context, browser, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const lab = new LabDriver(page);
  await lab.open();
  await meddle(lab);
  await lab.button('Share').click();
  await lab.dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(lab.dialog.getByText('Copied.')).toBeVisible();
  const address = await pasted(page);
  expect(address).toContain(`${baseURL}#/lab?run=v1.`);
  await expect(lab.dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(address);
  const [log, recipe] = [await lab.eventLog(), await lab.recipe()];
  expect(recipe.commands.map(({ command }) => command.type)).toEqual(['update-producer', 'split-shard', 'add-consumer']);
  expect(log.length).toBeGreaterThan(10);

  const elsewhere = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const other = new LabDriver(await elsewhere.newPage());
  await other.open(address);
  await expect(other.notice).toContainText('Opened from its link');
  await other.standsStill();
  expect(await other.recipe()).toEqual(recipe);
  expect(await other.clockMs()).toBe(await lab.clockMs());
  expect(JSON.stringify(await other.eventLog())).toBe(JSON.stringify(log));

  await test.step('and it goes on the same way from there', async () => {
    await page.keyboard.press('Escape');
    for (const one of [lab, other]) for (let n = 0; n < 5; n++) await one.step();
    await expect.poll(async () => (await lab.recipe()).untilUs).toBe(recipe.untilUs + 500_000);
    await expect.poll(async () => (await other.recipe()).untilUs).toBe(recipe.untilUs + 500_000);
    expect(JSON.stringify(await other.eventLog())).toBe(JSON.stringify(await lab.eventLog()));
  });
  await elsewhere.close();
});

test('a reload keeps the run', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await lab.setFigure('Share of FR', 60);
  await lab.until('write-throttling-started');
  await lab.pause();
  await test.step('the address carries what was done', async () => {
    await lab.setFigure('Share of FR', 30);
    await expect.poll(() => page.url()).toContain('#/lab?run=v1.');
    // Written a moment after the last command.
    await expect.poll(async () => page.url().endsWith(writeRunLink(await lab.recipe()))).toBe(true);
  });
  const [log, recipe] = [await lab.eventLog(), await lab.recipe()];
  await page.reload();
  await expect(lab.notice).toContainText('Opened from its link');
  await lab.standsStill();
  expect(await lab.recipe()).toEqual(recipe);
  expect(JSON.stringify(await lab.eventLog())).toBe(JSON.stringify(log));
  await expect(lab.figure('Share of FR')).toHaveValue('30');
});

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
    run: writeRunLink({ ...RUN, scenario: 'atlantis' }),
    says: /scenario that this version of Kinelab does not have/,
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
      expect((await lab.recipe()).scenario).toBe('first-light');
    });
  }
  const before = await lab.clockMs();
  await expect.poll(() => lab.clockMs()).toBeGreaterThan(before);
  await lab.button('Close this message').click();
  await expect(lab.notice).toHaveCount(0);
});

test('a link that is pasted while another run plays replaces that run', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await page.evaluate(() => (location.hash = '#/lab?scenario=hot-key'));
  await expect(lab.button('Scenario: One hot key')).toBeVisible();
  await expect.poll(async () => (await lab.recipe()).scenario).toBe('hot-key');
  await expect(lab.shard(0)).toHaveAccessibleName(/hot/);
});
