/** The moments that the page notes about itself, as marks of the browser's own timeline. */
import type { Page } from '@playwright/test';

/** usable: the first readings are on screen · first-record: the first record is drawn on its way. */
export type Mark = 'kinelab:usable' | 'kinelab:first-record';

/** Waits until the page has set the mark; answers when that was, in milliseconds since navigation started. */
export async function waitForMark(page: Page, mark: Mark): Promise<number> {
  const found = await page.waitForFunction((name) => performance.getEntriesByName(name, 'mark').at(0)?.startTime, mark, {
    timeout: 30_000,
  });
  return Number(await found.jsonValue());
}
