/** Any record can be looked at: from its key to its place, from its sequence number to its bytes. */
import { createHash } from 'node:crypto';
import { expect, test, type Locator } from '@playwright/test';
import { LabDriver, plain, shardId } from './support/lab.ts';

const SPACE = 1n << 128n;

/** The value that stands beside a term of the inspector. */
async function field(dialog: Locator, heading: string, term: string): Promise<string> {
  const section = dialog.locator('section').filter({ has: dialog.page().getByRole('heading', { name: heading, exact: true }) });
  const value = section.locator('dt', { hasText: new RegExp(`^${term}$`) }).locator('xpath=following-sibling::dd[1]');
  // A drawing inside says the same again; the first line is the value.
  return plain((await value.innerText()).split('\n')[0]);
}

/** The layout of AWS's sequence numbers, taken apart without the help of the page. */
function decode(sequenceNumber: string) {
  const hex = BigInt(sequenceNumber).toString(16);
  return {
    version: hex[0],
    shardCreatedSeconds: parseInt(hex.slice(1, 10), 16),
    counter: BigInt(`0x${hex.slice(11, 27)}`),
    seconds: parseInt(hex.slice(29, 38), 16),
    shardIndex: parseInt(hex.slice(38, 46), 16),
  };
}

/** Everything that the inspector says about the record it shows, checked against what can be known without it. */
async function expectWholeRecord(lab: LabDriver, index: number): Promise<{ partitionKey: string; arrivedMs: number }> {
  const { dialog } = lab;
  const partitionKey = await field(dialog, 'Key and place', 'Partition key');
  const md5 = createHash('md5').update(partitionKey, 'utf8').digest('hex');
  expect(await field(dialog, 'Key and place', 'MD5')).toBe(md5);
  const hashKey = BigInt(await field(dialog, 'Key and place', 'Hash key'));
  expect(hashKey).toBe(BigInt(`0x${md5}`));
  expect(await field(dialog, 'Key and place', 'Shard')).toBe(shardId(index));
  expect(hashKey >= (SPACE / 4n) * BigInt(index) && hashKey < (SPACE / 4n) * BigInt(index + 1)).toBe(true);

  const arrived = /^(\d\d):(\d\d\.\d{3}) of the run, (\S+)$/.exec(await field(dialog, 'Arrival', 'Arrived'));
  expect(arrived).not.toBeNull();
  const arrivedMs = Math.round((Number(arrived![1]) * 60 + Number(arrived![2])) * 1000);
  const startMs = Date.UTC(2026, 10, 20, 5);
  expect(Math.abs(Date.parse(arrived![3]) - (startMs + arrivedMs))).toBeLessThanOrEqual(1);

  const sequenceNumber = await field(dialog, 'Sequence number', 'Whole');
  const parts = decode(sequenceNumber);
  expect(parts).toMatchObject({ version: '2', shardIndex: index, seconds: Math.floor((startMs + arrivedMs) / 1000) });
  expect(BigInt(await field(dialog, 'Sequence number', 'Counter'))).toBe(parts.counter);
  expect(Date.parse(await field(dialog, 'Sequence number', 'Time'))).toBe(parts.seconds * 1000);
  expect(Date.parse(await field(dialog, 'Sequence number', 'Shard created'))).toBe(parts.shardCreatedSeconds * 1000);
  expect(await field(dialog, 'Sequence number', 'Shard')).toBe(`shard-${index} (index ${index})`);

  const size = /^([\d ]+) B of data; ([\d ]+) B count against the limit, with the key$/.exec(await field(dialog, 'Arrival', 'Size'));
  expect(size).not.toBeNull();
  const [dataBytes, countedBytes] = [size![1], size![2]].map((digits) => Number(digits.replaceAll(' ', '')));
  expect(countedBytes - dataBytes).toBe(Buffer.byteLength(partitionKey, 'utf8'));
  await expect(dialog.getByRole('region', { name: 'Payload' }).locator('pre')).not.toBeEmpty();
  return { partitionKey, arrivedMs };
}

/** Moves the pointer down the lane’s newest full columns until it lies on records of one key. */
async function findCell(lab: LabDriver, index: number, key: string): Promise<{ x: number; y: number; tip: string }> {
  const lane = (await lab.shard(index).boundingBox())!;
  for (let x = 30; x < 80; x += 10) {
    for (let y = 34; y < lane.height - 14; y += 6) {
      await lab.page.mouse.move(lane.x + x, lane.y + y);
      const tip = plain(
        await lab.stage
          .locator('[aria-hidden="true"]:not([hidden])')
          .filter({ hasText: 'click to read them' })
          .textContent({ timeout: 50 })
          .catch(() => ''),
      );
      if (tip.includes(`partition key ${key} `) || tip.includes(`partition key ${key}click`)) return { x: lane.x + x, y: lane.y + y, tip };
    }
  }
  throw new Error(`No cell of ${key} was found on shard ${index}.`);
}

test('a click on a cell shows its records, each down to its bytes; so does a key', async ({ page, request }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(3);
  await lab.pause();

  const { x, y, tip } = await findCell(lab, 0, 'FR');
  const [, fromMin, fromS, toMin, toS] = /^(\d\d):(\d\d\.\d) to (\d\d):(\d\d\.\d): /.exec(tip)!;
  await page.mouse.click(x, y);
  await expect(lab.dialog.getByRole('heading', { name: 'Records in shard-0' })).toBeVisible();
  const rows = lab.dialog.getByRole('list', { name: 'Records' }).getByRole('button');
  await expect(rows.first()).toHaveAttribute('aria-current', 'true');

  await test.step('the one on top is whole', async () => {
    const { partitionKey, arrivedMs } = await expectWholeRecord(lab, 0);
    expect(partitionKey).toBe('FR');
    expect(arrivedMs).toBeGreaterThanOrEqual((Number(fromMin) * 60 + Number(fromS)) * 1000 - 100);
    expect(arrivedMs).toBeLessThanOrEqual((Number(toMin) * 60 + Number(toS)) * 1000 + 100);
  });
  await test.step('so is any other that is chosen from the list', async () => {
    await rows.last().click();
    await expect(rows.last()).toHaveAttribute('aria-current', 'true');
    await expectWholeRecord(lab, 0);
  });
  await test.step('the list holds only records of that key', async () => {
    const texts = await rows.allTextContents();
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((text) => text.startsWith('FR'))).toBe(true);
  });
  await test.step('closing it leaves the shard’s record selected, and the run where it stood', async () => {
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
    await lab.standsStill();
  });
  await test.step('the same by keyboard, through the shard’s Records button', async () => {
    await lab.shard(3).focus();
    await page.keyboard.press('Tab');
    await expect(lab.button('Newest records of shard 3')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(lab.dialog.getByRole('heading', { name: 'Records in shard-3' })).toBeVisible();
    await expectWholeRecord(lab, 3);

    const rows = lab.dialog.getByRole('list', { name: 'Records' }).getByRole('button');
    await rows.nth(1).focus();
    await page.keyboard.press('Enter');
    await expect(rows.nth(1)).toHaveAttribute('aria-current', 'true');
    await expectWholeRecord(lab, 3);
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toBeHidden();
    await expect(lab.button('Newest records of shard 3')).toBeFocused();
  });
  await test.step('a record that came from a file shows the very row of the file', async () => {
    const records = await lab.records({ shardId: shardId(0), limit: 500 });
    const row = records.find(({ producer }) => producer === 'wildlife-strikes')!;
    const index = records.indexOf(row);
    expect(index).toBeGreaterThan(-1);

    const file = await request.get('samples/birdstrikes.csv');
    expect(file.ok()).toBe(true);
    expect(row.text).toBe((await file.text()).split(/\r?\n/)[row.line! - 1]);
  });
});
