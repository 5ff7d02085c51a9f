/** The same recipe in Node and in Chromium is the same run: every event, and every record that a reader can get. */
import { expect, test } from '@playwright/test';
import { day, scenarioNamed, nodeRun } from './support/node-run.ts';
import { LabDriver } from './support/lab.ts';
import { writeRunLink } from '../src/lab/run-link.ts';

test('the event log of Node is the event log of Chromium, to the byte, whichever run was open before', async ({ page }) => {
  const lab = new LabDriver(page);
  for (const name of ['hot-key', 'slow-reader', 'day-curve'])
    await test.step(name, async () => {
      const recipe = day(scenarioNamed(name));
      const { events, newest } = nodeRun(recipe);
      await lab.open(`/#/lab?run=${writeRunLink(recipe)}`);
      await expect.poll(async () => (await lab.recipe()).scenario).toBe(name);
      await lab.standsStill();
      expect(events.length).toBeGreaterThan(5);
      expect(JSON.stringify(await lab.eventLog())).toBe(JSON.stringify(events));
      for (const { shardId, sequenceNumber } of newest) {
        const [record] = await page.evaluate((query) => window.__kinelab!.records(query), { shardId, limit: 1 });
        expect(record.sequenceNumber).toBe(sequenceNumber);
      }
    });
});
