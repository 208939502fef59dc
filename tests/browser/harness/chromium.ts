import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { findChromium } from '../../../scripts/browsers.ts';
import { builtExtension, builtPage, ownCopy } from './build.ts';
import { SITES, type Site, siteOf } from './sites.ts';

export interface ChromiumOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Browser language, for example `nb`. */
  readonly locale?: string;
  /** HTML served instead of the built page, per site. */
  readonly pages?: Partial<Record<Site, string>>;
  readonly extension?: string;
}

export interface TestChromium {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Opens a page of the extension, for example `popup.html`. */
  extensionPage(path: string): Promise<Page>;
  /** Opens a platform's test composer at the platform's own address. */
  composerPage(site: Site): Promise<Page>;
  worker(): Promise<Worker>;
  /** Ends the extension's worker as the browser does when it is idle; the next event starts it again. */
  killWorker(): Promise<void>;
  close(): Promise<void>;
}

/** A headless Chromium with the shipped extension and nothing else, in a profile of its own. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<TestChromium> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('There is no Chromium on this machine (SIGNOFF_CHROMIUM names one).');
  const extension = await ownCopy(options.extension ?? builtExtension('chrome'));
  const profile = await mkdtemp(join(tmpdir(), 'signoff-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1200, height: 860 },
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ignoreDefaultArgs: ['--headless', '--disable-extensions'],
    args: [
      '--headless=new',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-gpu',
      ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  await context.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, async (route) => {
    const site = siteOf(route.request().url());
    if (site === null || route.request().resourceType() !== 'document') return route.abort();
    const page = options.pages?.[site];
    if (page !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: page });
    return route.fulfill({ contentType: 'text/html; charset=utf-8', path: builtPage(site) });
  });
  const worker = async (): Promise<Worker> =>
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const extensionId = new URL((await worker()).url()).host;

  return {
    context,
    extensionId,
    worker,
    async extensionPage(path) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    async composerPage(site) {
      const page = await context.newPage();
      await page.goto(SITES[site]);
      return page;
    },
    async killWorker() {
      // A page that is there already: a new one would hide it, and a hidden page paints no frames.
      const open = context.pages().at(-1);
      const page = open ?? (await context.newPage());
      const session = await context.newCDPSession(page);
      const gone = new Promise<void>((resolve) => {
        session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
          if (versions.some((version) => version.runningStatus === 'stopped')) resolve();
        });
      });
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await gone;
      await session.detach();
      if (open === undefined) await page.close();
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
      await rm(extension, { recursive: true, force: true });
    },
  };
}
