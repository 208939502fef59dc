import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import type { Site } from '../harness/sites.ts';
import { PLACES } from './places.ts';
import { askToRestore } from './restore.ts';
import { type Inside, JOINED, seed } from './seed.ts';

/** As in Chromium: an approved text goes back into the composer, to the letter, through the editor's own model. */

const TEXT = 'Targeted growth\n\nA second paragraph, with a #tag\nand a last line';
const ONE_LINE = 'Targeted growth, and no more than that';
const FINGERPRINT = 'a'.repeat(64);

let browser: TestFirefox;
let inside: Inside;
let page: Page;

beforeAll(async () => {
  browser = await launchFirefox();
  inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
  await seed(inside, JOINED);
});
afterAll(() => browser.close());
afterEach(() => page.close());

const ask = (site: Site, parts: readonly string[], fingerprint: string): Promise<unknown> =>
  askToRestore(inside, site, { parts, fingerprint });
const model = (which?: string): Promise<string> =>
  page.evaluate((name) => window.__composer.modelText(0, name), which);

/** The caret in the composer, as its author has it. */
async function open(site: Site): Promise<string | undefined> {
  const place = PLACES.find((one) => one.site === site);
  page = await browser.composerPage(site);
  const editor = await page.waitForSelector(`>>> ${place?.editor ?? ''}`);
  await editor?.click();
  return place?.model;
}

describe('in Firefox an approved text', () => {
  it.each(['x', 'linkedin', 'mastodon', 'bluesky', 'threads', 'facebook'] as const)(
    'is taken by %s',
    async (site) => {
      const which = await open(site);
      const answer = await ask(site, [TEXT], FINGERPRINT);
      expect([answer, await model(which)]).toEqual(['differs', TEXT]);
    },
  );

  it('is what was approved, where account and all else are the same', async () => {
    await open('bluesky');
    const fingerprint = fingerprintOf({
      platform: 'bluesky',
      account: 'northwind.example',
      parts: [{ text: ONE_LINE, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    });
    expect(await ask('bluesky', [ONE_LINE], fingerprint)).toBe('restored');
    expect(await ask('bluesky', [ONE_LINE], fingerprint)).toBe('restored');
    expect(await model()).toBe(ONE_LINE);
  });

  it('takes nobody’s words away', async () => {
    await open('bluesky');
    await page.keyboard.type('My own');
    expect(await ask('bluesky', [ONE_LINE], FINGERPRINT)).toBe('occupied');
    expect(await model()).toBe('My own');
  });
});
