/** What axe finds on a page that shuts somebody out. Stop the run before it looks: the page that moves is slow to look at, and changes meanwhile. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

interface Look {
  /** A selector of the part that is looked at; the whole page without one. */
  within?: string;
  /** Serious ones are those that axe calls serious or critical. */
  count?: 'serious' | 'all';
  rules?: 'all' | 'colours';
}

/** A dialog that is open: all behind it is inert, and axe would pass over it. */
export const DIALOG = '[role="dialog"], dialog[open]';

/** One line for each element that violates a rule. */
export async function violations(page: Page, { within, count = 'serious', rules = 'all' }: Look = {}): Promise<string[]> {
  // All in one document, so that no second page has to be opened for the outcome; nothing is told of elements that pass.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations: found } = await axe.analyze();
  return found
    .filter(({ impact }) => count === 'all' || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
    );
}

/**
 * All rules in light; the two themes differ by nothing but colours, so in dark the rules about colour are enough. Leaves the page in light.
 * Colours must not be caught half-way between the two themes: reduce motion before.
 */
export async function expectNoViolations(page: Page, scene: string, look: Omit<Look, 'rules'> = {}): Promise<void> {
  for (const [colorScheme, rules] of [
    ['light', 'all'],
    ['dark', 'colours'],
  ] as const)
    await test.step(`${scene}: nothing serious in ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      expect.soft(await violations(page, { ...look, rules }), `${scene}, ${colorScheme}`).toEqual([]);
    });
  await page.emulateMedia({ colorScheme: 'light' });
}
