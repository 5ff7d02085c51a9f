/** The JavaScript that a page loads for itself, counted as a web host would send it: each file compressed by gzip. */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

interface Load {
  gzipBytes: number;
  rawBytes: number;
  files: number;
}

/** Call before navigating; the answer sums up what was asked for until a moment, in milliseconds since navigation started. */
export function gzippedScripts(page: Page, siteUrl: string): (untilMs: number) => Promise<Load> {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  return async (untilMs) => {
    const startedAtMs = await page.evaluate(() => performance.timeOrigin);
    const asked = responses.filter((response) => response.request().timing().startTime <= startedAtMs + untilMs);
    const scripts = await Promise.all(asked.filter((response) => response.url().startsWith(siteUrl)).map(bodyOfScript));
    const bodies = scripts.filter((body) => body !== null);
    const sum = (sizeOf: (body: Buffer) => number) => bodies.reduce((total, body) => total + sizeOf(body), 0);
    return { gzipBytes: sum((body) => gzipSync(body).length), rawBytes: sum((body) => body.length), files: bodies.length };
  };
}

/** Null for what is no script, and for scripts of Workers: those load beside the page, not before it. */
async function bodyOfScript(response: Response): Promise<Buffer | null> {
  const destination = await response.request().headerValue('sec-fetch-dest');
  const isScript = (await response.headerValue('content-type'))?.startsWith('text/javascript') ?? false;
  return isScript && destination === 'script' ? response.body() : null;
}
