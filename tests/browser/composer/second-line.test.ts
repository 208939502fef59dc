import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestsPage, WAYS } from '../../pages/hostile/requests.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { JOINED, type Seed, seed } from './seed.ts';

const BLOCKED = 'There is zero risk here';
const REVIEW = 'Guaranteed growth';
const UNJOINED: Seed = { member: null, ruleset: null };
const CLEAR = 'A plain sentence';

interface Arrived {
  readonly method: string;
  readonly body: string | null;
  readonly authorization: string | undefined;
}

let browser: TestChromium;
let page: Page;
let signoff: InPage;
let html = requestsPage();
let arrived: Arrived[] = [];

beforeAll(async () => {
  browser = await launchChromium({
    pages: {
      get bluesky() {
        return html;
      },
    },
  });
  await browser.context.route('https://bsky.app/xrpc/**', async (route) => {
    const request = route.request();
    arrived.push({
      method: request.method(),
      body: request.postData(),
      authorization: (await request.allHeaders()).authorization,
    });
    await route.fulfill({
      headers: { 'x-method': request.method() },
      json: { uri: 'at://did:plc:a/app.bsky.feed.post/3k', cid: 'c' },
    });
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(await browser.worker(), JOINED);
  arrived = [];
});
afterEach(() => page.close());

async function open(sabotage = false): Promise<void> {
  html = requestsPage(sabotage);
  page = await browser.composerPage('bluesky');
  signoff = await inPage(page);
}

async function write(text: string, pill: RegExp): Promise<void> {
  await page.focus('.ProseMirror');
  await page.keyboard.insertText(text);
  await signoff.waitFor('button', pill);
}

/** Runs a way in the page's own world. */
const publish = (way: string, text: string): Promise<string> =>
  page.evaluate(`(async () => { const text = ${JSON.stringify(text)}; return ${WAYS[way]}; })()`);

const record = (text: string): string =>
  JSON.stringify({ repo: 'did:plc:a', collection: 'app.bsky.feed.post', record: { text } });

describe('a request that publishes', () => {
  it.each(Object.keys(WAYS).filter((way) => !way.includes('changes') && !way.includes('frame')))(
    'by %s: what is clear arrives as it was sent, what is held does not',
    async (way) => {
      await open();
      await write(CLEAR, /^Signoff: Clear/);
      expect(await publish(way, CLEAR)).toBe('sent');
      const bare = way === 'XMLHttpRequest, waiting';
      expect(arrived).toEqual([
        {
          method: 'POST',
          body: record(CLEAR),
          authorization: bare ? undefined : 'Bearer token-of-the-page',
        },
      ]);
      for (const text of [BLOCKED, REVIEW]) expect(await publish(way, text)).toBe('failed');
      expect(arrived).toHaveLength(1);
    },
  );

  it.each(Object.keys(WAYS))('by %s, in a page that has replaced the browser’s functions', async (way) => {
    await open(true);
    await write(CLEAR, /^Signoff: Clear/);
    expect(await publish(way, BLOCKED)).toMatch(/failed/);
    expect(arrived.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('says why it was refused', async () => {
    await open();
    await write(CLEAR, /^Signoff: Clear/);
    expect(await publish('fetch', BLOCKED)).toBe('failed');
    await signoff.waitFor('dialog', /^Signoff: Stopped behind the page’s button$/);
    await signoff.waitFor('StaticText', /^This page tried to send words that nobody has cleared/);
    await signoff.waitFor('StaticText', /the team’s rules do not allow what is marked/);
    // The composer's own words are another matter.
    await signoff.waitFor('button', /^Signoff: Clear/);
  });

  it('by a beacon is refused', async () => {
    await open();
    await write(CLEAR, /^Signoff: Clear/);
    const beacon = (text: string) =>
      page.evaluate(
        (body) => navigator.sendBeacon('/xrpc/com.atproto.repo.createRecord', body),
        record(text),
      );
    expect(await beacon(BLOCKED)).toBe(false);
    expect(await beacon(CLEAR)).toBe(true);
  });

  it('of words that cannot be read is refused, and what is no post is not looked at', async () => {
    await open();
    await write(CLEAR, /^Signoff: Clear/);
    expect(
      await page.evaluate(() =>
        fetch('/xrpc/com.atproto.repo.createRecord', {
          method: 'POST',
          body: new ReadableStream(),
          duplex: 'half',
        } as RequestInit).then(
          () => 'sent',
          () => 'failed',
        ),
      ),
    ).toBe('failed');
    expect(
      await page.evaluate(() =>
        fetch('/xrpc/com.atproto.repo.createRecord', {
          method: 'POST',
          body: JSON.stringify({
            collection: 'app.bsky.feed.like',
            record: { text: 'There is zero risk here' },
          }),
        }).then(({ ok }) => ok),
      ),
    ).toBe(true);
    expect(
      await page.evaluate(() =>
        fetch('/xrpc/app.bsky.feed.getTimeline', { method: 'POST', body: 'There is zero risk here' }).then(
          ({ ok }) => ok,
        ),
      ),
    ).toBe(true);
  });

  it('by a frame that the page has just made is held like its own', async () => {
    await open();
    await write(CLEAR, /^Signoff: Clear/);
    expect(await publish('a frame of its own', BLOCKED)).toBe('failed');
    expect(arrived).toEqual([]);
  });

  it('that is sent before the rules are in the page waits for them', async () => {
    await open();
    expect(await publish('fetch', CLEAR)).toBe('sent');
    await page.reload();
    expect(await publish('XMLHttpRequest', CLEAR)).toBe('sent');
    await page.reload();
    expect(await publish('fetch', BLOCKED)).toBe('failed');
    expect(arrived).toHaveLength(2);
  });

  it('is not looked at in a browser that belongs to no team', async () => {
    await seed(await browser.worker(), UNJOINED);
    await open();
    await page.focus('.ProseMirror');
    expect(await publish('fetch', BLOCKED)).toBe('sent');
    expect(await publish('XMLHttpRequest', BLOCKED)).toBe('sent');
    expect(await publish('a frame of its own', BLOCKED)).toBe('sent');
  });

  it('looks to the page like the browser’s own', async () => {
    await open();
    expect(
      await page.evaluate(() => ({
        fetch: `${fetch}`,
        name: fetch.name,
        length: fetch.length,
        send: `${XMLHttpRequest.prototype.send}`,
        globals: Object.keys(window).filter((name) => /signoff/i.test(name)),
      })),
    ).toEqual({
      fetch: expect.stringContaining('[native code]'),
      name: 'fetch',
      length: 1,
      send: expect.stringContaining('[native code]'),
      globals: [],
    });
  });
});
