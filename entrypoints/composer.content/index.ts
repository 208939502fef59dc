import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { adapterFor, MATCHES } from '../../utils/platforms/registry.ts';
import { start } from './start.ts';

export default defineContentScript({
  matches: [...MATCHES],
  runAt: 'document_start',
  allFrames: true,
  // The page could hear it, and it carries the extension's id.
  noScriptStartedPostMessage: true,
  main() {
    const adapter = adapterFor(window.location);
    if (adapter === null) return;
    start(window, adapter, () => {
      try {
        return browser.runtime?.id === undefined;
      } catch {
        return true;
      }
    });
  },
});
