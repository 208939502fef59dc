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

  // A profile that joined this store before is joined still.
  const marker = join(options.profile, 'signoff-store.txt');
  const joinedTo = existsSync(marker) ? await readFile(marker, 'utf8') : '';
  const mark = `${options.store} ${base}`;
  if (joinedTo !== mark) {
    const page = await browser.newPage();
    await openExtensionPage(page, `${base}/welcome.html`);
    const { verifier, challenge } = pkce();
    const code = await joinCode(options.store, options.who, challenge);
    const reply = await page.evaluate(
      (message) => {
        const scope = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi | undefined>;
        return (scope.browser ?? scope.chrome)?.runtime.sendMessage(message);
      },
      { type: 'page/join', store: options.store, code, verifier },
    );
    if (reply?.ok !== true)
      throw new Error(`The browser could not join: ${reply?.detail ?? 'no reason given'}`);
    await page.close();
    await writeFile(marker, mark);
  }
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
