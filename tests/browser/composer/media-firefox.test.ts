import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import type { InPage } from '../harness/in-page.ts';
import { inPageFirefox } from '../harness/in-page-firefox.ts';
import { type Inside, JOINED, outbox, seed } from './seed.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Media</title><link rel="icon" href="data:,"></head>
<body style="margin:40px"><div><div data-testid="UserAvatar-Container-fund"></div>
<div id="editor" data-testid="tweetTextarea_0" contenteditable="true" role="textbox" style="min-height:60px;white-space:pre-wrap"></div>
<div data-testid="attachments"></div>
<button id="post" type="button" data-testid="tweetButtonInline">Post</button></div></body></html>`;

let browser: TestFirefox;
let inside: Inside;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchFirefox();
  inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(inside, JOINED);
  page = await browser.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) =>
    request.isNavigationRequest()
      ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: HTML })
      : request.abort(),
  );
  await page.goto('https://x.com/home');
  signoff = inPageFirefox(page);
  await page.focus('#editor');
  await page.keyboard.type('Guaranteed growth');
  await signoff.waitFor('button', /^Signoff: Needs approval,? 1 finding/);
});
afterEach(() => page.close());

const attach = (source: string): Promise<void> =>
  page.evaluate(
    (address, svg) => {
      const img = document.createElement('img');
      img.src =
        address === 'blob' ? URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })) : address;
      document.querySelector('[data-testid="attachments"]')?.append(img);
    },
    source,
    SVG,
  );

it('a preview in the page’s memory is digested in Firefox; another site’s is unknown, and holds', async () => {
  await attach('https://pbs.twimg.com/media/a.png');
  await signoff.waitFor('button', /^Signoff: Needs approval, media unknown/);
  await page.evaluate(() => document.querySelector('img')?.remove());
  await signoff.waitFor('button', /^Signoff: Needs approval,? 1 finding/);
  await attach('blob');
  await page.click('#post');
  await signoff.click('button', /^Request approval/);
  await expect
    .poll(async () => JSON.stringify((await outbox(inside)).map(({ command }) => command.draft)))
    .toContain(createHash('sha256').update(SVG).digest('hex'));
});
