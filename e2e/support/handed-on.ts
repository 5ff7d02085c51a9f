/** Runs that are handed on: with branches, at a past moment, as files dropped on the page. */
import { expect, type Page } from '@playwright/test';
import { readAddress } from '../../src/lab/lab-address.ts';
import { readRunLink } from '../../src/lab/run-link.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { LabDriver } from './lab.ts';

/** Back to some time after the first thing that the learner did. */
export async function goBack(lab: LabDriver): Promise<void> {
  const playhead = lab.page.getByRole('slider', { name: 'Moment of the run' });
  await playhead.press('Home');
  await expect.poll(() => lab.momentUs()).toBe(0);
  await playhead.press('Shift+ArrowRight');
  await expect.poll(() => lab.momentUs()).toBeGreaterThan(0);
  const pinUs = await lab.momentUs();
  await playhead.press('ArrowRight');
  await expect.poll(() => lab.momentUs()).toBeGreaterThan(pinUs);
  await lab.standsStill();
}

/** What the address says was done. */
function commandsIn(url: string): RunRecipe['commands'] | null {
  const address = readAddress(new URL(url).hash);
  const reading = address.kind === 'run' ? readRunLink(address.text) : null;
  return reading?.ok === true ? reading.recipe.commands : null;
}

/** A run with a change in its past: two branches, and the second on screen. */
export async function playTwoBranches(lab: LabDriver): Promise<RunRecipe> {
  await lab.open('/#/lab?scenario=hot-key');
  await lab.reach(1);
  await lab.setFigure('Share of FR', 60);
  await lab.reach(2);
  await lab.pause();
  await goBack(lab);
  await lab.setFigure('Share of FR', 20);
  await expect(lab.page.getByText('Branch 2').first()).toBeVisible();
  await lab.shard(1).click();
  const recipe = await lab.recipe();
  // The address is written a moment after the last command.
  await expect.poll(() => commandsIn(lab.page.url())).toEqual(recipe.commands);
  return recipe;
}

/** Drops a file on the page, as from the desktop. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, contents]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([contents], fileName));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
}
