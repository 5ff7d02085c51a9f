/** The address carries the run, and so does a file: opened elsewhere it is the same run, event by event. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { writeRunLink } from '../src/lab/run-link.ts';
import type { RunRecipe } from '../src/protocol/run-recipe.ts';
import { QUIET_ZONE, qrCode } from '../src/ui/share/qr.ts';
import { drop, goBack, playTwoBranches } from './support/handed-on.ts';
import { LabDriver, shardId } from './support/lab.ts';
import { waitForMark } from './support/marks.ts';

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
  await lab.button('Add Polling consumer').click();
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

test('a link of a past moment opens at that moment, with the same shard selected', async ({ page, browser, baseURL }) => {
  const lab = new LabDriver(page);
  await lab.open('/#/lab?scenario=hot-key');
  await meddle(lab);
  await goBack(lab);
  await lab.shard(0).click();
  await expect(lab.shard(0)).toHaveAttribute('aria-pressed', 'true');
  const [log, recipe] = [await lab.eventLog(), await lab.recipe()];
  expect(recipe.momentUs).toBeLessThan(recipe.untilUs);
  expect(recipe.commands).toHaveLength(3);
  await lab.button('Share').click();
  const address = await lab.dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await expect(lab.dialog.getByText(/^Branch ‘Main’, 3 commands, at [\d:.]+ of [\d:.]+, with shard 0 selected\.$/)).toBeVisible();
  expect(address.length).toBeLessThan(2000);

  const elsewhere = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const other = new LabDriver(await elsewhere.newPage());
  await other.open(address);
  await expect(other.notice).toContainText('the run stands at a moment of its past');
  await other.standsStill();
  expect(await other.recipe()).toEqual(recipe);
  expect(await other.clockMs()).toBe(await lab.clockMs());
  await expect(other.shard(0)).toHaveAttribute('aria-pressed', 'true');
  expect(JSON.stringify(await other.eventLog())).toBe(JSON.stringify(log));
  await test.step('and the end that was recorded is there too', async () => {
    const ends = other.page.getByRole('slider', { name: 'Moment of the run' });
    await ends.press('End');
    await expect.poll(() => other.momentUs()).toBe(recipe.untilUs);
    await expect(other.lanes).toHaveCount(6);
  });
  await elsewhere.close();
});

test('the QR code is that of the link; a reload keeps the run; a pasted link replaces it', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await lab.setFigure('Share of FR', 60);
  await lab.until('write-throttling-started');
  await lab.pause();
  await test.step('the QR code is that of the link, module by module', async () => {
    await lab.button('Share').click();
    const address = await lab.dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    const code = qrCode(address)!;
    const drawn = lab.dialog.getByRole('img', { name: /^QR code of the link\. Branch ‘Main’, 1 command, at / });
    await expect(drawn).toHaveAttribute('data-level', code.level);
    const box = (await drawn.boundingBox())!;
    expect(box.width / code.size).toBeGreaterThanOrEqual(2);
    // Painted, each module is read at its middle, as a camera would.
    const picture = (await drawn.screenshot({ scale: 'css' })).toString('base64');
    const read = await page.evaluate(
      async ({ png, size }) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (character) => character.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
        canvas.drawImage(image, 0, 0);
        const { data, width } = canvas.getImageData(0, 0, image.width, image.height);
        const at = (i: number) => Math.floor(((i + 0.5) / size) * width);
        return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => data[4 * (at(y) * width + at(x))] < 128));
      },
      { png: picture, size: code.size },
    );
    expect(read).toEqual(code.modules);
    expect(code.modules.slice(0, QUIET_ZONE).flat()).not.toContain(true);
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
  });
  await test.step('a reload keeps the run', async () => {
    await test.step('the address carries what was done', async () => {
      await lab.setFigure('Share of FR', 30);
      await expect.poll(() => page.url()).toContain('#/lab?run=v1.');
      // Written a moment after the last command.
      await expect.poll(async () => page.url().endsWith(writeRunLink(await lab.recipe()))).toBe(true);
    });
    const [log, recipe] = [await lab.eventLog(), await lab.recipe()];
    await page.reload();
    await waitForMark(page, 'kinelab:usable');
    await lab.standsStill();
    expect(await lab.recipe()).toEqual(recipe);
    expect(JSON.stringify(await lab.eventLog())).toBe(JSON.stringify(log));
    await expect(lab.figure('Share of FR')).toHaveValue('30');
  });
  await test.step('a link that is pasted while another run plays replaces that run', async () => {
    await lab.play();
    await page.evaluate(() => (location.hash = '#/lab?scenario=hot-key'));
    await expect(lab.button('Scenario: One hot key')).toBeVisible();
    await expect.poll(async () => (await lab.recipe()).scenario).toBe('hot-key');
    await expect(lab.shard(0)).toHaveAccessibleName(/hot/);
  });
});

test('a run is downloaded with its branches, and opened again elsewhere', async ({ page, browser, baseURL }) => {
  const lab = new LabDriver(page);
  await playTwoBranches(lab);
  await goBack(lab);
  const [log, recipe] = [await lab.eventLog(), await lab.recipe()];
  await lab.button('Share').click();
  await expect(lab.dialog.getByText('The other branch is not in it')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await lab.dialog.getByRole('button', { name: 'Download run' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^kinelab-hot-key-00-\d\d\.json$/);
  await expect(lab.dialog.getByRole('status')).toHaveText(`${download.suggestedFilename()} is in your downloads.`);
  const path = await download.path();
  const { run } = JSON.parse(readFileSync(path, 'utf8')) as { run: RunRecipe };
  expect(run.branches!.map(({ name, commands }) => [name, commands.length])).toEqual([
    ['Main', 1],
    ['Branch 2', 1],
  ]);

  const elsewhere = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const other = new LabDriver(await elsewhere.newPage());
  await other.open();
  await other.button('Share').click();
  const chooser = other.page.waitForEvent('filechooser');
  await other.dialog.getByRole('button', { name: 'Open run…' }).click();
  await (await chooser).setFiles(path);
  await expect(other.dialog).toHaveCount(0);
  await expect(other.notice).toContainText(`Opened from `);
  await expect(other.notice).toContainText('with its 2 branches');
  await other.standsStill();
  expect(await other.recipe()).toEqual(recipe);
  await expect(other.shard(1)).toHaveAttribute('aria-pressed', 'true');
  expect(JSON.stringify(await other.eventLog())).toBe(JSON.stringify(log));
  await test.step('and dropped, the file opens too', async () => {
    await other.page.evaluate(() => (location.hash = '#/lab?scenario=empty'));
    await expect.poll(async () => (await other.recipe()).scenario).toBe('empty');
    await drop(other.page, download.suggestedFilename(), readFileSync(path, 'utf8'));
    await expect(other.notice).toContainText(`Opened from ${download.suggestedFilename()}`);
    expect(await other.recipe()).toEqual(recipe);
  });
  await elsewhere.close();
});
