import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { inPage } from '../harness/in-page.ts';
import { keepOn, permittedExtension } from '../harness/switched-on.ts';
import { EXPECTED, HIDDEN, type HiddenPage, isReady, tryHidden } from './hidden-editors.ts';
import { JOINED, seed } from './seed.ts';

let browser: TestChromium;
let page: Page;
let html = '';
let extension: string;

beforeAll(async () => {
  extension = await permittedExtension('chrome', { isOn: true });
  browser = await launchChromium({
    extension,
    pages: {
      get site() {
        return html;
      },
    },
  });
  await keepOn(await browser.worker());
});
afterAll(async () => {
  await browser.close();
  await rm(extension, { recursive: true });
});
beforeEach(async () => seed(await browser.worker(), JOINED));
afterEach(() => page.close());

describe('what is held goes out by no way, what is clear does', () => {
  it.each(HIDDEN)('$what', async (hidden) => {
    html = hidden.html;
    page = await browser.composerPage('site');
    await page.waitForFunction(isReady);
    const signoff = await inPage(page);
    const settled = async (held: boolean): Promise<void> => {
      // The pill of a frame's editor stands in the frame.
      if (!hidden.html.includes('iframe'))
        await signoff.waitFor('button', held ? /^Signoff: Blocked/ : /^Signoff: Clear/);
    };
    expect(await tryHidden(page as unknown as HiddenPage, settled)).toEqual(EXPECTED);
  });
});
