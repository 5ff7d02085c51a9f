/** Consumers of every kind: added, set, switched from polling to enhanced fan-out and told where to begin. */
import { expect, test, type Locator } from '@playwright/test';
import { LabDriver } from './support/lab.ts';

const KINDS = [
  { menu: 'Add Polling consumer', kind: /^consumer consumer, polling every/, setting: 'Poll interval' },
  { menu: 'Add Enhanced fan-out consumer', kind: /^consumer fan-out, enhanced fan-out/, setting: 'Time per record' },
  { menu: 'Add KCL application', kind: /^consumer application, KCL 3\.x with 2 workers/, setting: 'maxRecords' },
  { menu: 'Add Lambda function', kind: /^consumer function, Lambda in batches of up to 100/, setting: 'BatchSize' },
];

/** The card of a consumer on the bench. */
function card(lab: LabDriver, id: string): Locator {
  return lab.bench.getByRole('listitem').filter({ has: lab.page.getByRole('button', { name: new RegExp(`^${id}\\b`), expanded: true }) });
}

async function addConsumer(lab: LabDriver, menu: string): Promise<void> {
  await lab.button('Add a consumer').click();
  await lab.button(menu).click();
}

test('each kind is added from the menu, opens with its own settings and stands on the Stage', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('first-light');
  for (const { menu, kind, setting } of KINDS) {
    await addConsumer(lab, menu);
    await expect(lab.stage.getByRole('button', { name: kind })).toBeVisible();
    await expect(lab.figure(setting)).toBeVisible();
  }
  await expect(lab.sentence('You added KCL application application')).toBeVisible();
  await expect(lab.sentence('You added Lambda function function')).toBeVisible();
});

test('five pollers share a shard; switched to fan-out each has records within a tenth of a second', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('five-readers');
  const readers = lab.stage.getByRole('button', { name: /^consumer / });
  await expect(readers).toHaveCount(5);
  await lab.setSpeed(50);
  await lab.reach(30);
  await lab.pause();
  // The budget of all five together: 5 calls/s and 2 MiB/s.
  const callsOf = async () =>
    Promise.all(
      (await readers.all()).map(async (reader) => Number(/in (\d+) GetRecords/.exec((await reader.getAttribute('aria-label')) ?? '')?.[1])),
    );
  expect((await callsOf()).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(5);

  const recipe = await lab.recipe();
  expect(recipe.commands).toEqual([]);
  const cards = lab.bench.getByRole('button', { name: /polling ·/ });
  for (let left = 5; left > 0; left--) {
    await expect(cards).toHaveCount(left);
    await cards.first().click();
    await lab.bench.getByText('fan-out', { exact: true }).click();
  }
  await expect(lab.bench.getByRole('button', { name: /fan-out · push/ })).toHaveCount(5);
  const switchedMs = await lab.clockMs();
  await lab.play();
  // What the readings tell of is the last minute.
  await lab.reach(switchedMs / 1000 + 70);
  await lab.pause();
  const pushed = lab.stage.getByRole('button', { name: /^consumer .*enhanced fan-out, records are pushed/ });
  await expect(pushed).toHaveCount(5);
  const latency = lab.readings.getByRole('listitem').filter({ hasText: 'Put → read latency' });
  await expect(latency).toContainText(/\d+\s*ms p50/);
  expect(Number(/(\d+)\s*ms p50/.exec((await latency.textContent()) ?? '')![1])).toBeLessThan(150);
  await expect(lab.readings.getByText(/fan-out/).first()).toBeVisible();
});

test('a consumer begins at a moment that is typed, and at a record that was chosen', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('first-light');
  await lab.reach(4);
  await lab.pause();
  await addConsumer(lab, 'Add Polling consumer');
  const mine = card(lab, 'consumer');
  await mine.getByLabel('Start', { exact: true }).selectOption('AT_TIMESTAMP');
  const moment = mine.getByRole('textbox', { name: 'Timestamp' });
  await moment.fill('soon');
  await moment.press('Enter');
  await expect(mine.getByRole('alert')).toContainText('A moment of the run');
  await moment.fill('00:02.5');
  await moment.press('Enter');
  await expect(lab.sentence(/start AT_TIMESTAMP .* UTC/).first()).toBeVisible();

  await mine.getByLabel('Start', { exact: true }).selectOption('AFTER_SEQUENCE_NUMBER');
  await expect(mine.getByRole('button', { name: /Take the selected record/ })).toBeDisabled();
  await lab.shard(0).hover();
  await lab.button('Newest records of shard 0').click();
  await lab.dialog.getByRole('list', { name: 'Records' }).getByRole('button').nth(1).click();
  await page.keyboard.press('Escape');
  await expect(lab.dialog).toHaveCount(0);
  await mine.getByRole('button', { name: /Take the selected record/ }).click();
  await expect(lab.sentence(/start AFTER_SEQUENCE_NUMBER …\d{6} of shard 0/)).toBeVisible();
  const { commands } = await lab.recipe();
  const last = commands.at(-1)!.command;
  expect(last.type === 'update-consumer' && typeof last.consumer.start !== 'string' && last.consumer.start.type).toBe(
    'AFTER_SEQUENCE_NUMBER',
  );
});

test('workers of an application are added, placed and taken away', async ({ page }) => {
  const lab = new LabDriver(page);
  await lab.openScenario('first-light');
  await addConsumer(lab, 'Add KCL application');
  const mine = card(lab, 'application');
  await mine.getByText('Workers', { exact: true }).click();
  await expect(mine.getByRole('rowheader')).toHaveText(['worker-1', 'worker-2']);
  await mine.getByRole('button', { name: 'Add a worker' }).click();
  await expect(mine.getByRole('rowheader')).toHaveText(['worker-1', 'worker-2', 'worker-3']);
  await mine.getByRole('textbox', { name: 'Zone of worker-3' }).fill('us-east-1a');
  await mine.getByRole('textbox', { name: 'Zone of worker-3' }).press('Enter');
  await expect(lab.stage.getByRole('button', { name: /^consumer application, .*worker-3/ })).toBeVisible();
  await mine.getByRole('button', { name: 'Remove worker-1' }).click();
  await expect(mine.getByRole('rowheader')).toHaveText(['worker-2', 'worker-3']);
  const { commands } = await lab.recipe();
  const last = commands.at(-1)!.command;
  expect(last.type === 'update-consumer' && last.consumer.kind === 'kcl' && last.consumer.workers).toEqual([
    { id: 'worker-2', instance: 'i-2', zone: 'us-east-1b' },
    { id: 'worker-3', instance: 'i-3', zone: 'us-east-1a' },
  ]);
});
