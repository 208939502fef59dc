import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostilePage } from '../../pages/hostile/page.ts';
import { builtPage } from '../harness/build.ts';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import { SITES } from '../harness/sites.ts';
import { type Inside, JOINED, outbox, seed } from './seed.ts';

/** No accessibility tree is to be had over WebDriver BiDi, so here the overlay is used blind, by keyboard, and judged by what comes of it. */
let browser: TestFirefox;
let inside: Inside;
let page: Page;

beforeAll(async () => {
  browser = await launchFirefox();
  inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(inside, JOINED);
  page = await open();
});
afterEach(() => page.close());

/** The harness asks for a request's type, which WebDriver BiDi does not tell in every version. */
async function open(address = 'https://x.com/home', html = hostilePage()): Promise<Page> {
  const tab = await browser.browser.newPage();
  await tab.setRequestInterception(true);
  tab.on('request', (request) =>
    request.isNavigationRequest()
      ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: html })
      : request.abort(),
  );
  await tab.goto(address);
  return tab;
}

async function write(text: string): Promise<void> {
  await page.focus('#editor');
  await page.keyboard.type(text);
  await page.waitForFunction(
    (count) => CSS.highlights.size === count,
    {},
    /zero risk|uaranteed/.test(text) ? 1 : 0,
  );
}
const posted = (): Promise<string[]> => page.evaluate(() => window.posted);
const press = async (modifier: 'Control' | 'Meta', key: 'Enter' | 'NumpadEnter'): Promise<void> => {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
};
/** Waits until our element holds the focus: the page sees only the host. */
const focusIsOurs = (tab = page) =>
  tab.waitForFunction(
    () =>
      document.activeElement?.localName === 'div' &&
      document.activeElement.parentElement === document.documentElement,
  );

describe('in Firefox', () => {
  it('a held draft goes out by no route', async () => {
    await write('There is zero risk here');
    await page.click('#post');
    await page.focus('#editor');
    await press('Control', 'Enter');
    await page.keyboard.press('Escape');
    await page.focus('#editor');
    await press('Meta', 'Enter');
    await page.keyboard.press('Escape');
    for (const key of ['Enter', ' '] as const) {
      await page.focus('#post');
      await page.keyboard.press(key);
    }
    await page.evaluate(() => {
      document.getElementById('post')?.click();
      (document.getElementById('form') as HTMLFormElement).requestSubmit();
    });
    expect(await posted()).toEqual([]);
    expect(await page.evaluate(() => window.heard)).toEqual([]);
  });

  it('a clear draft goes out, its events untouched', async () => {
    await write('A plain sentence');
    await page.click('#post');
    expect(await posted()).toEqual(['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'submit']);
  });

  it('underlines lie on the words and come back when the page clears them', async () => {
    await write('Guaranteed growth');
    const marked = () =>
      page.evaluate(() => [...CSS.highlights.values()].flatMap((one) => [...one].map(String)));
    expect(await marked()).toEqual(['Guaranteed']);
    await page.evaluate(() => CSS.highlights.clear());
    await page.waitForFunction(() => CSS.highlights.size === 1);
    expect(await marked()).toEqual(['Guaranteed']);
  });

  it('a finding is mended by keyboard', async () => {
    await write('Guaranteed growth');
    await page.keyboard.press('F8');
    await focusIsOurs();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('editor')?.textContent === 'Targeted growth');
  });

  it('approval is asked for by keyboard, and the page does not hear the note', async () => {
    await write('Guaranteed growth');
    await press('Control', 'Enter');
    await focusIsOurs();
    await page.keyboard.type('Please look');
    expect(await outbox(inside)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await outbox(inside)).map(({ command }) => command))
      .toMatchObject([
        { kind: 'request.create', note: 'Please look', draft: { parts: [{ text: 'Guaranteed growth' }] } },
      ]);
    expect(await page.evaluate(() => window.keys)).toEqual([]);
    expect(await posted()).toEqual([]);
  });
});

/** The colour of `review`: nothing else in the test pages has it. */
const REVIEW = '#9a66f0';

describe('in Firefox, painted where the page has its editor', () => {
  it.each([
    {
      where: 'in an open shadow root (LinkedIn)',
      site: 'linkedin',
      open: '[componentkey="draft-text-replaceable-component"]',
      editor: '>>> .ql-editor',
    },
    {
      where: 'in a textarea (Mastodon)',
      site: 'mastodon',
      open: null,
      editor: '.autosuggest-textarea__textarea',
    },
  ] as const)('$where', async ({ site, open: opener, editor }) => {
    const tab = await open(SITES[site], await readFile(builtPage(site), 'utf8'));
    try {
      if (opener !== null) await tab.click(opener);
      const field = await tab.waitForSelector(editor);
      await field?.click();
      await tab.keyboard.type('Guaranteed growth');
      await expect.poll(async () => pixelsOf(tab, REVIEW)).toBeGreaterThan(20);
      await tab.keyboard.press('F8');
      await focusIsOurs(tab);
      await tab.keyboard.press('Enter');
      await expect.poll(() => tab.evaluate(() => window.__composer.modelText())).toBe('Targeted growth');
      await expect.poll(async () => pixelsOf(tab, REVIEW)).toBe(0);
    } finally {
      await tab.close();
    }
  });
});

async function pixelsOf(tab: Page, colour: string): Promise<number> {
  const data = await tab.screenshot({ encoding: 'base64' });
  return inside.evaluate(
    async ({ data, colour }) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      let count = 0;
      for (let index = 0; index < pixels.length; index += 4)
        if (wanted.every((value, at) => Math.abs((pixels[index + at] ?? 0) - value) < 24)) count += 1;
      return count;
    },
    { data, colour },
  );
}

declare global {
  interface Window {
    __composer: {
      modelText(part?: number, which?: string): string;
      readonly posts: readonly { readonly parts: readonly string[] }[];
    };
  }
}
