import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { hostilePage } from '../../pages/hostile/page.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { AUTHOR, JOINED, outbox, seed } from './seed.ts';

const BLOCKED = 'There is zero risk here';
const REVIEW = 'Guaranteed growth';
const CLEAR = 'A plain sentence';

/** Routes that a press with the mouse takes in a browser, in order. */
const PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];

let browser: TestChromium;
let page: Page;
let signoff: InPage;
let html = hostilePage();

beforeAll(async () => {
  browser = await launchChromium({
    pages: {
      get x() {
        return html;
      },
    },
  });
});
afterAll(() => browser.close());

async function open(how: Parameters<typeof hostilePage>[0] = {}): Promise<void> {
  html = hostilePage(how);
  page = await browser.composerPage('x');
  signoff = await inPage(page);
}

async function write(text: string): Promise<void> {
  await page.focus('#editor');
  await page.keyboard.insertText(text);
}

const pill = (status: string): Promise<void> => signoff.waitFor('button', new RegExp(`^Signoff: ${status}`));
const posted = (): Promise<string[]> => page.evaluate(() => window.posted);
const heard = (): Promise<string[]> => page.evaluate(() => [...new Set(window.heard)]);

beforeEach(async () => {
  await seed(await browser.worker(), JOINED);
});
afterEach(() => page.close());

describe('a held draft', () => {
  it.each([
    ['as it is', {}],
    ['that has replaced the browser’s functions', { sabotage: true }],
    ['in a modal dialog', { dialog: true }],
  ])('is not heard of by a page %s, on any route', async (_name, how) => {
    await open(how);
    await write(BLOCKED);
    await pill('Blocked');
    await page.click('#post');
    await page.dblclick('#post');
    await page.focus('#editor');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Meta+Enter');
    await page.keyboard.press('Control+NumpadEnter');
    await page.keyboard.press('Escape');
    for (const key of ['Enter', 'Space', 'NumpadEnter']) {
      await page.focus('#post');
      await page.keyboard.press(key);
    }
    await page.evaluate(() => {
      const post = document.getElementById('post') as HTMLButtonElement;
      post.click();
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'pointerup', 'touchend', 'click'])
        post.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
      const form = document.getElementById('form') as HTMLFormElement;
      form.requestSubmit();
      form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    });
    expect(await posted()).toEqual([]);
    expect(await heard()).toEqual([]);
  });

  it('says why at the button, and does not take the focus from a mouse', async () => {
    await open();
    await write(REVIEW);
    await pill('Needs approval');
    await page.click('#post');
    await signoff.waitFor('dialog', /^Signoff: Needs approval$/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('editor');
    expect((await signoff.names('button')).join()).toMatch(/(?:Go to|Needs approval:) “Guaranteed”/);
    expect(await outbox(await browser.worker())).toEqual([]);
  });

  it('leaves everything but publishing alone', async () => {
    await open();
    await write(BLOCKED);
    await pill('Blocked');
    await page.focus('#editor');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('post');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('x y');
    expect(await page.locator('#editor').textContent()).toContain('x y');
    expect(await posted()).toEqual([]);
  });

  it('stays held when the page speaks as WXT does to replaced scripts', async () => {
    await open();
    await write(BLOCKED);
    await pill('Blocked');
    await page.evaluate((id) => {
      const detail = { contentScriptName: 'composer', messageId: 'another' };
      const type = `${id}:composer:wxt:content-script-started`;
      document.dispatchEvent(new CustomEvent(type, { detail }));
      window.postMessage({ type, ...detail }, '*');
    }, browser.extensionId);
    await page.click('#post');
    expect(await posted()).toEqual([]);
    await signoff.waitFor('dialog', /Blocked/);
  });

  it('stays held when the page removes our element, and the pill comes back', async () => {
    await open();
    await write(BLOCKED);
    await pill('Blocked');
    await page.evaluate(() => {
      for (const element of document.documentElement.children)
        if (element.localName === 'div') element.remove();
    });
    await page.click('#post');
    expect(await posted()).toEqual([]);
    await pill('Blocked');
  });

  it('is decided on what the editor holds at the press, not on what was seen before', async () => {
    await open();
    await write(CLEAR);
    await pill('Clear');
    await page.evaluate(() => {
      const editor = document.getElementById('editor') as HTMLElement;
      const post = document.getElementById('post') as HTMLElement;
      // No event, no turn of the loop in between.
      editor.textContent = 'zero risk';
      post.click();
    });
    expect(await posted()).toEqual([]);
  });
});

describe('a draft that may go out', () => {
  it.each([
    ['clear', CLEAR, 'Clear'],
    ['warned', 'The best plan', '1 to look at'],
  ])('%s: every event reaches the page untouched', async (_name, text, status) => {
    await open();
    await write(text);
    await pill(status);
    await page.click('#post');
    expect(await posted()).toEqual([...PRESS, 'submit']);
    expect(await outbox(await browser.worker())).toEqual([]);
  });

  it('goes out of a browser that belongs to no team, and nothing is added to the page', async () => {
    await seed(await browser.worker(), { member: null, ruleset: null });
    await open();
    await write(BLOCKED);
    const settled = page.waitForFunction(() => window.posted.length > 0);
    await page.click('#post');
    await settled;
    expect(
      await page.evaluate(() => [...document.documentElement.children].map(({ localName }) => localName)),
    ).toEqual(['head', 'body']);
  });
});

describe('an approval', () => {
  const request = '2d0c5a3e-5b1a-4c39-8f7e-0a1b2c3d4e5f';
  const draftOf = (text: string) => ({
    platform: 'x',
    account: 'fund',
    parts: [{ text, media: [] }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  });
  const approved = (text: string, until = 3_600_000) => {
    const draft = draftOf(text);
    const fingerprint = fingerprintOf(draft);
    const now = Date.now();
    const reviewer = { id: '3e0c5a3e-5b1a-4c39-8f7e-0a1b2c3d4e5f', name: 'Kari' };
    return {
      ...JOINED,
      requests: [
        {
          id: request,
          author: AUTHOR,
          platform: 'x',
          account: 'fund',
          state: 'approved',
          createdAt: now,
          updatedAt: now,
          expiresAt: now + 86_400_000,
          versions: [
            {
              number: 1,
              draft,
              fingerprint,
              findings: [],
              verdict: 'needs-approval',
              rulesetVersion: 1,
              note: '',
              editedBy: AUTHOR,
              createdAt: now,
              decisions: [{ id: request, member: reviewer, kind: 'approve', reason: null, at: now }],
              clearance: null,
            },
          ],
        },
      ],
      clearances: [
        { id: request, request, fingerprint, platform: 'x', account: 'fund', expiresAt: now + until },
      ],
    };
  };

  it('opens the gate for exactly its content and is recorded once', async () => {
    await seed(await browser.worker(), approved(REVIEW));
    await open();
    await write(REVIEW);
    await pill('Approved until');
    await page.click('#post');
    expect(await posted()).toEqual([...PRESS, 'submit']);
    await expect
      .poll(async () => (await outbox(await browser.worker())).map(({ command }) => command.kind))
      .toEqual(['post.released']);
  });

  it('is not recorded for keys in our own views, which stand inside a modal composer', async () => {
    await seed(await browser.worker(), approved(REVIEW));
    await open({ dialog: true });
    await write(REVIEW);
    await pill('Approved until');
    await page.keyboard.press('F8');
    await expect.poll(() => signoff.isFocused('button', /^Replace with “Targeted”$/)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('dialog');
    await page.keyboard.press('Control+Enter');
    await page.focus('#editor');
    await page.keyboard.insertText('!');
    await pill('Changed since the request');
    // What the background is told later, it has written down later.
    await page.click('#post');
    await signoff.click('button', /^Send version 2$/);
    await expect
      .poll(async () => (await outbox(await browser.worker())).map(({ command }) => command.kind))
      .toEqual(['request.send-version']);
    expect(await posted()).toEqual([]);
  });

  it('closes again with one more character, and offers the next version', async () => {
    await seed(await browser.worker(), approved(REVIEW));
    await open();
    await write(REVIEW);
    await pill('Approved until');
    await page.keyboard.insertText('!');
    await pill('Changed since the request');
    await page.click('#post');
    expect(await posted()).toEqual([]);
    await signoff.waitFor('button', /^Send version 2$/);
  });

  it('arrives while the author waits', async () => {
    await open();
    await write(REVIEW);
    await pill('Needs approval');
    await seed(await browser.worker(), approved(REVIEW));
    await pill('Approved until');
    await page.focus('#editor');
    await page.keyboard.press('Control+Enter');
    expect(await posted()).toEqual(['shortcut']);
  });
});
