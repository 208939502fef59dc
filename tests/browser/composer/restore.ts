import { SITES, type Site } from '../harness/sites.ts';
import type { Inside } from './seed.ts';

/** As much of the browser's extension API as the popup needs for it. */
interface Api {
  readonly tabs: {
    query(what: object): Promise<{ id: number; url?: string }[]>;
    sendMessage(tab: number, message: object, to: object): Promise<unknown>;
  };
  readonly scripting: { executeScript(what: object): Promise<unknown> };
}

/**
 * Asks as the popup does for the tab with a platform's page: puts an approved text back into its composer.
 * @param popup a page of the extension
 * @returns the page's answer
 */
export function askToRestore(
  popup: Inside,
  site: Site,
  approved: { readonly parts: readonly string[]; readonly fingerprint: string },
): Promise<unknown> {
  return popup.evaluate(
    async ({ address, question }) => {
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      const { tabs, scripting } = scope.browser ?? scope.chrome;
      const tab = (await tabs.query({})).find(({ url }) => url === address);
      if (tab === undefined) throw new Error('no tab');
      await scripting.executeScript({ target: { tabId: tab.id, frameIds: [0] }, files: ['/tools.js'] });
      return tabs.sendMessage(tab.id, { type: 'restore/ask', ...question }, { frameId: 0 });
    },
    { address: SITES[site], question: { ...approved, parts: [...approved.parts] } },
  );
}
