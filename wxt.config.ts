import { defineConfig } from 'wxt';
import { MATCHES, PLAYGROUND_MATCHES } from './utils/platforms/registry.ts';

/**
 * `SIGNOFF_PLAYGROUND=1` builds the same extension into its own folder with one more place to run: the practice
 * composers that `npm start` serves on this machine. The build for the stores never has it.
 */
const playground = process.env.SIGNOFF_PLAYGROUND === '1';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  publicDir: 'assets/public',
  outDir: playground ? '.output/playground' : '.output',
  manifestVersion: 3,
  zip: { name: 'signoff', excludeSources: ['.data/**', 'docs/screenshots/**'] },
  vite: () => ({
    define: { 'import.meta.env.VITE_PLAYGROUND': JSON.stringify(playground ? '1' : '') },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { target: ['chrome137', 'firefox140'] },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    action: { default_title: 'Signoff' },
    // `activeTab`: which page the popup was opened over, for “Check on this site”.
    permissions: ['activeTab', 'alarms', 'scripting', 'storage'],
    // Asked for when their user switches desktop notices on.
    optional_permissions: ['notifications'],
    host_permissions: [...MATCHES, ...(playground ? PLAYGROUND_MATCHES : [])],
    // Before the page's first script, in its own world: requests that publish can be seen only there.
    content_scripts: [
      {
        matches: [...MATCHES, ...(playground ? PLAYGROUND_MATCHES : [])],
        js: ['page-world.js'],
        run_at: 'document_start',
        all_frames: true,
        match_origin_as_fallback: true,
        world: 'MAIN',
      },
    ],
    // Asked for one site at a time, when its user switches it on in the popup.
    optional_host_permissions: ['https://*/*'],
    content_security_policy: {
      // The store is reached with fetch and a WebSocket; its address is the team's own, so connect-src stays open to
      // https and, for a store on this machine, loopback.
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        'connect-src https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
      ].join('; '),
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'signoff@signoff.example',
              strict_min_version: '140.0',
              // Draft text goes to the team's own store when its author asks for approval.
              data_collection_permissions: { required: ['websiteContent'] },
            },
          },
        }
      : {
          minimum_chrome_version: '137',
          // Firefox takes what a policy says without one.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
