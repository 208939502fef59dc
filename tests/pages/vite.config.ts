import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const PAGES = [
  'x',
  'linkedin',
  'facebook',
  'bluesky',
  'mastodon',
  'threads',
  'instagram',
  'reddit',
  'youtube',
  'tiktok',
  'pinterest',
  'buffer',
  'site',
];

/**
 * Every page becomes one HTML file that loads nothing, so that a test can answer a request for a platform's own address
 * with it. A page is a build of its own: shared chunks could not be inlined.
 */
function selfContained(): Plugin {
  return {
    name: 'self-contained-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'asset' || !output.fileName.endsWith('.html')) continue;
        output.source = String(output.source).replace(
          /<script type="module"[^>]*src="[^"]*\/([^"/]+)"[^>]*><\/script>/g,
          (_tag, file: string) => {
            const chunk = Object.values(bundle).find(({ fileName }) => fileName.endsWith(`/${file}`));
            if (chunk?.type !== 'chunk') throw new Error(`no chunk named ${file}`);
            delete bundle[chunk.fileName];
            return `<script type="module">${chunk.code.replaceAll('</script', '<\\/script')}</script>`;
          },
        );
      }
    },
  };
}

function page(input: string): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      rolldownOptions: { input: fileURLToPath(new URL(input, import.meta.url)) },
      modulePreload: { polyfill: false },
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      emptyOutDir: false,
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'react', development: false } },
  plugins: [selfContained()],
  build: {
    outDir: fileURLToPath(new URL('../../.output/pages/', import.meta.url)),
    target: ['chrome120', 'firefox140'],
    chunkSizeWarningLimit: 2_000,
  },
  environments: {
    client: page('index.html'),
    ...Object.fromEntries(PAGES.map((name) => [name, page(`${name}/index.html`)])),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
