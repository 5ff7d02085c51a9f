/** `npm run build:engine`: the engine's public face as one plain ES module, `.cache/engine/index.mjs`, for tools outside the browser. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { projectRoot } from './project.mjs';

ensureInstalled();
const { build } = await import('vite');
const outDir = join(projectRoot, '.cache', 'engine');
await build({
  root: projectRoot,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    lib: { entry: join(projectRoot, 'src/engine/index.ts'), formats: ['es'], fileName: () => 'index.mjs' },
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    minify: false,
    rollupOptions: { output: { codeSplitting: false } },
  },
});
console.log(join(outDir, 'index.mjs'));
