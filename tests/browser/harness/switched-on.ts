import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { builtExtension } from './build.ts';
import type { TestChromium } from './chromium.ts';
import { SITES } from './sites.ts';

/** The host of the site that is nobody's. */
export const HOST = new URL(SITES.site).hostname;

/**
 * The built extension with one thing more: the permission for the site that is nobody's, which no test can grant in the
 * question that the browser asks. The site itself is still switched off. The folder is the caller's to remove.
 */
export async function permittedExtension(browser: 'chrome' | 'firefox'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-extension-'));
  await cp(builtExtension(browser), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { host_permissions: string[] };
  manifest.host_permissions.push(`https://${HOST}/*`);
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
