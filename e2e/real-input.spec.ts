/** A file of the learner's own becomes a stream: its rows run, its bad rows are named, and what is no such file is refused in a sentence. */
import { expect, test, type Page } from '@playwright/test';
import { waitForMark } from './support/marks.ts';
import { collectTroubles } from './support/page-troubles.ts';

const ROWS = 240;
const CITIES = ['Paris', 'Oslo', 'Rome', 'Bonn'];

/** Lines 7 and 12 are bad. */
function ordersCsv(): string {
  const lines = ['order,city,note', ...Array.from({ length: ROWS }, (_, i) => `o${i},${CITIES[i % 4]},"row ${i}, with a comma"`)];
  lines.splice(6, 0, 'only one field');
  lines.splice(11, 0, 'o-bad,"never closed');
  return lines.join('\n');
}

async function openLab(page: Page, scenario: string): Promise<void> {
  await page.goto(`/#/lab?scenario=${scenario}`);
  await waitForMark(page, 'kinelab:usable');
}

/** Drops a file as the system would. */
async function drop(page: Page, name: string, bytes: number[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], fileName));
      return transfer;
    },
    [name, bytes] as const,
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

const textBytes = (text: string): number[] => [...new TextEncoder().encode(text)];

/** A coloured cell inside the lane of a shard, in page pixels; null while there is none. */
function cellIn(page: Page, shard: number): Promise<{ x: number; y: number } | null> {
  return page.evaluate((index) => {
    const lane = [...document.querySelectorAll('main [role="button"], main button')].find((node) =>
      node.getAttribute('aria-label')?.startsWith(`shard ${index},`),
    );
    if (lane === undefined) return null;
    const box = lane.getBoundingClientRect();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('main canvas')) {
      const frame = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(frame.width, frame.height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0, frame.width, frame.height);
      const { data } = copy.getImageData(0, 0, frame.width, frame.height);
      const isColoured = (x: number, y: number): boolean => {
        const at = (Math.round(y - frame.top) * Math.floor(frame.width) + Math.round(x - frame.left)) * 4;
        const [red, green, blue, alpha] = data.slice(at, at + 4);
        return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
      };
      for (let y = box.top + 34; y < box.bottom - 20; y++) {
        for (let x = box.left + 8; x < box.right - 8; x++) {
          // Not the very edge of the cell.
          if (isColoured(x, y) && isColoured(x + 4, y + 6)) return { x: x + 2, y: y + 3 };
        }
      }
    }
    return null;
  }, shard);
}

/** A cell of a paused run, once the last frame is drawn. */
async function restingCell(page: Page, shard: number): Promise<{ x: number; y: number }> {
  let last = await cellIn(page, shard);
  await expect
    .poll(async () => {
      const before = last;
      last = await cellIn(page, shard);
      return last !== null && before?.x === last.x && before.y === last.y;
    })
    .toBe(true);
  return last!;
}

test('a dropped CSV runs, its bad rows are named, and a click on a record shows the row', async ({ page }) => {
  const troubles = collectTroubles(page);
  await openLab(page, 'empty');
  await drop(page, 'orders.csv', textBytes(ordersCsv()));
  const dialog = page.getByRole('dialog', { name: 'Replay orders.csv' });
  await expect(dialog.getByText(`${ROWS} rows`, { exact: true })).toBeVisible();

  // The key is proposed, its spread over the two shards is drawn, and another one can be chosen by keyboard.
  const city = dialog.getByRole('radio', { name: /^city/ });
  await expect(city).toBeChecked();
  await expect(dialog.getByRole('region', { name: 'Over the shards' }).getByRole('row')).toHaveCount(3);
  await city.focus();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: /^order/ })).toBeChecked();
  await expect(dialog.getByText(`${ROWS} keys.`)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(city).toBeChecked();
  await test.step('bad rows are counted with their lines, and left out', async () => {
    await dialog.getByText('2 bad rows').click();
    const bad = dialog.getByRole('list', { name: 'Bad rows' }).getByRole('listitem');
    await expect(bad).toHaveText(['line 7 has 1 field instead of 3 fields', 'line 12 has a quote that is not closed or not doubled']);
  });
  await dialog.getByRole('button', { name: 'Add producer' }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByRole('button', { name: /^producer orders,/ })).toBeVisible();
  await expect.poll(() => cellIn(page, 0)).not.toBeNull();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const place = await restingCell(page, 0);
  await page.mouse.click(place.x, place.y);
  const records = page.getByRole('dialog', { name: /^Records in/ });
  await expect(records).toContainText(/line [\d,]+ of the file/);
  const payload = await records.getByRole('region', { name: 'Payload' }).locator('pre').innerText();
  expect(payload).toMatch(/^o\d+,(Paris|Oslo|Rome|Bonn),"row \d+, with a comma"$/);
  const number = Number(/row (\d+)/.exec(payload)![1]);
  // Row i stands on line i + 2, and two bad lines stand before the later ones.
  const line = number + 2 + (number >= 5 ? 1 : 0) + (number >= 9 ? 1 : 0);
  await expect(records).toContainText(`line ${line} of the file`);
  await expect(records).toContainText(CITIES[number % 4]);
  expect(troubles).toEqual([]);
});

test('what cannot be used is refused in a sentence, and the run goes on; the file that ships is replayed', async ({ page }) => {
  await openLab(page, 'first-light');
  const nowUs = async () => (await page.evaluate(() => window.__kinelab!.recipe())).untilUs;
  const before = await nowUs();

  await drop(page, 'cat.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0]);
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toHaveText('cat.png is a PNG picture, not text. Choose a text file: NDJSON, CSV or log lines.');

  // From here on by the chooser, as somebody would who tries again.
  const choose = (name: string, content: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: content });
  await choose('nothing.csv', Buffer.alloc(0));
  await expect(alert).toHaveText('nothing.csv is empty. Choose a text file: NDJSON, CSV or log lines.');
  await choose('names.csv', Buffer.from('name\ncaf\xe9\nna\xefve\n', 'latin1'));
  await expect(alert).toContainText('names.csv is not UTF-8 text');
  await choose('table.json', Buffer.from('[\n{"a": 1},\n{"a": 2}\n]'));
  await expect(alert).toContainText('one JSON object on each line');

  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: /^producer checkout-events,/ })).toBeVisible();
  await expect.poll(nowUs).toBeGreaterThan(before);
  await test.step('the file that ships with the app can be replayed by its own timestamps', async () => {
    await page.evaluate(() => (location.hash = '#/lab?scenario=empty'));
    await expect(page.getByRole('button', { name: 'Scenario: An empty stream' })).toBeVisible();
    await page.getByRole('button', { name: 'File…', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Use birdstrikes.csv' }).click();
    await expect(dialog.getByRole('radio', { name: /^Origin State/ })).toBeChecked();
    await dialog.getByText('by timestamps').click();
    await expect(dialog.getByText('1990-01-08')).not.toHaveCount(0);
    await dialog.getByRole('textbox', { name: 'Producer' }).fill('strikes');
    await dialog.getByRole('button', { name: 'Add producer' }).click();
    await expect(page.getByRole('button', { name: /^producer strikes,/ })).toBeVisible();
    const sent = async () => (await page.evaluate(() => window.__kinelab!.records({ shardId: 'shardId-000000000000', limit: 5 }))).length;
    await expect.poll(sent).toBeGreaterThan(0);
    const [command] = (await page.evaluate(() => window.__kinelab!.recipe())).commands.map((timed) => timed.command);
    expect(command).toMatchObject({
      type: 'add-producer',
      producer: { id: 'strikes', stream: 'my-stream', rate: { kind: 'timestamps', field: 'Flight Date' } },
    });
  });
});
