import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Hot reload brings an inline script of its own, which the page's policy forbids; only the development server lets it in. */
function allowHotReload(): Plugin {
  return {
    name: 'kinelab:allow-hot-reload',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  };
}

export default defineConfig({
  // Relative, so that the built folder works at any address.
  base: './',
  plugins: [react(), allowHotReload()],
  worker: { format: 'es' },
  // The interpreter finds its WebAssembly beside its own module.
  optimizeDeps: { exclude: ['@jitl/quickjs-wasmfile-release-sync'] },
  build: {
    target: 'es2023',
    sourcemap: false,
    // Every browser that can run the app preloads modules by itself; and no asset becomes a data: address, which the policy would refuse.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
