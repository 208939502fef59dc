import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  define: { 'import.meta.env.FIREFOX': 'false' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: {
    outDir: fileURLToPath(new URL('../../.output/gallery/', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome120', 'firefox140'],
    modulePreload: { polyfill: false },
  },
});
