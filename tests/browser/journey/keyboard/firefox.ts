import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page as PlaywrightPage } from 'playwright-core';
import type { KeyInput, Page } from 'puppeteer-core';
import { bidiOf, type NodeRef, type NodeValue } from '../../harness/bidi.ts';
import { launchFirefox } from '../../harness/firefox.ts';
import { inPageFirefox } from '../../harness/in-page-firefox.ts';
import { joinFrom } from '../../harness/team.ts';
import type { KeyBrowser } from './browser.ts';
import { handsOn, type KeyDriver, PATIENCE_MS } from './hands.ts';
import { type Looks, lookAgain, lookAt } from './look.ts';

/** The main Enter; what puppeteer calls so is that of the number block: https://w3c.github.io/webdriver/#keyboard-actions */
const KEYS: Readonly<Record<string, string>> = { Enter: '\ue006', Space: ' ' };
const WITH_ROOTS = { serializationOptions: { maxDomDepth: 0, includeShadowTree: 'all' } };

/** WebDriver tells of closed shadow roots to who drives the browser; its keys are trusted. */
function driverOf(page: Page, downloads: string): KeyDriver {
  const { call } = bidiOf(page);

  const focused = async (): Promise<NodeRef> => {
    let node = await call<NodeValue>('() => document.activeElement', [], WITH_ROOTS);
    for (;;) {
      const root = node.value.shadowRoot;
      if (root === undefined || root === null) return { sharedId: node.sharedId };
      const inside = await call<NodeValue | { type: 'null' }>(
        '(root) => root.activeElement',
        [{ sharedId: root.sharedId }],
        WITH_ROOTS,
      );
      if (!('sharedId' in inside)) return { sharedId: node.sharedId };
      node = inside;
    }
  };

  let last: NodeRef | null = null;
  // What had the focus is gone with its page.
  page.on('framenavigated', () => {
    last = null;
  });
  return {
    signoff: inPageFirefox(page),
    async press(name) {
      const keys = name.split('+');
      const [key = ''] = keys.slice(-1);
      const modifiers = keys.slice(0, -1) as KeyInput[];
      for (const modifier of modifiers) await page.keyboard.down(modifier);
      await page.keyboard.press((KEYS[key] ?? key) as KeyInput);
      for (const modifier of modifiers.reverse()) await page.keyboard.up(modifier);
    },
    type: (text) => page.keyboard.type(text),
    async look() {
      for (;;) {
        const now = await focused();
        const { value } = await call<{ value: string }>(
          `(now, before) => JSON.stringify((${lookAgain})(now, before ?? null, ${lookAt}))`,
          last === null ? [now] : [now, last],
        );
        const looks = JSON.parse(value) as Looks | null;
        // What is drawn anew between the two questions is asked for again.
        if (looks === null) continue;
        last = now;
        return looks;
      }
    },
    async untilText({ source, flags }, wanted) {
      await page.waitForFunction(
        (pattern, how, is) => new RegExp(pattern, how).test(document.body.innerText) === is,
        { timeout: PATIENCE_MS },
        source,
        flags,
        wanted,
      );
    },
    text: () => page.evaluate(() => document.body.innerText),
    async download(act) {
      const before = new Set(await readdir(downloads));
      await act();
      for (;;) {
        const files = (await readdir(downloads)).filter((file) => !before.has(file));
        const [file] = files;
        // While it is on its way there is a second file beside it.
        if (file !== undefined && files.length === 1 && !file.endsWith('.part')) {
          const text = await readFile(join(downloads, file), 'utf8');
          if (text !== '') return text;
        }
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    },
    close: () => page.close(),
  };
}

/** Firefox for somebody who has no mouse. */
export async function keyboardFirefox(store: string): Promise<KeyBrowser> {
  const downloads = await mkdtemp(join(tmpdir(), 'signoff-downloads-'));
  const browser = await launchFirefox({ downloads });
  const inside = await browser.extensionPage('icon/16.png');
  return {
    become: (role) => joinFrom(inside as unknown as Pick<PlaywrightPage, 'evaluate'>, store, role),
    async composer() {
      const page = await browser.composerPage('x');
      return handsOn(driverOf(page, downloads), ({ isInRoot }) => isInRoot);
    },
    async extension(path) {
      const page = await browser.extensionPage(path);
      if (path === 'popup.html') await page.setViewport({ width: 420, height: 600 });
      return handsOn(driverOf(page, downloads));
    },
    async store(path) {
      const page = await browser.browser.newPage();
      await page.goto(`${store}${path}`);
      return handsOn(driverOf(page, downloads));
    },
    async close() {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}
