/** What is on screen, as files that other programs read. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Download, type Page } from '@playwright/test';
import Papa from 'papaparse';
import type { EngineEvent } from '../src/engine/events.ts';
import { LabDriver } from './support/lab.ts';

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click(),
  ]);
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('is saved');
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function opened(page: Page): Promise<LabDriver> {
  const lab = new LabDriver(page);
  await lab.openScenario('hot-key');
  await lab.setSpeed(5);
  await lab.reach(4);
  await lab.pause();
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Export what is on screen' })).toBeVisible();
  return lab;
}

async function expectStageAsSvg(page: Page): Promise<void> {
  const { name, bytes } = await saved(page, 'Stage as SVG');
  expect(name).toMatch(/^kinelab-hot-key-stage-00-0\d\.svg$/);
  const svg = bytes.toString();
  for (const part of ['shard 0', 'checkout-events', '@font-face', 'data:font/woff2;base64,', 'data:image/png;base64,'])
    expect(svg).toContain(part);
  expect(svg).not.toMatch(/\b(class|aria-label|tabindex|data-action)=/);
  expect(svg).not.toMatch(/(?:href|src)="https?:/);
  // Another program can read it: it is well formed, and is drawn in the size of the view.
  const size = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, svg);
  const box = (await page.locator('[data-view^="Stage"]').boundingBox())!;
  expect(size).toEqual([Math.round(box.width), Math.round(box.height)]);
}

async function expectStageAsPng(page: Page): Promise<void> {
  const { bytes } = await saved(page, 'Stage as PNG');
  const { width, colours } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return { width: image.naturalWidth, colours: seen.size };
  }, bytes.toString('base64'));
  const box = (await page.locator('[data-view^="Stage"]').boundingBox())!;
  expect(width).toBe(2 * Math.round(box.width));
  expect(colours).toBeGreaterThan(50);
}

test('every file of the dialog is what is on screen, and the dialog closes by its key', async ({ page }) => {
  const lab = await opened(page);
  await test.step('the Stage as SVG holds its words, its fonts and its painted lanes, and nothing of the page', () =>
    expectStageAsSvg(page));
  await test.step('the PNG has two pixels for one, and what is on it is not one colour', () => expectStageAsPng(page));
  await test.step('the table of the shards says what the Stage says', async () => {
    const { name, bytes } = await saved(page, 'Shards as CSV');
    expect(name).toMatch(/shards-00-0\d\.csv$/);
    const { data, errors } = Papa.parse<Record<string, string>>(bytes.toString(), { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data.map((row) => row['shard'])).toEqual([0, 1, 2, 3].map((index) => `shardId-${String(index).padStart(12, '0')}`));
    expect(Number(data[0]['throttled records/s'])).toBeGreaterThan(0);
    expect(data[3]['ending hash key']).toBe(String(2n ** 128n - 1n));
  });
  await test.step('the event log is what the engine says, one event a line, up to the moment on screen', async () => {
    const { bytes } = await saved(page, 'Event log as NDJSON');
    const lines = bytes.toString().trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as EngineEvent & { time: string });
    expect(events.map(({ time, ...event }) => (time.endsWith('Z') ? event : time))).toEqual(await lab.eventLog());
  });
  await test.step('the timeline is there too, and the dialog closes by its key', async () => {
    const { bytes } = await saved(page, 'Timeline as SVG');
    expect(bytes.toString()).toContain('throttled');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});
