/** Going to a moment in Chromium gives the world that Node plays from the start to that moment, to the byte, in whatever order one goes. */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { writeRunLink } from '../src/lab/run-link.ts';
import type { RunRecipe } from '../src/protocol/run-recipe.ts';
import { day, nodeDigest, scenarioNamed } from './support/node-run.ts';
import { LabDriver } from './support/lab.ts';

/** A run with the commands of a day at times and with a seed of its own, and moments to go to. */
const runs = fc.record({
  name: fc.constantFrom('hot-key', 'slow-reader', 'day-curve'),
  seed: fc.nat(0xffffffff).map((number) => number.toString(16)),
  times: fc.array(fc.nat(30_000_000), { minLength: 3, maxLength: 3 }),
  moments: fc.array(fc.nat(45_000_000), { minLength: 4, maxLength: 6 }),
});

for (const [i, { name, seed, times, moments }] of fc.sample(runs, { numRuns: 4, seed: 20_261_120 }).entries())
  test(`${name}, run ${i + 1}: moments found in Chromium are those of Node`, async ({ page }) => {
    const template = day(scenarioNamed(name));
    const at = times.toSorted((a, b) => a - b);
    const recipe: RunRecipe = { ...template, seed, commands: template.commands.map(({ command }, n) => ({ at: at[n], command })) };
    const lab = new LabDriver(page);
    await lab.open(`/#/lab?run=${writeRunLink(recipe)}`);
    await lab.standsStill();
    for (const atUs of [...moments, ...at, 0, recipe.untilUs]) {
      expect(await page.evaluate((us) => window.__kinelab!.travel({ kind: 'seek', atUs: us }), atUs)).toBeNull();
      expect(await page.evaluate(() => window.__kinelab!.digest()), `at ${atUs} µs`).toBe(nodeDigest(recipe, atUs));
    }
  });
