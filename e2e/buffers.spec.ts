/** Firehose's buffers: the next flush is foretold and comes so, the hints are dragged and typed, and the size comes first beyond the crossover. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from '../src/content/scenarios/define-delivery-stream.ts';
import { defineScenario } from '../src/content/scenarios/define-scenario.ts';
import { ENGINE_VERSION } from '../src/engine/version.ts';
import { runAddress } from '../src/lab/run-link.ts';
import { LabDriver, plain, readClock } from './support/lab.ts';
import { expectNoViolations } from './support/violations.ts';

/** A producer that puts `perSecond` records of 300 bytes on average into a delivery stream of 5 MiB or 60 s: they cross at 291 records. */
function address(perSecond: number, untilSeconds: number): string {
  const scenario = defineScenario({
    id: 'crossing',
    title: 'Size or time: which of the two hints makes the object?',
    summary: 'One buffer, two hints.',
    streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
    producers: [directPutter({ id: 'checkout', stream: 'to-s3', names: CUSTOMERS, rate: { kind: 'constant', perSecond } })],
    consumers: [],
    deliveryStreams: [
      defineDeliveryStream({
        id: 'to-s3',
        buffering: { sizeMiB: 5, intervalSeconds: 60 },
        destination: { kind: 's3', s3: placeIn('orders-archive'), sourceBackup: null },
      }),
    ],
  });
  const recipe = { engineVersion: ENGINE_VERSION, scenario, seed: 'c0ffee', commands: [], untilUs: untilSeconds * 1e6, datasets: [] };
  return `/${runAddress({ ...recipe, view: 'buffers' }).replace(/^[^#]*/, '')}`;
}

const view = (page: Page) => page.getByRole('region', { name: 'Buffers', exact: true });
const size = (page: Page) => view(page).getByRole('slider', { name: 'Size hint' });
const interval = (page: Page) => view(page).getByRole('slider', { name: 'Interval hint' });
const told = async (page: Page): Promise<string> =>
  plain(await view(page).getByRole('group', { name: 'Buffers of to-s3' }).locator('p').first().textContent());

interface Foretold {
  trigger: string;
  atMs: number;
}

async function foretold(page: Page): Promise<Foretold> {
  await expect.poll(() => told(page)).toMatch(/^Next flush in .*, (size|time) first · at /);
  const [, trigger, at] = /, (size first|time first) · at ([\d:.]+),/.exec(await told(page))!;
  return { trigger, atMs: readClock(at) };
}

/** Flushes of the table twin, the newest first. */
async function flushes(page: Page): Promise<Foretold[]> {
  const rows = view(page)
    .getByRole('table', { name: /^Flushes/ })
    .locator('tbody tr');
  const texts = await rows.evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent)));
  return texts.map(([at, , trigger]) => ({ atMs: readClock(at), trigger }));
}

for (const { perSecond, trigger, from } of [
  { perSecond: 200, trigger: 'time first', from: 80 },
  { perSecond: 900, trigger: 'size first', from: 65 },
])
  test(`at ${perSecond} records a second the next flush is foretold, ${trigger}, and comes so`, async ({ page }) => {
    const lab = new LabDriver(page);
    await lab.open(address(perSecond, from));
    await lab.reach(from);
    const next = await foretold(page);
    expect(next.trigger).toBe(trigger);
    expect(next.atMs).toBeGreaterThan(from * 1000);
    await expect(view(page).getByText('Size first from 85.3')).toBeVisible();
    await expect(view(page).locator('[data-side]')).toContainText(trigger);

    await view(page).getByRole('button', { name: 'As a table' }).click();
    const before = (await flushes(page)).length;
    await lab.setSpeed(20);
    await lab.play();
    await lab.reach(next.atMs / 1000 + 3);
    await lab.pause();
    const after = await flushes(page);
    const came = after[after.length - before - 1];
    expect(came.trigger).toBe(trigger);
    expect(Math.abs(came.atMs - next.atMs)).toBeLessThanOrEqual(1500);
    await expect(view(page).getByRole('group', { name: 'Newest flush' })).toContainText('s3://orders-archive/2026/');
  });

test('a hint is dragged: the prediction follows at once, and the engine has it when it is let go', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(200, 80));
  await lab.reach(80);
  expect((await foretold(page)).trigger).toBe('time first');
  await test.step('Buffers and Delivery path are there however often one goes from one to the other', async () => {
    for (const round of ['first', 'second', 'third'])
      await test.step(`the ${round} time`, async () => {
        await page.getByRole('tab', { name: 'Delivery path', exact: true }).click();
        await expect(page.getByRole('heading', { name: 'Nothing is lost' })).toBeVisible();
        await page.getByRole('tab', { name: 'Buffers', exact: true }).click();
        expect((await foretold(page)).trigger).toBe('time first');
      });
  });

  await test.step('the size, by the mouse, down to where it is reached first', async () => {
    const line = (await size(page).boundingBox())!;
    const [x, y] = [line.x + 40, line.y + line.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + 90, { steps: 6 });
    expect((await foretold(page)).trigger).toBe('size first');
    expect((await lab.recipe()).commands).toEqual([]);
    await page.mouse.up();
    await expect.poll(async () => (await lab.recipe()).commands.length).toBe(1);
    const [{ command }] = (await lab.recipe()).commands;
    expect(command).toMatchObject({ type: 'update-delivery-stream', deliveryStream: { buffering: { intervalSeconds: 60 } } });
    await expect(size(page)).toHaveAttribute('aria-valuenow', /^[1-3]$/);
  });

  await test.step('the size, by the keyboard and by its field', async () => {
    await size(page).focus();
    await page.keyboard.press('End');
    await expect(size(page)).toHaveAttribute('aria-valuetext', /^128\sMiB; next flush in .*time first$/);
    await expect.poll(async () => (await lab.recipe()).commands.length).toBe(2);
    await page.keyboard.press('ArrowDown');
    await expect(size(page)).toHaveAttribute('aria-valuenow', '127');
    // A key is given once no other has followed; what is typed before that would be set back.
    await expect.poll(async () => (await lab.recipe()).commands.length).toBe(3);
    await expect(view(page).getByRole('textbox', { name: 'Size hint' })).toHaveValue('127');
    await view(page).getByRole('textbox', { name: 'Size hint' }).fill('5');
    await page.keyboard.press('Enter');
    await expect(size(page)).toHaveAttribute('aria-valuenow', '5');
  });

  await test.step('the interval, round the dial and by the keyboard', async () => {
    const knob = (await interval(page).boundingBox())!;
    const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 32, y + 32, { steps: 8 });
    await page.mouse.up();
    await expect(interval(page)).toHaveAttribute('aria-valuenow', /^4[3-7]$/);
    await interval(page).focus();
    await page.keyboard.press('Home');
    await expect(interval(page)).toHaveAttribute('aria-valuetext', /no buffering/);
    await page.keyboard.press('PageUp');
    await expect(interval(page)).toHaveAttribute('aria-valuenow', '10');
  });
  expect(await lab.clockMs()).toBe(80_000); // the page's own keys have not moved the playhead
});

test('the rate is raised beyond the crossover: the size is foretold, and comes', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(200, 90));
  await lab.reach(90);
  expect((await foretold(page)).trigger).toBe('time first');
  await view(page).getByRole('textbox', { name: 'Rate', exact: true }).fill('1200');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lab.recipe()).commands.length).toBe(1);
  await expect(view(page).locator('[data-side]')).toContainText('size first');
  const next = await foretold(page);
  expect(next.trigger).toBe('size first');
  await view(page).getByRole('button', { name: 'As a table' }).click();
  await lab.setSpeed(10);
  await lab.play();
  await lab.reach(next.atMs / 1000 + 3);
  await lab.pause();
  const came = (await flushes(page)).findLast(({ atMs }) => atMs > 90_000)!;
  expect(came.trigger).toBe('size first');
  expect(Math.abs(came.atMs - next.atMs)).toBeLessThanOrEqual(1500);
});

test('flushes are walked to by the keyboard, their file holds their records, and no delivery stream is said', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open(address(900, 65));
  await lab.reach(65);
  const walk = view(page).getByRole('slider', { name: 'Flushes' });
  await walk.focus();
  await page.keyboard.press('Home');
  await expect(view(page).getByRole('group', { name: 'Chosen flush' })).toContainText('size first at 00:');
  expect(plain(await walk.getAttribute('aria-valuetext'))).toMatch(/records · 5(\.\d)? MiB in/);

  const [file] = await Promise.all([page.waitForEvent('download'), view(page).getByRole('button', { name: 'Download' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^to-s3-1-2026-.*\.gz$/);
  const lines = gunzipSync(await readFile(await file.path()))
    .toString()
    .split('\n');
  const [, records] = /^([\d ]+) records/.exec(plain(await walk.getAttribute('aria-valuetext')))!;
  expect(lines).toHaveLength(Number(records.replaceAll(' ', '')));
  expect(JSON.parse(lines[0])).toHaveProperty('key');
  await view(page).getByRole('button', { name: 'Follow the newest' }).click();
  await expect(view(page).getByRole('group', { name: 'Newest flush' })).toBeVisible();

  await lab.openScenario('empty');
  await page.getByRole('tab', { name: 'Buffers' }).click();
  await expect(view(page).getByText('There is no delivery stream in this run.')).toBeVisible();
  await view(page).getByRole('button', { name: 'Add a delivery stream to S3' }).click();
  await expect(view(page).getByRole('status')).toContainText(/CREATING|Nothing has come yet/);
});

test('nothing is cut off at any size, and nothing bars anybody', async ({ page }) => {
  const lab = new LabDriver(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(address(900, 65));
  await expect(size(page)).toBeVisible();
  await lab.standsStill();
  await view(page).getByRole('button', { name: 'As a table' }).click();
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ])
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await expect(size(page)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectNoViolations(page, `${width} × ${height}`, { within: '[aria-label="Buffers"]' });
    });
});
