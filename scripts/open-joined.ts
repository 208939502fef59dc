/** Opens a person's browser with the playground build of the extension, joined to the store. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type Credentials, joinCode, pkce } from './join.ts';

export interface JoinedBrowser {
  close(): Promise<void>;
}

interface Options {
  /** Path of the browser. */
  readonly program: string;
  /** Folder of the profile; kept between starts. */
  readonly profile: string;
  readonly store: string;
  readonly who: Credentials;
  /** What to open: an address, or a page of the extension such as `popup.html`. */
  readonly page: string;
}

/** As much of the browser's extension API as joining needs. */
interface ExtensionApi {
  readonly runtime: { sendMessage(message: unknown): Promise<{ ok: boolean; detail?: string }> };
  readonly action: { getBadgeText(details: object): Promise<string> };
}

const FIREFOX_UUID = '2a3f8b5e-6c1d-4f0a-8b7e-90c1d2e3f4a5';

/** @throws Error when the browser does not start or the store refuses the join. */
export async function openJoined(options: Options): Promise<JoinedBrowser> {
  const firefox = basename(options.program).includes('firefox');
  const extension = resolve('.output', 'playground', firefox ? 'firefox-mv3' : 'chrome-mv3');
  await mkdir(options.profile, { recursive: true });
  const browser = await puppeteer.launch({
    browser: firefox ? 'firefox' : 'chrome',
    executablePath: options.program,
    headless: false,
    defaultViewport: null,
    userDataDir: options.profile,
    handleSIGINT: false,
    handleSIGTERM: false,
    ...(firefox
      ? {
          args: ['--remote-allow-system-access'],
          extraPrefsFirefox: {
            'extensions.webextensions.uuids': JSON.stringify({ 'signoff@signoff.example': FIREFOX_UUID }),
          },
        }
      : {
          pipe: true,
          enableExtensions: [extension],
          // Without the bar that says a program drives the browser: a person does, once it is open.
          ignoreDefaultArgs: ['--enable-automation'],
          args: ['--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
        }),
  });
  if (firefox) await browser.installExtension(extension);
  const base = firefox ? `moz-extension://${FIREFOX_UUID}` : await chromiumBase(browser);

  await joinUnlessJoined(browser, base, options);
  const page = await browser.newPage();
  if (options.page.startsWith('http')) await page.goto(options.page);
  else await openExtensionPage(page, `${base}/${options.page}`);
  for (const other of await browser.pages()) if (other !== page) await other.close();
  return {
    async close() {
      await browser.close().catch(() => undefined);
    },
  };
}

/** A profile that joined this store before, and was not signed out, is joined still. */
async function joinUnlessJoined(browser: Browser, base: string, options: Options): Promise<void> {
  const page = await browser.newPage();
  await openExtensionPage(page, `${base}/welcome.html`);
  // The marker says which store the profile joined; the store itself says whether the device still counts.
  const marker = join(options.profile, 'signoff-joined.txt');
  const mark = `${options.store} ${base}`;
  const known = existsSync(marker) && (await readFile(marker, 'utf8')) === mark;
  if (!known || !(await isConnected(page))) {
    const { verifier, challenge } = pkce();
    const code = await joinCode(options.store, options.who, challenge);
    const reply = await ask(page, { type: 'page/join', store: options.store, code, verifier });
    if (reply?.ok !== true)
      throw new Error(`The browser could not join: ${reply?.detail ?? 'no reason given'}`);
    await writeFile(marker, mark);
  }
  await page.close();
}

/** True when the extension has a connection that the store has not taken back, after one round of asking it. */
async function isConnected(page: Page): Promise<boolean> {
  await ask(page, { type: 'page/sync' });
  const title = await page.evaluate(() => {
    const scope = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi | undefined>;
    return (scope.browser ?? scope.chrome)?.action.getBadgeText({});
  });
  const joined = await page.evaluate(() =>
    indexedDB.databases().then((all) => all.some((one) => one.name === 'signoff')),
  );
  return joined && title !== '!';
}

function ask(page: Page, message: unknown): Promise<{ ok: boolean; detail?: string } | undefined> {
  return page.evaluate((sent) => {
    const scope = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi | undefined>;
    return (scope.browser ?? scope.chrome)?.runtime.sendMessage(sent);
  }, message);
}

async function chromiumBase(browser: Browser): Promise<string> {
  const worker = await browser.waitForTarget(
    (target) => target.type() === 'service_worker' && target.url().startsWith('chrome-extension://'),
  );
  return `chrome-extension://${new URL(worker.url()).host}`;
}

async function openExtensionPage(page: Page, address: string): Promise<void> {
  // Firefox reports no load event for extension pages over WebDriver; the document itself tells.
  await page.goto(address, { timeout: 3_000 }).catch(() => undefined);
  await page.waitForFunction(() => document.readyState === 'complete' && document.body.children.length > 0);
}
