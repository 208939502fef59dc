import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { placeOf } from '../../utils/platforms/place.ts';
import { adapterFor, MATCHES } from '../../utils/platforms/registry.ts';
import { switchedOn } from '../../utils/platforms/switched-on.ts';
import { start } from './start.ts';

export default defineContentScript({
  matches: [...MATCHES],
  runAt: 'document_start',
  allFrames: true,
  // A composer, and a request that publishes, may stand in a frame that the page has made itself.
  matchOriginAsFallback: true,
  // The page could hear it, and it carries the extension's id.
  noScriptStartedPostMessage: true,
  main() {
    // Where no platform of ours lives, its user has switched it on.
    const adapter = adapterFor(placeOf(window)) ?? switchedOn();
    start(window, adapter, () => {
      try {
        return browser.runtime?.id === undefined;
      } catch {
        return true;
      }
    });
  },
});
