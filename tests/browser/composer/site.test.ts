import { readFile, rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtPage } from '../harness/build.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { inPage } from '../harness/in-page.ts';
import { HOST, permittedExtension, popupOver, switchOn } from '../harness/switched-on.ts';
import { axeProblems } from '../screens/accessible.ts';
import { JOINED, outbox, seed } from './seed.ts';

/** “Check on this site”: nothing runs on a site before its user says so, nor after. */

let browser: TestChromium;
let page: Page;
let html: string;
let extension: string;

beforeAll(async () => {
  html = await readFile(builtPage('site'), 'utf8');
  extension = await permittedExtension('chrome');
  browser = await launchChromium({
    extension,
    pages: {
      get site() {
        return html;
      },
    },
  });
});
afterAll(async () => {
  await browser.close();
  await rm(extension, { recursive: true });
});
beforeEach(async () => seed(await browser.worker(), JOINED));
afterEach(() => page.close());

const posts = (): Promise<number> => page.evaluate(() => window.__composer.posts.length);

async function write(selector: string, text: string): Promise<void> {
  await page.locator(selector).click();
  await page.keyboard.type(text);
}

describe('a site that nobody knows', () => {
  it('is not touched before it is switched on, and checked in the open page from then on, until it is switched off', async () => {
    page = await browser.composerPage('site');
    await write('#text', 'zero risk');
    await page.locator('#send').click();
    expect(await posts()).toBe(1);

    await switchOn(browser);
    await write('#text', 'zero risk');
    await (await inPage(page)).waitFor('button', /^Signoff: Blocked/);
    await page.locator('#send').click();
    expect(await posts()).toBe(1);

    const popup = await popupOver(browser);
    expect(await axeProblems(popup)).toEqual([]);
    await popup.getByRole('button', { name: 'Stop checking' }).click();
    await popup.getByRole('button', { name: 'Check on this site' }).waitFor();
    await popup.close();
    const scripts = await (await browser.worker()).evaluate(() =>
      (
        globalThis as unknown as {
          chrome: { scripting: { getRegisteredContentScripts(): Promise<unknown[]> } };
        }
      ).chrome.scripting.getRegisteredContentScripts(),
    );
    expect(scripts).toEqual([]);
    await page.reload();
    await write('#text', 'zero risk');
    await page.locator('#send').click();
    expect(await posts()).toBe(1);
  });

  it('asks for approval under its own name', async () => {
    page = await browser.composerPage('site');
    await switchOn(browser);
    await write('#rich-editor', 'Guaranteed');
    const signoff = await inPage(page);
    await signoff.waitFor('button', /^Signoff: Needs approval/);
    await page.locator('#publish').click();
    await signoff.waitFor('dialog', /^Signoff: Needs approval$/);
    await signoff.click('button', /^(?:Ask|Request|Send)/);
    await expect
      .poll(async () => (await outbox(await browser.worker())).map(({ command }) => command.draft))
      .toMatchObject([{ platform: 'site', account: HOST, parts: [{ text: 'Guaranteed' }] }]);
  });
});

it('an instance of Mastodon is taken for one, content warning and all', async () => {
  html = await readFile(builtPage('mastodon'), 'utf8');
  page = await browser.composerPage('site');
  await switchOn(browser);
  // The test before had the site on as nobody's, and its script is still in the page.
  await page.reload();
  await page.getByRole('button', { name: 'CW' }).click();
  await write('#cw-spoiler-input', 'zero risk');
  await write('.autosuggest-textarea__textarea', 'All is well');
  const signoff = await inPage(page);
  await signoff.waitFor('button', /^Signoff: Blocked/);
  await page.keyboard.press('Control+Enter');
  expect(await posts()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('#cw-spoiler-input').fill('Guaranteed');
  await signoff.waitFor('button', /^Signoff: Needs approval/);
  await page.locator('.compose-form__submit button').click();
  await signoff.waitFor('dialog', /^Signoff: Needs approval$/);
  await signoff.click('button', /^(?:Ask|Request|Send)/);
  await expect
    .poll(async () => (await outbox(await browser.worker())).map(({ command }) => command.draft))
    .toMatchObject([{ platform: 'mastodon', parts: [{ text: 'Guaranteed' }, { text: 'All is well' }] }]);
});
