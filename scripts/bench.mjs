/**
 * `npm run bench`: prints one JSON object a line. `npm run bench -- put ui` runs those of these names, or whose names begin with them and a dot.
 * The benchmarks are TypeScript, which Node 20 does not read: they are bundled with the sources they measure and run as plain modules.
 */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { projectRoot, runNode, toolPath } from './project.mjs';

const wanted = process.argv.slice(2);
ensureInstalled();
const { build } = await import('vite');
const outDir = join(projectRoot, '.cache', 'bench');
await build({
  root: projectRoot,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  build: { ssr: join(projectRoot, 'test/bench/run.ts'), outDir, emptyOutDir: true, target: 'es2023', minify: false },
});
const measuresPage = wanted.length === 0 || wanted.some((name) => name.split('.')[0] === 'ui');
const isBuilt = !measuresPage || runNode([toolPath('vite'), 'build', '--logLevel', 'error']);
if (!isBuilt) console.error('The page could not be built, so it cannot be measured.');
process.exitCode = isBuilt && runNode([join(outDir, 'run.js'), ...wanted]) ? 0 : 1;
