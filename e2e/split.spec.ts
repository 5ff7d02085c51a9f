/** Resharding from the shard itself: a typed cut, two children, the parent read to its end first, and back again. */
import { expect, test, type Locator } from '@playwright/test';
import { LabDriver, plain, shardId } from './support/lab.ts';

const SPACE = 1n << 128n;
/** The second of four shards owns the second quarter of the key space. */
const START = SPACE / 4n;
const END = SPACE / 2n - 1n;
/** Three quarters into its range. */
const CUT = START + ((END - START + 1n) * 3n) / 4n;

async function box(part: Locator) {
  return (await part.boundingBox())!;
}

test('a shard is split at a typed cut, drained before its children are read, and merged back', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  const editor = lab.editor('Split');
  const cut = editor.getByRole('textbox', { name: 'NewStartingHashKey, decimal' });
  const handle = lab.stage.getByRole('slider', { name: 'Where to cut the shard' });

  await test.step('the shard’s own button opens the editor, with the cut drawn in the middle', async () => {
    await lab.shard(1).hover();
    await lab.button('Split shard 1').click();
    await expect(editor).toBeVisible();
    await expect(cut).toHaveValue(((START + END + 1n) / 2n).toString());
    await expect(handle).toHaveAttribute('aria-valuenow', '50.0');
  });

  await test.step('nonsense is refused in words', async () => {
    for (const nonsense of ['half of it', '0x7fff', '-5', '1.5', '']) {
      await cut.fill(nonsense);
      await expect(cut).toHaveAttribute('aria-invalid', 'true');
      await expect(editor.getByRole('alert')).toHaveText(`Not a whole decimal number. Accepted: ${START + 2n} to ${END - 1n}.`);
    }
  });
  await test.step('a cut outside the shard is refused in words, to the key', async () => {
    for (const outside of [0n, START, START + 1n, END, END + 1n, SPACE]) {
      await cut.fill(outside.toString());
      await expect(editor.getByRole('alert')).toHaveText(`Outside the shard. Accepted: ${START + 2n} to ${END - 1n}.`);
    }
    await expect(handle).toHaveAttribute('aria-valuenow', '50.0');
  });
  await test.step('a cut inside is drawn where it lies, and named in all three notations', async () => {
    await cut.fill(CUT.toString());
    await expect(editor.getByRole('alert')).toHaveCount(0);
    await expect(handle).toHaveAttribute('aria-valuenow', '75.0');
    await expect(editor.getByRole('textbox', { name: 'Hexadecimal' })).toHaveValue(CUT.toString(16).padStart(32, '0'));
    await expect(editor.getByRole('textbox', { name: '% of the range' })).toHaveValue('75');
    const share = async () => {
      const [lane, drawn] = [await box(lab.shard(1)), await box(handle)];
      return (drawn.y + drawn.height / 2 - lane.y) / lane.height;
    };
    await expect.poll(share, 'the line stands three quarters down the lane').toBeCloseTo(0.75, 1);
  });
  await test.step('after the split the parent goes on until it closes; then there are two lanes in its place', async () => {
    await editor.getByRole('button', { name: 'Split shard-1' }).click();
    await expect(editor).toBeHidden();
    const split = await lab.until('shard-split');
    expect(split).toMatchObject({ shardId: shardId(1), children: [shardId(4), shardId(5)], newStartingHashKey: CUT.toString() });
    await expect(lab.lane(4)).toBeVisible();
    await expect(lab.lane(5)).toBeVisible();
    await expect(lab.sentence('shard-1 is split into shard-4 and shard-5')).toBeVisible();
    await lab.setSpeed(10);
    await lab.until('shard-opened', (event) => event.shardId === shardId(5));
    await lab.setSpeed(1);
    await expect(lab.lane(4)).toHaveAttribute('data-state', 'open');
    await expect(lab.lane(5)).toHaveAttribute('data-state', 'open');
    await expect(lab.shard(1)).toHaveAccessibleName(/closed/);
  });
  await test.step('the children divide the parent’s place on the axis as it was cut, the larger one drawn larger', async () => {
    expect(plain(await lab.shard(4).getAttribute('aria-label'))).toContain('19 % of the key space');
    expect(plain(await lab.shard(5).getAttribute('aria-label'))).toContain('6 % of the key space');
    // Lanes may slide to their places.
    const below = async () => (await box(lab.shard(5))).y - (await box(lab.shard(4))).y - (await box(lab.shard(4))).height;
    await expect.poll(below, 'the second lies below the first').toBeGreaterThanOrEqual(0);
    const ratio = async () => (await box(lab.shard(4))).height / (await box(lab.shard(5))).height;
    await expect.poll(ratio, 'the first is the larger one').toBeGreaterThan(1.3);
  });
  await test.step('the reader finishes the parent before it begins with either child', async () => {
    const drained = await lab.until('shard-drained', (event) => event.shardId === shardId(1));
    for (const child of [4, 5]) {
      const started = await lab.until('reading-started', (event) => event.shardId === shardId(child));
      expect(drained.seq).toBeLessThan(started.seq);
      expect(drained.atUs).toBeLessThanOrEqual(started.atUs);
      expect(started.from).toBe('TRIM_HORIZON');
    }
    await expect(lab.sentence('fraud-scoring has read shard-1 to its end and goes on with shard-4 and shard-5.')).toBeVisible();
  });
  await test.step('the two children are merged back into one', async () => {
    await lab.shard(4).focus();
    await page.keyboard.press('Enter');
    await lab.bench.getByRole('button', { name: /^Merge/ }).click();
    const merge = lab.editor('Merge');
    await merge.getByRole('radio', { name: 'shard-5, after it on the axis' }).check({ force: true });
    await merge.getByRole('button', { name: 'Merge shard-4 and shard-5' }).click();
    await expect(merge).toBeHidden();
    expect(await lab.until('shards-merged')).toMatchObject({ shardIds: [shardId(4), shardId(5)], child: shardId(6) });
    await lab.setSpeed(10);
    await lab.until('reading-started', (event) => event.shardId === shardId(6));
    const log = await lab.eventLog();
    const begun = log.findIndex((event) => event.type === 'reading-started' && event.shardId === shardId(6));
    for (const parent of [4, 5]) {
      const drained = log.findIndex((event) => event.type === 'shard-drained' && event.shardId === shardId(parent));
      expect(drained).toBeGreaterThan(-1);
      expect(drained).toBeLessThan(begun);
    }
    await expect(lab.lane(6)).toHaveAttribute('data-state', 'open');
  });
});

test('a refused cut does not split the shard; the cut can be moved with the arrow keys, and Escape takes it away', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await test.step('a refused cut does not split the shard at the last accepted one', async () => {
    await lab.shard(1).hover();
    await lab.button('Split shard 1').click();
    const editor = lab.editor('Split');
    await editor.getByRole('textbox', { name: 'NewStartingHashKey, decimal' }).fill('nonsense');
    await expect(editor.getByRole('button', { name: 'Split shard-1' })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(editor).toBeHidden();
  });
  await test.step('the cut can be moved with the arrow keys, and Escape takes it away', async () => {
    await lab.shard(2).hover();
    await lab.button('Split shard 2').click();
    const handle = lab.stage.getByRole('slider', { name: 'Where to cut the shard' });
    await handle.focus();
    for (const [key, at] of [
      ['ArrowDown', '51.0'],
      ['ArrowUp', '50.0'],
      ['Shift+ArrowUp', '40.0'],
      ['PageDown', '50.0'],
    ]) {
      await page.keyboard.press(key);
      await expect(handle).toHaveAttribute('aria-valuenow', at);
    }
    await expect(lab.editor('Split').getByRole('textbox', { name: '% of the range' })).toHaveValue('50');
    await page.keyboard.press('Escape');
    await expect(handle).toHaveCount(0);
    await expect(lab.editor('Split')).toBeHidden();
  });
});
