import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../harness/chromium.ts';
import { inPage } from '../../harness/in-page.ts';
import { joinFrom } from '../../harness/team.ts';
import type { KeyBrowser } from './browser.ts';
import { handsOn, type KeyDriver, PATIENCE_MS } from './hands.ts';
import { type Looks, lookAgain, lookAt } from './look.ts';

/** By the browser's own protocol: it tells of closed shadow roots, and its keys are trusted. */
async function driverOf(page: Page): Promise<KeyDriver> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.enable');
  await session.send('DOM.enable');

  const focused = async (): Promise<string> => {
    const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
    let id = result.objectId ?? '';
    for (;;) {
      const { node } = await session.send('DOM.describeNode', { objectId: id, pierce: true });
      const shadow = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType !== 'user-agent');
      if (shadow === undefined) return id;
      const root = await session.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId });
      const inside = await session.send('Runtime.callFunctionOn', {
        objectId: root.object.objectId ?? '',
        functionDeclaration: 'function () { return this.activeElement; }',
      });
      if (inside.result.objectId === undefined) return id;
      id = inside.result.objectId;
    }
  };

  let last: string | null = null;
  // What had the focus is gone with its page.
  page.on('framenavigated', () => {
    last = null;
  });
  return {
    signoff: await inPage(page),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    async look() {
      for (;;) {
        const now = await focused();
        const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
          objectId: now,
          functionDeclaration: `function (before) { return (${lookAgain})(this, before, ${lookAt}); }`,
          arguments: [last === null ? { value: null } : { objectId: last }],
          returnByValue: true,
        });
        if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
        const looks = result.value as Looks | null;
        // What is drawn anew between the two questions is asked for again.
        if (looks === null) continue;
        last = now;
        return looks;
      }
    },
    async untilText({ source, flags }, wanted) {
      await page.waitForFunction(
        ([pattern, how, is]) => new RegExp(pattern, how).test(document.body.innerText) === is,
        [source, flags, wanted] as const,
        { timeout: PATIENCE_MS },
      );
    },
    text: () => page.evaluate(() => document.body.innerText),
    async download(act) {
      const coming = page.waitForEvent('download');
      await act();
      return readFile(await (await coming).path(), 'utf8');
    },
    close: () => page.close(),
  };
}

/** Chromium for somebody who has no mouse. */
export async function keyboardChromium(store: string): Promise<KeyBrowser> {
  const browser = await launchChromium();
  const inside = await browser.extensionPage('icon/16.png');
  return {
    become: (role) => joinFrom(inside, store, role),
    async composer() {
      const page = await browser.composerPage('x');
      return handsOn(await driverOf(page), ({ isInRoot }) => isInRoot);
    },
    async extension(path) {
      const page = await browser.extensionPage(path);
      if (path === 'popup.html') await page.setViewportSize({ width: 420, height: 600 });
      return handsOn(await driverOf(page));
    },
    async store(path) {
      const page = await browser.context.newPage();
      await page.goto(`${store}${path}`);
      return handsOn(await driverOf(page));
    },
    close: () => browser.close(),
  };
}
