import { readFile, rm } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../../scripts/browsers.ts';
import { bidiOf } from './bidi.ts';
import { builtExtension, builtPage, ownCopy } from './build.ts';
import { SITES, type Site, siteOf } from './sites.ts';

/** The extension's address is random in Firefox; tests fix it so that its pages can be opened. */
const UUID = '6f0f5a0c-3f0e-4c0e-9a55-2d8f6f6a7a11';
const ADDON_ID = 'signoff@signoff.example';

export interface TestFirefox {
  readonly browser: Browser;
  /** Opens a page of the extension, for example `popup.html`. */
  extensionPage(path: string): Promise<Page>;
  composerPage(site: Site): Promise<Page>;
  close(): Promise<void>;
}

/** A headless Firefox with the shipped extension. Pages of the platforms are answered by the test, nothing leaves the machine. */
export async function launchFirefox(
  options: {
    pages?: Partial<Record<Site, string>>;
    extension?: string;
    addonId?: string;
    /** A folder that files are saved to without asking. */
    downloads?: string;
    /** The browser grants what the extension asks for at a press, without asking its user. */
    grants?: boolean;
  } = {},
): Promise<TestFirefox> {
  const executablePath = findFirefox();
  if (executablePath === null)
    throw new Error('There is no Firefox on this machine (SIGNOFF_FIREFOX names one).');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // Lets a test open the extension's own pages.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [options.addonId ?? ADDON_ID]: UUID }),
      'network.dns.offline-localhost': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      ...(options.grants === true ? { 'extensions.webextOptionalPermissionPrompts': false } : {}),
      ...(options.downloads === undefined
        ? {}
        : {
            'browser.download.folderList': 2,
            'browser.download.dir': options.downloads,
            // The panel would take the focus out of the page.
            'browser.download.alwaysOpenPanel': false,
          }),
    },
  });
  const extension = await ownCopy(options.extension ?? builtExtension('firefox'));
  await browser.installExtension(extension);
  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1200, height: 860 });
    return page;
  };
  return {
    browser,
    async extensionPage(path) {
      const page = await open();
      // Firefox reports no load event for extension pages over WebDriver, so none is waited for; the page's own root tells.
      const { send, context } = bidiOf(page);
      const url = `moz-extension://${UUID}/${path}`;
      await send('browsingContext.navigate', { context, url, wait: 'none' });
      await page.waitForFunction(
        (wanted) =>
          location.href === wanted && document.readyState === 'complete' && document.body.children.length > 0,
        {},
        url,
      );
      return page;
    },
    async composerPage(site) {
      const page = await open();
      await page.setRequestInterception(true);
      page.on('request', async (request) => {
        const asked = siteOf(request.url());
        if (asked === null || !request.isNavigationRequest()) return request.abort();
        const body = options.pages?.[asked] ?? (await readFile(builtPage(asked), 'utf8'));
        return request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body });
      });
      await page.goto(SITES[site]);
      return page;
    },
    async close() {
      await browser.close();
      await rm(extension, { recursive: true, force: true });
    },
  };
}
