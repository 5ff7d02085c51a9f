/** `npm start`: installs what is missing, builds, serves `dist/` and opens it. Ctrl-C ends it. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { openPage } from './open-page.mjs';
import { projectRoot, runNode, toolPath } from './project.mjs';
import { serveFolder } from './static-server.mjs';

const usage = 'npm start -- [--port N] [--no-open]';
const { port: wished, open } = readOptions();

ensureInstalled();
if (!runNode([toolPath('vite'), 'build', '--logLevel', 'warn'])) {
  console.error('The build failed; the reason is above.');
  process.exit(1);
}
const site = await serveFolder({ folder: join(projectRoot, 'dist'), port: wished });
if (site.port !== wished) console.log(`Port ${wished} is taken; using ${site.port}.`);
console.log(`\n  Kinelab runs at ${site.url}\n  Ctrl-C stops it.\n`);
if (open) openPage(site.url);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void site.close().then(() => process.exit(0)));
}

/** @returns {{ port: number, open: boolean }} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '4173' }, 'no-open': { type: 'boolean', default: false } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`--port ${values.port} is not a port; try 1024 to 65535.`);
    return { port, open: !values['no-open'] };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
    process.exit(2);
  }
}
