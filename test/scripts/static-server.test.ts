/** The server of static files gives what lies in its folder, under its path, and nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../../scripts/static-server.mjs';

const parent = mkdtempSync(join(tmpdir(), 'kinelab-site-'));
const folder = join(parent, 'dist');
let site: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), 'not for you');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'name with space.csv'), 'a,b');
  site = await serveFolder({ folder, basePath: '/lab/' });
});

afterAll(async () => {
  await site.close();
  rmSync(parent, { recursive: true });
});

test('files have their type, and what is named after its content may be kept', async () => {
  const page = await fetch(site.url);
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  const script = await fetch(`${site.url}assets/main-1a2b.js`);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(await (await fetch(`${site.url}name%20with%20space.csv`)).text()).toBe('a,b');
});

test('HEAD gives the size without the text', async () => {
  const answer = await fetch(`${site.url}index.html`, { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '15', '']);
});

test.each([
  '/',
  '/index.html',
  '/lab',
  '/lab/missing.js',
  '/lab/assets',
  '/lab/assets/',
  '/lab/../secret.txt',
  '/lab/%2e%2e/secret.txt',
  '/lab/%E0%A4%A',
  '/lab/%00',
])('%s is not found', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

test('nothing is written', async () => {
  expect((await fetch(site.url, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('a taken port gives way to another', async () => {
  const other = await serveFolder({ folder, port: site.port });
  expect(other.port).not.toBe(site.port);
  expect((await fetch(other.url)).status).toBe(200);
  await other.close();
});

/** `fetch` tidies paths before it asks; this asks for exactly what it is told. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: site.port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
