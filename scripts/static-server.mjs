/** A small server of static files: what any web host does with `dist/`, and nothing more. Used by `npm start` and by the tests. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';

/** @type {Record<string, string>} */
const contentTypes = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** How many ports above the wished one are tried before the system chooses. */
const neighbours = 20;

/**
 * @typedef {object} SiteOptions
 * @property {string} folder what is served
 * @property {string} [basePath] where on the host it lies, e.g. `/some/sub/path/`; everything else is not found
 * @property {number} [port] the wished one; the next free one is taken, 0 lets the system choose
 */

/**
 * @param {SiteOptions} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serveFolder({ folder, basePath = '/', port: wished = 0 }) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(request, response, root, basePath).catch(() => refuse(response, 500, 'The file could not be read.'));
  });
  const port = await listen(server, wished);
  const close = () =>
    new Promise((/** @type {(value: void) => void} */ done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}${basePath}`, port, close };
}

/** @returns {Promise<number>} a port that nobody listens on just now */
export async function freePort() {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} root
 * @param {string} basePath
 */
async function answer(request, response, root, basePath) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
  const path = pathOf(request.url ?? '/');
  if (path === null || !path.startsWith(basePath)) return refuse(response, 404, 'Not found.');
  const relative = path.slice(basePath.length);
  const file = join(root, normalize(relative === '' || relative.endsWith('/') ? `${relative}index.html` : relative));
  if (!file.startsWith(root + sep)) return refuse(response, 404, 'Not found.');
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile()) return refuse(response, 404, 'Not found.');
  response.writeHead(200, {
    'content-type': contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': facts.size,
    // A rebuilt page is seen at once; names under assets/ carry a hash of their content.
    'cache-control': relative.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * @param {string} url as asked for
 * @returns {string | null} its decoded path, null where it is malformed
 */
function pathOf(url) {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} sentence
 */
function refuse(response, status, sentence) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(sentence);
}

/**
 * @param {import('node:http').Server} server
 * @param {number} wished
 * @returns {Promise<number>} the port that was free
 */
async function listen(server, wished) {
  const last = wished === 0 ? 0 : Math.min(wished + neighbours, 65535);
  for (let port = wished; port <= last; port++) {
    const taken = await tryPort(server, port);
    if (taken !== null) return taken;
  }
  return /** @type {number} */ (await tryPort(server, 0));
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number | null>} null where somebody else has it
 */
function tryPort(server, port) {
  return new Promise((resolvePort, rejectPort) => {
    const onError = (/** @type {NodeJS.ErrnoException} */ error) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolvePort(null);
      else rejectPort(error);
    };
    const onListening = () => {
      server.off('error', onError);
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolvePort(address.port);
    };
    server.once('error', onError).once('listening', onListening).listen(port, '127.0.0.1');
  });
}
