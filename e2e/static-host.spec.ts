/** `dist/` is only files: it works wherever a host puts them, and asks for nothing that is not there. */
import { expect, test } from '@playwright/test';
import { serveFolder } from '../scripts/static-server.mjs';
import { collectTroubles } from './support/page-troubles.ts';
import { waitForMark } from './support/marks.ts';

for (const basePath of ['/', '/some/sub/path/']) {
  test(`runs under ${basePath} without an error, a missing file or another origin`, async ({ page }) => {
    const site = await serveFolder({ folder: 'dist', basePath });
    const troubles = collectTroubles(page);
    try {
      await page.goto(site.url);
      await expect(page.getByRole('main')).toBeVisible();
      await expect(page.getByText('Starting the stream')).toHaveCount(0);
      await waitForMark(page, 'kinelab:usable');
      await waitForMark(page, 'kinelab:first-record');
      expect(troubles).toEqual([]);
    } finally {
      await site.close();
    }
  });
}

test('the test host serves the folder under its path and nothing beside it', async ({ request }) => {
  const site = await serveFolder({ folder: 'dist', basePath: '/some/sub/path/' });
  const answers = [
    await request.get(`${site.url}index.html`),
    await request.get(`${site.url}missing.js`),
    await request.get(new URL('/', site.url).href),
  ];
  await site.close();
  expect(answers.map((answer) => answer.status())).toEqual([200, 404, 404]);
});

test('the policy of the page lets nothing in from elsewhere', async ({ page }) => {
  await page.goto('/');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self';");
  const refused = await page.evaluate(async () => {
    const blocked = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    });
    await fetch('https://example.com/').catch(() => undefined);
    return blocked;
  });
  expect(refused).toBe('connect-src');
});
