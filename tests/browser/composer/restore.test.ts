import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import type { Site } from '../harness/sites.ts';
import { PLACES } from './places.ts';
import { askToRestore } from './restore.ts';
import { JOINED, seed } from './seed.ts';

/** An approved text goes back into the composer, to the letter, through the editor's own model. */

const TEXT = 'Targeted growth\n\nA second paragraph, with a #tag\nand a last line';
const ONE_LINE = 'Targeted growth, and no more than that';

let browser: TestChromium;
let page: Page;
let popup: Page;

beforeAll(async () => {
  browser = await launchChromium();
  popup = await browser.extensionPage('popup.html');
});
afterAll(() => browser.close());
beforeEach(async () => seed(await browser.worker(), JOINED));
afterEach(() => page.close());

const ask = (site: Site, parts: readonly string[], fingerprint: string): Promise<unknown> =>
  askToRestore(popup, site, { parts, fingerprint });

const model = (which?: string): Promise<string> =>
  page.evaluate((name) => window.__composer.modelText(0, name), which);

/** Where it must not come to nothing. */
const TAKES: readonly Site[] = ['x', 'mastodon', 'bluesky', 'threads', 'facebook'];

describe('an approved text', () => {
  const first = PLACES.filter(
    ({ site, open }, at) =>
      site !== 'site' && open === undefined && PLACES.findIndex((one) => one.site === site) === at,
  );
  it.each(first)('is put back into the composer of $site: $what', async ({ site, editor, model: which }) => {
    page = await browser.composerPage(site);
    const target = page.locator(editor).first();
    await target.click();
    const field = await target.evaluate((element) => element.localName === 'input');
    const text = field ? ONE_LINE : TEXT;
    const answer = await ask(site, [text], 'a'.repeat(64));
    if (answer === 'differs' || TAKES.includes(site))
      expect([answer, await model(which)]).toEqual(['differs', text]);
    // Several fields are one post, and not all of them are open: nothing is half done.
    else expect([answer, await model(which)]).toEqual(['not-taken', '']);
  });

  it('is what was approved, where account and all else are the same', async () => {
    page = await browser.composerPage('bluesky');
    const fingerprint = fingerprintOf({
      platform: 'bluesky',
      account: 'northwind.example',
      parts: [{ text: ONE_LINE, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    });
    expect(await ask('bluesky', [ONE_LINE], fingerprint)).toBe('restored');
    // It is there now: asking once more changes nothing.
    expect(await ask('bluesky', [ONE_LINE], fingerprint)).toBe('restored');
    expect(await model()).toBe(ONE_LINE);
  });

  it('takes nobody’s words away, and says where there is no composer', async () => {
    page = await browser.composerPage('bluesky');
    await page.locator('.ProseMirror').click();
    await page.keyboard.type('My own');
    expect(await ask('bluesky', [ONE_LINE], 'a'.repeat(64))).toBe('occupied');
    expect(await model()).toBe('My own');
    await page.evaluate(() => document.querySelector('[data-testid="composePostView"]')?.remove());
    expect(await ask('bluesky', [ONE_LINE], 'a'.repeat(64))).toBe('no-composer');
  });

  it('cannot be put there by the page', async () => {
    page = await browser.composerPage('bluesky');
    await page.evaluate(() =>
      window.postMessage({ type: 'restore/ask', parts: ['x'], fingerprint: 'a' }, '*'),
    );
    expect(await model()).toBe('');
  });
});

declare global {
  interface Window {
    __composer: {
      modelText(part?: number, which?: string): string;
      readonly posts: readonly { readonly parts: readonly string[] }[];
    };
  }
}
