/** What a page should never do while a test looks on: report errors, fail to load something, or ask another origin. */
import type { Page } from '@playwright/test';

/** Starts listening; the list grows as troubles come, one plain line each. */
export function collectTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const error = request.failure()?.errorText ?? '';
    // What is still being loaded when a page is left is not wanted any more.
    if (error !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${error}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.protocol === 'data:' || url.protocol === 'blob:' || url.hostname === '127.0.0.1';
    if (!isOwn) troubles.push(`left its origin: ${request.url()}`);
  });
  return troubles;
}
