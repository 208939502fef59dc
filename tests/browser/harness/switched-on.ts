import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Inside } from '../composer/seed.ts';
import { builtExtension, ownCopy } from './build.ts';
import type { TestChromium } from './chromium.ts';
import { SITES } from './sites.ts';

/** The host of the site that is nobody's. */
export const HOST = new URL(SITES.site).hostname;

/**
 * The built extension with one thing more: the permission for the site that is nobody's, which no test can grant in the
 * question that the browser asks. The site itself is still switched off. The folder is the caller's to remove.
 * @param options.isOn the composer's script stands in the site from the start, as after switching it on; see {@link keepOn}
 */
export async function permittedExtension(
  browser: 'chrome' | 'firefox',
  { isOn = false }: { readonly isOn?: boolean } = {},
): Promise<string> {
  const folder = await ownCopy(builtExtension(browser));
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    host_permissions: string[];
    content_scripts: { matches: string[]; js: string[] }[];
  };
  manifest.host_permissions.push(`https://${HOST}/*`);
  if (isOn)
    for (const { matches, js } of manifest.content_scripts)
      if (js.some((one) => one.includes('composer'))) matches.push(`https://${HOST}/*`);
  await writeFile(file, JSON.stringify(manifest));
  return folder;
}

/** The popup, as it is when its user opens it over the site. A tab with the site has to be open. */
export async function popupOver(browser: TestChromium): Promise<Page> {
  const popup = await browser.context.newPage();
  // Opened in a tab, the popup would look at itself; what it asks is which tab its user is in.
  await popup.addInitScript(() => {
    const { tabs } = (
      globalThis as unknown as { chrome: { tabs: { query(what: object): Promise<{ url?: string }[]> } } }
    ).chrome;
    const query = tabs.query.bind(tabs);
    tabs.query = async () => (await query({})).filter(({ url }) => url?.startsWith('https://') === true);
  });
  await popup.goto(`chrome-extension://${browser.extensionId}/popup.html`);
  return popup;
}

/** Switches the site on as a person does: in the popup, over the site. */
export async function switchOn(browser: TestChromium): Promise<void> {
  const page = await browser.composerPage('site');
  const popup = await popupOver(browser);
  const on = popup.getByRole('button', { name: 'Check on this site' });
  const off = popup.getByRole('button', { name: 'Stop checking' });
  await on.or(off).waitFor();
  if (await off.isVisible()) await off.click();
  await on.click();
  await off.waitFor();
  await popup.close();
  await page.close();
}

/** The site counts as switched on in the extension's own book. @param inside a page of the extension */
export async function keepOn(inside: Inside): Promise<void> {
  await inside.evaluate(async (host) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('sites', 1);
      opening.onupgradeneeded = () => {
        if (!opening.result.objectStoreNames.contains('sites')) opening.result.createObjectStore('sites');
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const tx = db.transaction('sites', 'readwrite');
    tx.objectStore('sites').put('site', host);
    await new Promise((resolve) => {
      tx.oncomplete = resolve;
    });
    db.close();
  }, HOST);
}
