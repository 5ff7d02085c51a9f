/** Break something, and mend it: by the panel, with the keyboard, and what the run makes of it. */
import { expect, test, type Page } from '@playwright/test';
import { LabDriver, plain, shardId } from './support/lab.ts';
import { DIALOG, violations } from './support/violations.ts';

class FaultsDriver {
  readonly lab: LabDriver;
  readonly panel;
  readonly standing;

  constructor(page: Page) {
    this.lab = new LabDriver(page);
    this.panel = page.getByRole('dialog', { name: 'Break something' });
    this.standing = this.panel.getByRole('region', { name: 'Broken now' });
  }

  async open(): Promise<void> {
    await this.lab.bench.getByRole('button', { name: 'Break something…' }).press('Enter');
    await expect(this.panel).toBeVisible();
  }

  async break(what: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'What happens' }).selectOption(what);
    await this.panel.getByRole('button', { name: 'Break it' }).press('Enter');
  }

  async close(): Promise<void> {
    await this.lab.page.keyboard.press('Escape');
    await expect(this.panel).toHaveCount(0);
  }
}

test('answers that are lost put records into the stream twice, until the fault is ended', async ({ page }) => {
  const faults = new FaultsDriver(page);
  const { lab, panel, standing } = faults;
  await lab.openScenario('hot-key');
  await faults.open();
  // Without workers there is none to crash.
  await expect(panel.getByRole('option', { name: 'A worker crashes' })).toHaveCount(0);
  await faults.break('Answers to a producer are lost');
  await expect(standing.getByRole('listitem')).toHaveText(/^answers to checkout-events are lost since/);
  expect(await violations(page, { within: DIALOG, count: 'all' })).toEqual([]);

  await panel.getByRole('button', { name: 'Break it' }).press('Enter');
  await expect(panel.getByRole('alert')).toHaveText(/broken already, as fault fault-1; end it first/);
  await faults.close();

  await lab.setSpeed(10);
  const told = await lab.until('records-duplicated', ({ reason }) => reason === 'answer-lost');
  const began = await lab.until('fault-began');
  expect(told.cause).toBe(began.seq);
  expect(told.atUs - began.atUs).toBeGreaterThanOrEqual(6_000_000);
  await expect(lab.sentence(/the answer to its call was lost, and it sent the call again/).first()).toBeVisible();

  await faults.open();
  await standing.getByRole('button', { name: /^End: answers to checkout-events/ }).press('Enter');
  await expect(standing).toContainText('Nothing.');
  const ended = await lab.until('fault-ended');
  expect(ended).toMatchObject({ id: 'fault-1', by: 'command' });
});

test('a fault is undone like any command; Escape closes the panel in the very moment in which it opens, and in which the button that has the focus vanishes', async ({
  page,
}) => {
  const faults = new FaultsDriver(page);
  const { lab, panel, standing } = faults;
  /** Presses Escape in the turn in which a text comes into the panel: no picture is drawn between. */
  const escapeAt = (text: string) =>
    page.evaluate((awaited) => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('[role="dialog"]')?.textContent.includes(awaited) !== true) return;
        observer.disconnect();
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      }).observe(document, { childList: true, subtree: true });
    }, text);
  await lab.openScenario('slow-reader');
  await test.step('a fault is undone like any command', async () => {
    await faults.open();
    await faults.break('Processing is slow');
    await expect(standing.getByRole('listitem')).toHaveCount(1);
    await faults.close();
    await page.keyboard.press('Control+z');
    await faults.open();
    await expect(standing).toContainText('Nothing.');
    await faults.close();
  });
  await faults.open();
  await faults.break('Processing is slow');
  await expect(standing.getByRole('listitem')).toHaveCount(1);
  await escapeAt('Nothing.');
  await standing.getByRole('button', { name: /^End:/ }).click();
  await expect(panel).toHaveCount(0);

  await escapeAt('Nothing.');
  await lab.bench.getByRole('button', { name: 'Break something…' }).click();
  await expect(panel).toHaveCount(0);
  // It had opened, and gave the focus back.
  await expect(lab.bench.getByRole('button', { name: 'Break something…' })).toBeFocused();
  expect(await lab.eventLog().then((events) => events.filter(({ type }) => type === 'fault-ended'))).toHaveLength(1);
});

test('a poison pill blocks its shard and no other, until it is fixed', async ({ page }) => {
  const faults = new FaultsDriver(page);
  const { lab, standing } = faults;
  await lab.openScenario('poison-pill');
  await lab.setSpeed(20);
  await lab.until('shard-blocked', (event) => event.shardId === shardId(2));
  await lab.until('reading-fell-behind', (event) => event.shardId === shardId(2));
  await faults.open();
  await expect(standing.getByRole('listitem')).toHaveText(/poison record for enrich-orders on shard.2/);
  await standing.getByRole('button', { name: /^End: poison record/ }).click();
  await expect(standing).toContainText('Nothing.');
  await faults.close();
  await lab.until('shard-unblocked', (event) => event.shardId === shardId(2));
  await lab.until('reading-caught-up', (event) => event.shardId === shardId(2));
  const behind = (await lab.eventLog()).flatMap((event) => (event.type === 'reading-fell-behind' ? [event.shardId] : []));
  expect(new Set(behind)).toEqual(new Set([shardId(2)]));
  expect(plain(await lab.bench.textContent())).toContain('enrich-orders');
});

test('a worker that crashed loses its leases to the other, and starts again', async ({ page }) => {
  const faults = new FaultsDriver(page);
  const { lab, panel } = faults;
  await lab.openScenario('kcl-failover');
  await lab.setSpeed(20);
  await lab.until('leases-taken', ({ worker }) => worker === 'worker-1');
  await faults.open();
  await panel.getByRole('combobox', { name: 'Worker' }).selectOption('fraud-scoring · worker-1');
  await faults.break('A worker crashes');
  const down = panel.getByRole('region', { name: 'Workers that are down' });
  await expect(down.getByRole('listitem')).toHaveText(/^worker-1 of fraud-scoring/);
  await faults.close();
  const struck = await lab.until('fault-struck');
  const taken = await lab.until('leases-taken', ({ from, how }) => from === 'worker-1' && how === 'expired');
  // The failover time of 10 s, twice the turn of the lease taker at most, and what it had not seen yet.
  expect(taken.atUs - struck.atUs).toBeGreaterThan(10_000_000);
  expect(taken.atUs - struck.atUs).toBeLessThan(45_000_000);
  await faults.open();
  await down.getByRole('button', { name: 'Start worker-1 of fraud-scoring' }).press('Enter');
  await expect(down).toHaveCount(0);
  await lab.until('worker-started', ({ atUs, worker }) => worker === 'worker-1' && atUs > taken.atUs);
});
