import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { paintedIn, REVIEW } from '../harness/pixels.ts';
import type { Site } from '../harness/sites.ts';
import { PLACES, type Place } from './places.ts';
import { JOINED, seed } from './seed.ts';

/** The first composer of each platform; a site that is switched on has a test of its own. */
const FIRST: readonly Place[] = PLACES.filter(
  ({ site }, index) => site !== 'site' && PLACES.findIndex((place) => place.site === site) === index,
);
const firstOf = (site: Site): Place => {
  const place = FIRST.find((one) => one.site === site);
  if (place === undefined) throw new Error(`no place on ${site}`);
  return place;
};

let browser: TestChromium;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => seed(await browser.worker(), JOINED));
afterEach(() => page.close());

const posts = (): Promise<number> => page.evaluate(() => window.__composer.posts.length);

async function open({ site, open: opener, editor }: Place): Promise<void> {
  page = await browser.composerPage(site);
  signoff = await inPage(page);
  if (opener !== undefined) await page.locator(opener).click();
  await page.locator(editor).first().click();
}

const painted = async (): Promise<number> => (await paintedIn(page, REVIEW)).count;

describe.each(FIRST)('on $site', (place) => {
  it('underlines, holds, mends in the editor’s own model, and lets go', async () => {
    await open(place);
    await page.keyboard.type('Guaranteed growth for you', { delay: 2 });
    await signoff.waitFor('button', /^Signoff: Needs approval/);
    await expect.poll(painted).toBeGreaterThan(20);
    await page.locator(place.post).click();
    // Buffer does not show which account posts.
    await signoff.waitFor('dialog', /^Signoff: Needs approval(?:, account unknown)?$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    expect(await posts()).toBe(0);
    await page.keyboard.press('F8');
    await expect.poll(() => signoff.isFocused('button', /^Replace with “Targeted”$/)).toBe(true);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => window.__composer.modelText()))
      .toBe('Targeted growth for you');
    await signoff.waitFor('button', /^Signoff: Clear/);
    await expect.poll(painted).toBe(0);
    await page.locator(place.post).click();
    await expect.poll(posts).toBe(1);
    await signoff.waitUntilGone('button', /^Signoff: /);
  });
});

it.each(FIRST)(
  'all that can be mended is mended in one press, in the editor’s own model ($site)',
  async (place) => {
    await open(place);
    await page.keyboard.type('Guaranteed growth, zero risk, guaranteed', { delay: 2 });
    await signoff.waitFor('button', /^Signoff: Blocked/);
    await signoff.click('button', /^Signoff: Blocked/);
    await signoff.click('button', /^Mend all 3 at once$/);
    await expect
      .poll(() => page.evaluate(() => window.__composer.modelText()))
      .toBe('Targeted growth, lower risk, targeted');
    await signoff.waitFor('button', /^Signoff: Clear/);
  },
);

it.each<[Site, string, string]>([
  ['x', '[data-testid="createPollButton"]', 'input[name="Choice2"]'],
  ['mastodon', '.poll-button', '.poll__option:nth-child(2) input'],
])('a risky option of a poll is underlined and held (%s)', async (site, poll, option) => {
  const place = firstOf(site);
  await open(place);
  await page.keyboard.type('All is well', { delay: 2 });
  await signoff.waitFor('button', /^Signoff: Clear/);
  await page.locator(poll).click();
  await page.locator(option).click();
  await page.keyboard.type('Guaranteed', { delay: 2 });
  await signoff.waitFor('button', /^Signoff: Needs approval/);
  await expect.poll(painted).toBeGreaterThan(20);
  await page.locator(place.post).click();
  expect(await posts()).toBe(0);
  await signoff.waitFor('dialog', /^Signoff: Needs approval$/);
});

it('every part of a thread counts, and each finding is reached from the panel', async () => {
  await open(firstOf('x'));
  await page.keyboard.type('All is well', { delay: 2 });
  await page.locator('[data-testid="addButton"]').click();
  await page.locator('[data-testid="tweetTextarea_1"][contenteditable]').click();
  await page.keyboard.type('with zero risk', { delay: 2 });
  await signoff.waitFor('button', /^Signoff: Blocked/);
  await page.locator('[data-testid="tweetTextarea_0"][contenteditable]').click();
  await page.keyboard.press('Control+Enter');
  expect(await posts()).toBe(0);
  await signoff.click('button', /^(?:Go to|Not allowed:) “zero risk”/);
  await expect.poll(() => signoff.isFocused('button', /^Replace with “lower risk”$/)).toBe(true);
});

it('tells the modal composer from the one behind it', async () => {
  await open(firstOf('x'));
  await page.keyboard.type('with zero risk', { delay: 2 });
  await signoff.waitFor('button', /^Signoff: Blocked/);
  await page.locator('[data-testid="SideNav_NewTweet_Button"]').click();
  await page.locator('[role="dialog"] [contenteditable]').first().click();
  await page.keyboard.type('All is well', { delay: 2 });
  await signoff.waitFor('button', /^Signoff: Clear/);
  await page.locator('[data-testid="tweetButton"]').click();
  await expect.poll(posts).toBe(1);
  await page.locator('[data-testid="tweetButtonInline"]').click();
  expect(await posts()).toBe(1);
});

declare global {
  interface Window {
    __composer: {
      modelText(part?: number, which?: string): string;
      readonly posts: readonly { readonly parts: readonly string[] }[];
    };
  }
}
