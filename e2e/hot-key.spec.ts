/** Too many records with one partition key: the shard that owns its hash says so, and nobody else does. */
import { expect, test, type Locator } from '@playwright/test';
import { LabDriver, plain } from './support/lab.ts';

/** The page's token for what is throttled, as the browser computes it. */
function limitColour(lane: Locator): Promise<string> {
  return lane.evaluate((element) => {
    const probe = document.createElement('span');
    probe.style.color = 'var(--limit)';
    element.ownerDocument.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
}

/** Fills of the bars and words in a lane. */
function fills(lane: Locator): Promise<string[]> {
  return lane.evaluate((element) =>
    [...element.querySelectorAll('rect, text')]
      .filter((part) => !(part instanceof SVGTextElement) || part.textContent !== '')
      .map((part) => getComputedStyle(part).fill),
  );
}

test('a hot key brings exactly its shard to the limit, and a sentence says which limit', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.open();
  await lab.reach(1);
  await expect(lab.stage.locator('[data-hot="true"]')).toHaveCount(0);

  await lab.setFigure('Share of FR', 60);

  await test.step('the first shard says in words that it is hot, and by which limit', async () => {
    await expect(lab.lane(0)).toHaveAttribute('data-hot', 'true');
    await expect.poll(async () => plain(await lab.shard(0).getAttribute('aria-label'))).toMatch(/hot: [\d ]+ of 1 000 rec\/s/);
    await expect(lab.lane(0)).toContainText(/hot: [\d\s]+ of 1\s000 rec\/s/);
  });
  await lab.setSpeed(5);
  await lab.reach(4);
  await lab.pause();
  await test.step('its budget is drawn in the limit’s colour, and no other lane is', async () => {
    await expect(lab.stage.locator('[data-hot="true"]')).toHaveCount(1);
    const colour = await limitColour(lab.lane(0));
    expect(await fills(lab.lane(0))).toContain(colour);
    for (const index of [1, 2, 3]) {
      expect(await fills(lab.lane(index))).not.toContain(colour);
      expect(await lab.shard(index).getAttribute('aria-label')).not.toContain('hot');
    }
  });
  await test.step('what happened names the exception, the shard, the limit and the key', async () => {
    const sentence = lab.sentence('ProvisionedThroughputExceededException').last();
    await expect(sentence).toContainText(
      /ProvisionedThroughputExceededException on shard-0: [\d\s]+ of 1\s000 records\/s used up; \d+\s% carry key FR\./,
    );
    await sentence.getByRole('button', { name: /^Why:/ }).click();
    await expect(page.getByRole('region', { name: 'Why did shard-0 refuse records?' })).toContainText(
      'One partition key goes to one shard, however many shards there are',
    );
    await page.keyboard.press('Escape');
  });
  await test.step('only that shard has refused anything, by the event log', async () => {
    const throttled = (await lab.eventLog()).filter((event) => event.type === 'write-throttling-started');
    expect(new Set(throttled.map(({ shardId }) => shardId))).toEqual(new Set(['shardId-000000000000']));
    await expect(lab.readings.getByRole('listitem').filter({ hasText: 'Throttled writes' })).toContainText('all on shard-0');
  });
  await test.step('back at its old share, the shard takes everything again', async () => {
    await lab.setFigure('Share of FR', 10);
    await lab.setSpeed(10);
    await lab.play();
    await expect(lab.sentence('shard-0 takes all records again').first()).toBeVisible({ timeout: 20_000 });
    await expect(lab.lane(0)).toHaveAttribute('data-hot', 'false');
  });
});

test('large records meet the other limit: bytes, not records', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('big-records');
  await expect
    .poll(async () => plain(await lab.shard(0).getAttribute('aria-label')), { timeout: 20_000 })
    .toMatch(/hot: [\d.]+ of 1\.00 MiB\/s/);
  await expect(lab.sentence(/ProvisionedThroughputExceededException on shard-\d: [\d.]+ of 1\.00 MiB\/s used up/).first()).toBeVisible();
});
