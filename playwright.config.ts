import { defineConfig } from '@playwright/test';
import { browserLaunchOptions } from './scripts/browser.mjs';
import { freePort } from './scripts/static-server.mjs';

// This file is read again by every worker process: the port and the browser are settled once and handed down in the environment.
const port = (process.env.KINELAB_TEST_PORT ??= String(await freePort()));
const baseURL = `http://127.0.0.1:${port}/`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/e2e',
  // A page that plays keeps most of a core busy: two at a time fill two cores, a third fills the gaps, and more only slow each other down.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  // On a machine that others load, one of hundreds of tests may come too late. It is tried again by itself, named, and counted:
  // more than a few are a failure (scripts/test-reports.mjs).
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    // A trace records every picture and makes a test a quarter slower: `--trace on` where one is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Recording needs a download of its own.
    video: 'off',
    launchOptions: await browserLaunchOptions(),
  },
  webServer: { command: `node scripts/serve.mjs ${port}`, url: baseURL, reuseExistingServer: false },
});
