import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listTeams } from '../../../team-store/team/members.ts';
import type { TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { type XComposer, xComposer } from '../harness/x-composer.ts';
import { type OtherBrowser, otherBrowser } from '../screens/store-client.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * A store whose clock the test sets, an author, and a reviewer who decides by the store's contract alone: how it is done
 * in the popup, with its five seconds to take it back, is the main job's test.
 */
interface Cast {
  readonly team: TestTeam;
  readonly author: TestChromium;
  readonly reviewer: OtherBrowser;
  close(): Promise<void>;
}

async function raise(clock: () => number = Date.now): Promise<Cast> {
  const team = await startTeam({ clock });
  const [author, reviewer] = await Promise.all([
    joinedChromium(team.url, 'author'),
    otherBrowser(team.url, 'reviewer'),
  ]);
  return {
    team,
    author,
    reviewer,
    async close() {
      await author.close();
      await team.close();
    },
  };
}

/** Writes a promise with these words after it, asks for approval and has it approved. @returns what was written */
async function getApproved(x: XComposer, reviewer: OtherBrowser, words: string): Promise<string> {
  const text = `Guaranteed returns ${words}`;
  await x.type(text);
  await x.pill(/Needs approval/);
  await x.press();
  await x.signoff.click('button', /^Request approval/);
  await x.pill(/Waiting for approval/);
  await reviewer.approve(text);
  await x.pill(/Approved until/);
  return text;
}

/** Presses Post by mouse and by shortcut. What goes out at all goes out within the event. */
async function tryEveryWay(x: XComposer): Promise<string[]> {
  await x.press();
  await x.toEnd();
  await x.page.keyboard.press('Control+Enter');
  return x.published();
}

async function goesOut(x: XComposer, text: string): Promise<void> {
  const before = (await x.published()).length;
  await x.press();
  await x.page.waitForFunction((count) => window.__composer.posts.length > count, before);
  expect(await x.published()).toHaveLength(before + 1);
  expect((await x.published()).at(-1)).toBe(text);
}

describe('an approval is worth nothing', () => {
  let cast: Cast;
  let x: XComposer;
  let number = 0;
  let text = '';
  beforeAll(async () => {
    cast = await raise();
  });
  afterAll(() => cast?.close());
  beforeEach(async () => {
    // A content of its own for each test, so that none leans on another's approval.
    number += 1;
    x = await xComposer(await cast.author.composerPage('x'));
    text = await getApproved(x, cast.reviewer, `of ${number} percent`);
  });
  afterEach(() => x.page.close());

  it.each([
    { change: 'a character more', keys: ['!'] },
    { change: 'a character less', keys: ['Backspace'] },
    { change: 'another word order', keys: ['Control+A', 'Backspace'], instead: 'Percent guaranteed returns' },
    { change: 'a look-alike letter', keys: ['Backspace', 'т'] },
  ])('for other content: $change', async ({ keys, instead }) => {
    await x.toEnd();
    for (const key of keys)
      await (key.length === 1 ? x.page.keyboard.insertText(key) : x.page.keyboard.press(key));
    if (instead !== undefined) await x.page.keyboard.type(instead);
    // A composer that was emptied has nothing more to do with the request.
    await x.pill(/Changed since the request|Needs approval/);
    expect(await tryEveryWay(x)).toEqual([]);
  });

  it('for a second part of a thread', async () => {
    await x.page.locator('[data-testid="addButton"]').click();
    await x.page.locator('[data-testid="tweetTextarea_1"][contenteditable="true"]').click();
    await x.page.keyboard.type('and the second part');
    await x.pill(/Changed since the request/);
    expect(await tryEveryWay(x)).toEqual([]);
  });

  it('for another account', async () => {
    await setAccount(x.page, 'northwind_private');
    expect(await tryEveryWay(x)).toEqual([]);
    await x.pill(/Needs approval/);
    await setAccount(x.page, 'northwind_fund');
    await goesOut(x, text);
  });

  it('on another platform', async () => {
    const page = await cast.author.composerPage('linkedin');
    const signoff = await inPage(page);
    const editor = page.locator('.ql-editor');
    await editor.click();
    await page.keyboard.type(text);
    await signoff.waitFor('button', /^Signoff: .*Needs approval/);
    await page.locator('.share-actions__primary-action').click();
    await editor.focus();
    await page.keyboard.press('Control+Enter');
    expect(await page.evaluate(() => window.__composer.posts)).toEqual([]);
    await page.close();
    await x.page.bringToFront();
    await goesOut(x, text);
  });

  it('after the author has withdrawn the request', async () => {
    await openPanel(x.signoff);
    await x.signoff.click('button', /^Withdraw the request/);
    await x.pill(/Needs approval/);
    await expect.poll(async () => (await cast.team.requestStates()).at(-1)).toBe('withdrawn');
    expect(await tryEveryWay(x)).toEqual([]);
    await x.page.reload();
    const again = await xComposer(x.page);
    await again.type(text);
    await again.pill(/Needs approval/);
    expect(await tryEveryWay(again)).toEqual([]);
  });

  it('when the page says so: it reaches nothing that an approval is kept in', async () => {
    await x.toEnd();
    await x.page.keyboard.type('!');
    await x.pill(/Changed since the request/);
    const reached = await x.page.evaluate(forge, cast.author.extensionId);
    expect(reached).toEqual({ runtime: false, roots: 0, databases: [], storage: 0 });
    expect(await tryEveryWay(x)).toEqual([]);
  });
});

async function openPanel(signoff: InPage): Promise<void> {
  await signoff.click('button', /^Signoff: /);
  await signoff.waitFor('dialog', /Signoff/);
}

/** Every place where the X page says who writes. */
async function setAccount(page: Page, handle: string): Promise<void> {
  await page.evaluate((name) => {
    for (const avatar of document.querySelectorAll('[data-testid^="UserAvatar-Container-"]'))
      avatar.setAttribute('data-testid', `UserAvatar-Container-${name}`);
    document.querySelector('[data-testid="AppTabBar_Profile_Link"]')?.setAttribute('href', `/${name}`);
  }, handle);
}

/** What a page that wants its post out tries: the extension's messages, its panel, its database, its storage. */
async function forge(extensionId: string): Promise<object> {
  const { chrome } = globalThis as unknown as {
    chrome?: { runtime?: { sendMessage?: (...message: unknown[]) => Promise<unknown> } };
  };
  const clearance = { fingerprint: '0'.repeat(64), platform: 'x', account: 'northwind_fund' };
  const messages = [{ type: 'state-changed' }, { type: 'composer/released', clearance, at: Date.now() }];
  for (const message of messages) {
    window.postMessage(message, '*');
    window.dispatchEvent(new CustomEvent('message', { detail: message }));
    await chrome?.runtime?.sendMessage?.(extensionId, message).catch(() => undefined);
  }
  const frame = document.createElement('iframe');
  frame.src = `chrome-extension://${extensionId}/popup.html`;
  document.body.append(frame);
  const hosts = [...document.querySelectorAll('*')].filter(
    (one) => one.shadowRoot !== null && one.closest('#app') === null,
  );
  return {
    runtime: chrome?.runtime?.sendMessage !== undefined,
    roots: hosts.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    storage: localStorage.length + sessionStorage.length,
  };
}

/** The extension has nothing to go by but the store's answers: its own clock is the one that is wrong. */
describe.each([
  { store: 'an hour ahead of the browser', off: HOUR_MS },
  { store: 'an hour behind the browser', off: -HOUR_MS },
])('with the store’s clock $store', ({ off }) => {
  let shift = off;
  let cast: Cast;
  let x: XComposer;
  const storeNow = (): number => Date.now() + shift;
  beforeAll(async () => {
    cast = await raise(storeNow);
    x = await xComposer(await cast.author.composerPage('x'));
  });
  afterAll(() => cast?.close());

  let text = '';
  let expiresAt = 0;

  it('a fresh approval opens', async () => {
    text = await getApproved(x, cast.reviewer, 'for everyone');
    expiresAt = await endOfNewestClearance(cast.team);
    expect(Math.round((expiresAt - storeNow()) / HOUR_MS)).toBe(24);
    await goesOut(x, text);
  });

  it('a minute before its end by the store’s clock it still opens', async () => {
    shift = expiresAt - MINUTE_MS - Date.now();
    await learnTime(cast.author);
    await x.type(text);
    await x.pill(/Approved until/);
    await goesOut(x, text);
  });

  it('after its end by the store’s clock it does not, in a page that was open all along', async () => {
    await x.type(text);
    await x.pill(/Approved until/);
    shift = expiresAt + 1_000 - Date.now();
    await learnTime(cast.author);
    await x.pill(/The approval has run out/);
    const before = await x.published();
    expect(await tryEveryWay(x)).toEqual(before);
  });

  it('nor in a page that is opened since', async () => {
    shift = expiresAt + 1_000 - Date.now();
    await learnTime(cast.author);
    await x.page.reload();
    const again = await xComposer(x.page);
    await again.type(text);
    await again.pill(/The approval has run out/);
    expect(await tryEveryWay(again)).toEqual([]);
  });

  it('in an open page it ends by itself, when the store’s clock says so', async () => {
    await x.page.reload();
    x = await xComposer(x.page);
    text = await getApproved(x, cast.reviewer, 'once more, for all');
    expiresAt = await endOfNewestClearance(cast.team);
    shift = expiresAt - 10_000 - Date.now();
    await learnTime(cast.author);
    await x.page.reload();
    x = await xComposer(x.page);
    await x.type(text);
    await x.pill(/Approved until/);
    await x.pill(/The approval has run out/, 30_000);
    // What the browser knows of the store's clock is as old as the answer was on its way.
    expect(storeNow()).toBeGreaterThan(expiresAt - 1_000);
    expect(await tryEveryWay(x)).toEqual([]);
  });
});

/** Epoch ms, store clock. */
async function endOfNewestClearance({ store: { core } }: TestTeam): Promise<number> {
  const [team = ''] = await listTeams(core);
  const row = await core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('clearances')
      .select('expires_at')
      .where('team', '=', team)
      .orderBy('expires_at', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return row.expires_at;
}

/** Has the extension fetch from the store, which tells the time with each answer. */
async function learnTime(browser: TestChromium): Promise<void> {
  const page = await browser.extensionPage('icon/16.png');
  const reply = await page.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: object): Promise<{ ok: boolean }> } };
    };
    return chrome.runtime.sendMessage({ type: 'page/sync' });
  });
  expect(reply.ok).toBe(true);
  await page.close();
}
