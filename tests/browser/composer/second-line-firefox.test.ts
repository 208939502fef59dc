import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestsPage, WAYS } from '../../pages/hostile/requests.ts';
import { launchFirefox, type TestFirefox } from '../harness/firefox.ts';
import type { InPage } from '../harness/in-page.ts';
import { inPageFirefox } from '../harness/in-page-firefox.ts';
import { type Inside, JOINED, seed } from './seed.ts';

const BLOCKED = 'There is zero risk here';
const CLEAR = 'A plain sentence';

let browser: TestFirefox;
let inside: Inside;
let page: Page;
let signoff: InPage;
let arrived: string[] = [];

beforeAll(async () => {
  browser = await launchFirefox();
  inside = (await browser.extensionPage('icon/16.png')) as unknown as Inside;
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(inside, JOINED);
  arrived = [];
});
afterEach(() => page.close());

async function open(sabotage: boolean): Promise<void> {
  page = await browser.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.isNavigationRequest())
      return request.respond({
        status: 200,
        contentType: 'text/html; charset=utf-8',
        body: requestsPage(sabotage),
      });
    if (!request.url().includes('/xrpc/')) return request.abort();
    arrived.push(`${request.method()} ${request.headers().authorization ?? ''}`);
    return request.respond({
      status: 200,
      headers: { 'x-method': request.method() },
      contentType: 'application/json',
      body: '{"uri":"at://did:plc:a/app.bsky.feed.post/3k","cid":"c"}',
    });
  });
  await page.goto('https://bsky.app/');
  signoff = inPageFirefox(page);
  await page.focus('.ProseMirror');
  await page.keyboard.type(CLEAR);
  await signoff.waitFor('button', /^Signoff: Clear/);
}

const publish = (way: string, text: string): Promise<string> =>
  page.evaluate(
    `(async () => { const text = ${JSON.stringify(text)}; return ${WAYS[way]}; })()`,
  ) as Promise<string>;

describe('a request that publishes, in Firefox', () => {
  it.each(['fetch', 'fetch with bytes', 'fetch with a Request', 'XMLHttpRequest'])(
    'by %s: what is clear arrives as it was sent, what is held does not',
    async (way) => {
      await open(false);
      expect(await publish(way, CLEAR)).toBe('sent');
      expect(arrived).toEqual(['POST Bearer token-of-the-page']);
      expect(await publish(way, BLOCKED)).toBe('failed');
      expect(arrived).toHaveLength(1);
    },
  );

  it.each([
    'fetch',
    'an address that changes',
    'a method that changes',
    'XMLHttpRequest',
    'a frame of its own',
  ])('by %s, in a page that has replaced the browser’s functions', async (way) => {
    await open(true);
    expect(await publish(way, BLOCKED)).toMatch(/failed/);
    expect(arrived.filter((one) => one.startsWith('POST'))).toEqual([]);
  });
});
