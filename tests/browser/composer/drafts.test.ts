import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/browsers.ts';
import { builtPage } from '../harness/build.ts';
import { SITES, type Site } from '../harness/sites.ts';
import type { readComposers } from './drafts-in-page.ts';

/** What each adapter reads of its page: parts, account, target, media, time, audience, and which controls publish. */

let browser: Browser;
let page: Page;
let script: string;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium on this machine.');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('drafts-in-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'import.meta.env': '{}' },
  });
  script = outputFiles[0]?.text ?? '';
  browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
});
afterAll(() => browser.close());
afterEach(() => page.close());

async function openAt(address: string, html: string): Promise<void> {
  page = await browser.newPage({ timezoneId: 'UTC' });
  await page.route(/^https:/, (route) =>
    route.request().resourceType() === 'document'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      : route.abort(),
  );
  await page.goto(address);
  await page.evaluate(script);
}
const open = async (site: Site): Promise<void> =>
  openAt(SITES[site], await readFile(builtPage(site), 'utf8'));

async function write(selector: string, text: string): Promise<void> {
  await page.locator(selector).first().click();
  await page.keyboard.type(text);
}
const read = (): Promise<ReturnType<typeof readComposers>> =>
  page.evaluate(() => (window as unknown as { readComposers: typeof readComposers }).readComposers());
const texts = (draft: { readonly parts: readonly { readonly text: string }[] } | undefined): string[] =>
  draft?.parts.map(({ text }) => text) ?? [];

it('Threads: a chain in its dialog, and a reply in the page with the post it answers', async () => {
  await open('threads');
  await write('#post-0', 'one');
  await page.locator('#add').click();
  await write('#post-1', 'two');
  await write('#inline-editor', 'a reply');
  const [chain, reply, ...more] = await read();
  expect(more).toEqual([]);
  expect(chain).toMatchObject({
    platform: 'threads',
    account: 'northwind',
    replyTo: null,
    publish: ['post'],
  });
  expect(texts(chain)).toEqual(['one', 'two']);
  expect(texts(reply)).toEqual(['a reply']);
  expect(reply).toMatchObject({ replyTo: '@kari/DAbc123', publish: ['inline-post'], pill: 'inline-post' });
});

it('Instagram: the caption, what stands beside the picture, and no message', async () => {
  await open('instagram');
  await write('#caption-editor', 'a caption');
  await write('#place', 'Oslo');
  await page.locator('#more').click();
  const drafts = await read();
  expect(drafts).toHaveLength(1);
  expect(texts(drafts[0])).toEqual(['a caption', 'Oslo']);
  expect(drafts[0]).toMatchObject({ account: '5550001', publish: ['share'] });
  expect(drafts[0]?.parts[0]?.media).toEqual([{ kind: 'image', alt: 'A chart', digest: null }]);
});

it('Reddit: title and text are one post; a comment answers another; saving is no publishing', async () => {
  await open('reddit');
  await write('#innerTextArea', 'A title');
  await write('#body-editor', 'A text');
  await write('#comment-editor', 'A comment');
  const [post, comment, ...more] = await read();
  expect(more).toEqual([]);
  expect(texts(post)).toEqual(['A title', 'A text']);
  expect(post).toMatchObject({
    account: 'northwind',
    audience: '/r/northwind',
    replyTo: null,
    publish: ['inner-post-submit-button'],
  });
  expect(texts(comment)).toEqual(['A comment']);
  expect(comment).toMatchObject({ replyTo: 't1_abc123', publish: ['comment-post'] });
});

it('YouTube: a post and its time; a video whose words the last page hides', async () => {
  await open('youtube');
  await write('ytd-backstage-post-dialog-renderer:not([hidden]) #contenteditable-root', 'a post');
  await write('#title-textarea #textbox', 'A title');
  await write('#description-textarea #textbox', 'A description');
  expect((await read()).map(({ scheduledFor }) => scheduledFor)).toEqual([null, null]);
  await page.locator('ytd-backstage-post-dialog-renderer:not([hidden]) .later').click();
  await page.locator('#next-button').click();
  const [post, video, ...more] = await read();
  expect(more).toEqual([]);
  expect(texts(post)).toEqual(['a post']);
  expect(post).toMatchObject({
    account: 'UCnorthwind',
    scheduledFor: '2026-11-24T15:30:00.000Z',
    publish: ['Post'],
  });
  expect(texts(video)).toEqual(['A title', 'A description']);
  expect(video).toMatchObject({ publish: ['done-button'] });
});

it('TikTok: the caption, who posts it and when', async () => {
  await open('tiktok');
  await write('[data-e2e="caption_container"] [contenteditable]', 'a caption');
  expect(await read()).toMatchObject([
    { account: 'northwind', scheduledFor: null, publish: ['Post'], parts: [{ text: 'a caption' }] },
  ]);
  await page.locator('#later').click();
  expect(await read()).toMatchObject([{ scheduledFor: '2026-11-24T15:30:00.000Z', parts: [{}] }]);
});

it('Pinterest: title, description and link of one Pin, and its board', async () => {
  await open('pinterest');
  await write('#storyboard-selector-title', 'A title');
  await write('[data-test-id="editor-with-mentions"] [contenteditable]', 'A description');
  await write('#WebsiteField', 'https://fund.example');
  const [pin, ...more] = await read();
  expect(more).toEqual([]);
  expect(texts(pin)).toEqual(['A title', 'A description', 'https://fund.example']);
  expect(pin).toMatchObject({ account: 'northwind', audience: 'Ideas', publish: ['Publish'] });
});

it('Buffer: its button and the item of its menu publish; saving does not; no channel is taken for another', async () => {
  await open('buffer');
  await write('[data-testid="composer-text-area"]', 'a post');
  expect(await read()).toMatchObject([
    { account: null, publish: ['queue', 'now'], parts: [{ text: 'a post' }] },
  ]);
});

it('any site: a form with its title, a rich text with its button, no search', async () => {
  await open('site');
  await write('#title', 'A title');
  await write('#text', 'A text');
  await write('#rich-editor', 'Rich');
  const [form, rich, ...more] = await read();
  expect(more).toEqual([]);
  expect(texts(form)).toEqual(['A title', 'A text']);
  expect(form).toMatchObject({ platform: 'site', account: 'blog.example', publish: ['send'] });
  expect(texts(rich)).toEqual(['Rich']);
  expect(rich).toMatchObject({ publish: ['publish'] });
});

it('LinkedIn: the share box with its audience, a comment with its post, and no message', async () => {
  await open('linkedin');
  await write('.ql-editor', 'a post');
  await write('#comment-editor', 'a comment');
  const drafts = await read();
  const [post, comment] = drafts;
  expect(drafts).toHaveLength(2);
  expect(texts(post)).toEqual(['a post']);
  expect(post).toMatchObject({ account: 'Northwind Fund', audience: 'Post to Anyone', publish: ['Post'] });
  expect(texts(comment)).toEqual(['a comment']);
  expect(comment).toMatchObject({
    account: null,
    replyTo: 'urn:li:activity:7000000000000000001',
    publish: ['comment-post'],
  });
});

const POST_BOX = (post: string, more = ''): string => `
  <a href="/northwind" data-testid="AppTabBar_Profile_Link"></a>
  <div role="dialog"><div data-testid="UserAvatar-Container-northwind"></div>
  <div data-testid="tweetTextarea_0" contenteditable="true">text</div>${more}
  <div data-testid="toolBar"><button data-testid="tweetButton">${post}</button></div></div>`;

it('X: a quote, a reply in the page and who may answer', async () => {
  await openAt(
    'https://x.com/compose/post',
    POST_BOX(
      'Post',
      '<button aria-haspopup="menu" aria-label="Everyone can reply">Everyone can reply</button><a href="/kari/status/20">a post</a>',
    ),
  );
  expect(await read()).toMatchObject([
    { account: 'northwind', quotes: '20', replyTo: null, audience: 'Everyone can reply' },
  ]);
  await page.close();
  await openAt(
    'https://x.com/kari/status/20',
    `<main><div data-testid="UserAvatar-Container-northwind"></div>
     <div data-testid="tweetTextarea_0" contenteditable="true">text</div>
     <button data-testid="tweetButtonInline">Reply</button></main>`,
  );
  expect(await read()).toMatchObject([
    { account: 'northwind', quotes: null, replyTo: '20', publish: ['Reply'] },
  ]);
});

it('X Pro: a column whose own picture does not tell has no account, though the page has one', async () => {
  await openAt('https://pro.x.com/i/decks/1', POST_BOX('Post').replace('-northwind', '-unknown'));
  expect(await read()).toMatchObject([{ account: null, publish: ['Post'] }]);
});

it('Facebook: a group is the audience; Business Suite has labels with invisible characters, and no account', async () => {
  const dialog = (label: string): string => `<div role="dialog">
    <div contenteditable="true" role="textbox" data-lexical-editor="true"><p>text</p></div>
    <div role="button" aria-label="Finish later">Finish later</div><div role="button" id="post">${label}</div></div>`;
  await openAt('https://www.facebook.com/groups/1234/', dialog('Publiser'));
  expect(await read()).toMatchObject([{ audience: '/groups/1234', publish: ['post'] }]);
  await page.close();
  await openAt(
    'https://business.facebook.com/latest/composer',
    `<main role="main"><div contenteditable="true" role="textbox">text</div><div role="toolbar"><div role="button">B</div></div>
     <div role="button" id="later">Save as draft</div><div><div role="button" id="publish">Pub\u200blish</div></div></main>`,
  );
  expect(await read()).toMatchObject([{ account: null, publish: ['publish'] }]);
});

it('a label in no language that is known: by structure the last button that shows text', async () => {
  await openAt(
    'https://www.threads.com/',
    `<div role="dialog"><div role="button">Aszta</div>
     <div contenteditable="true" role="textbox" data-lexical-editor="true"><p>text</p></div>
     <div role="button" aria-haspopup="menu">Menyo</div><div role="button"><svg></svg>Ikon</div><div role="button" id="post">Kozzetenni</div></div>`,
  );
  expect(await read()).toMatchObject([{ publish: ['post'] }]);
});
