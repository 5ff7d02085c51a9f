/** Serves the built `dist/` at one port, as it is: `node scripts/serve.mjs 4173`. The end-to-end tests run against it. */
import { join } from 'node:path';
import { projectRoot } from './project.mjs';
import { serveFolder } from './static-server.mjs';

const port = Number(process.argv[2]);
const site = await serveFolder({ folder: join(projectRoot, 'dist'), port });
if (site.port !== port) {
  console.error(`Port ${port} is taken.`);
  process.exit(1);
}
console.log(site.url);
