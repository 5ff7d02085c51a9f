/** Why? A throttle is asked, and the answer is a chain of sentences with numbers, the same numbers on the Stage, and a way to each moment. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { LabDriver, plain, readClock } from './support/lab.ts';
import { violations } from './support/violations.ts';

/** The region that holds the open answer. */
function answerOf(page: Page): Locator {
  return page.locator('#why-answer');
}

function whyOf(lab: LabDriver): Locator {
  return lab.sentence('ProvisionedThroughputExceededException on shard-0').last().getByRole('button', { name: /^Why:/ });
}

/** A run that stands still after its first throttle, brought about by a command of the learner's. */
async function throttledByCommand(lab: LabDriver): Promise<void> {
  await lab.open();
  await lab.reach(1);
  await lab.setFigure('Share of FR', 60);
  await lab.until('write-throttling-started');
  await lab.setSpeed(5);
  await lab.reach(4);
  await lab.pause();
}

test('a throttle tells its causes, marks them, and leads to each of their moments', async ({ page }) => {
  const lab = new LabDriver(page);
  const answer = answerOf(page);
  await throttledByCommand(lab);
  const throttle = (await lab.eventLog()).find((event) => event.type === 'write-throttling-started')!;
  const command = (await lab.eventLog()).find((event) => event.type === 'command-given')!;
  const steps = answer.getByRole('listitem').filter({ has: page.getByRole('button') });

  await test.step('by keyboard alone, the answer opens under the focus', async () => {
    await whyOf(lab).focus();
    await page.keyboard.press('Enter');
    await expect(answer.getByRole('heading', { name: 'Why did shard-0 refuse records?' })).toBeFocused();
    await expect(whyOf(lab)).toHaveAttribute('aria-expanded', 'true');
  });
  await test.step('the chain begins with the command and ends with the event, with the records between', async () => {
    await expect(steps.first()).toContainText('You set producer checkout-events to');
    await expect(steps.last()).toContainText('ProvisionedThroughputExceededException on shard-0');
    const text = plain(await answer.textContent());
    expect(text).toMatch(/shard-0 took [\d ]+ records \([\d.]+ MiB\); [\d ]+ of them carry key FR/);
    expect(text).toMatch(/shard-0 had used ([\d ]+) of \1 records since \d\d:\d\d\.\d{3}/);
    expect(text).toContain('One partition key goes to one shard, however many shards there are');
  });
  await test.step('the limit says where its number comes from', async () => {
    await expect(answer).toContainText(/Write limit per shard, records: 1\s000 records\/s/);
    await answer.getByRole('button', { name: /^Where “Write limit per shard, records” comes from/ }).click();
    await expect(lab.dialog).toContainText('Amazon Kinesis Data Streams API reference');
    await page.keyboard.press('Escape');
    await expect(lab.dialog).toHaveCount(0);
    await expect(answer).toBeVisible();
  });
  await test.step('the Stage carries the same numbers, and its words say at what', async () => {
    const count = await steps.count();
    const marks = lab.stage.locator('[data-chain]');
    await expect(lab.stage.locator('[data-chain="producer checkout-events"]')).toContainText('1');
    await expect(lab.stage.locator('[data-chain="shardId shardId-000000000000"]')).toContainText(String(count));
    await expect(marks).not.toHaveCount(0);
    await lab.button('The stage in words').click();
    await expect(lab.stage.getByRole('group', { name: 'Description' })).toContainText('Marked with the numbers of the answer');
    await lab.button('Hide the words').click();
  });
  await test.step('one polite message told of it', async () => {
    await expect(page.getByRole('status').filter({ hasText: 'Why did shard-0 refuse records?' })).toHaveCount(1);
  });
  await test.step('axe finds nothing serious', async () => {
    expect(await violations(page, { within: '#why-answer' })).toEqual([]);
  });
  await test.step('its first step goes back to the command, and selects its producer', async () => {
    await steps.first().getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => lab.clockMs()).toBe(Math.floor(command.atUs / 1000));
    await expect(lab.stage.getByRole('button', { name: /^producer checkout-events/ })).toHaveAttribute('aria-pressed', 'true');
    await expect(steps.first().getByRole('button')).toHaveAttribute('aria-current', 'step');
    await expect(steps.first().getByRole('button')).toBeFocused();
  });
  await test.step('there, the throttle has not happened, and nothing of a later moment is on its way', async () => {
    await expect(lab.sentence('ProvisionedThroughputExceededException')).toHaveCount(0);
    await expect(lab.lane(0)).toHaveAttribute('data-hot', 'false');
    await expect.poll(() => lab.paintedOnTheWay()).toBe(0);
    await expect(page.getByRole('region', { name: 'What happened' })).toContainText(/\d+ later events? of this branch lies? ahead/);
  });
  await test.step('its last step leads to the throttle itself', async () => {
    await steps.last().getByRole('button').click();
    await expect.poll(() => lab.clockMs()).toBe(Math.floor(throttle.atUs / 1000));
    await expect(lab.sentence('ProvisionedThroughputExceededException on shard-0')).toHaveCount(1);
  });
  await test.step('Escape closes it, takes the marks away and gives the focus back', async () => {
    await page.keyboard.press('Escape');
    await expect(answer).toHaveCount(0);
    await expect(lab.stage.locator('[data-chain]')).toHaveCount(0);
    await expect(whyOf(lab)).toBeFocused();
  });
});

test('the answer is of the event log; a lane offers the question; a branch without the event has no answer', async ({ page }) => {
  const lab = new LabDriver(page);
  await throttledByCommand(lab);
  await test.step('times in the answer are those of the event log', async () => {
    await whyOf(lab).click();
    const records = answerOf(page).getByRole('listitem').filter({ hasText: 'records (' });
    const span = /(\d\d:\d\d\.\d{3}) to (\d\d:\d\d\.\d{3})/.exec(plain(await records.textContent()))!;
    const throttle = (await lab.eventLog()).find((event) => event.type === 'write-throttling-started')!;
    const fromUs = readClock(span[1]) * 1000;
    const first = await lab.records({ shardId: 'shardId-000000000000', fromUs, toUs: fromUs + 1000, limit: 100 });
    expect(first.length).toBeGreaterThan(0);
    expect(readClock(span[2])).toBe(Math.floor(throttle.atUs / 1000));
    await page.keyboard.press('Escape');
    await expect(answerOf(page)).toHaveCount(0);
  });
  await test.step('a lane that is throttled offers the question in its menu, and has the focus again', async () => {
    await lab.shard(0).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Why is it throttled?' }).click();
    await expect(answerOf(page).getByRole('heading', { name: 'Why did shard-0 refuse records?' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(answerOf(page)).toHaveCount(0);
    await expect(lab.shard(0)).toBeFocused();
    await lab.shard(3).focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Select', exact: true })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Why is it throttled?' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  });
  await test.step('a branch in which the event never happens has no answer to it', async () => {
    await whyOf(lab).click();
    const answer = answerOf(page);
    await answer.getByRole('button', { name: /You set producer checkout-events/ }).click();
    await expect(lab.sentence('ProvisionedThroughputExceededException')).toHaveCount(0);
    await expect(answer).toBeVisible();
    await lab.setFigure('Share of FR', 10);
    await expect.poll(async () => (await lab.eventLog()).filter((event) => event.type === 'command-given').length).toBe(2);
    await lab.step();
    await expect(answer).toHaveCount(0);
    await expect(lab.stage.locator('[data-chain]')).toHaveCount(0);
  });
});

test('on a phone, the answer opens beside the bench and leaves the Stage in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = new LabDriver(page);
  await throttledByCommand(lab);
  await expect(page.getByRole('tab', { name: 'Bench' })).toHaveAttribute('aria-selected', 'true');
  await lab.shard(0).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Why is it throttled?' }).click();
  const answer = answerOf(page);
  await expect(answer.getByRole('heading', { name: 'Why did shard-0 refuse records?' })).toBeInViewport();
  await expect(page.getByRole('tab', { name: 'Readings' })).toHaveAttribute('aria-selected', 'true');
  await expect(lab.stage.locator('[data-chain]').first()).toBeInViewport();
  const [stage, box] = [(await lab.stage.boundingBox())!, (await answer.boundingBox())!];
  expect(box.y).toBeGreaterThanOrEqual(stage.y + stage.height - 1);
  expect(box.x + box.width).toBeLessThanOrEqual(390);
});

test('an engine that has died cannot be asked, and the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.addEventListener('break-the-engine', () => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })), {
          once: true,
        });
      }
    };
  });
  const lab = new LabDriver(page);
  await throttledByCommand(lab);
  await page.evaluate(() => window.dispatchEvent(new Event('break-the-engine')));
  await expect(lab.stage.getByRole('alert')).toContainText('The engine has stopped');
  await whyOf(lab).click();
  await expect(answerOf(page)).toContainText('The engine has stopped and cannot be asked.');
  await expect(answerOf(page)).toContainText('Each shard has its own limit');
  await answerOf(page).getByRole('button', { name: 'Close the answer' }).click();
  await expect(whyOf(lab)).toBeFocused();
});
