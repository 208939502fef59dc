import type { Page as PopupPage } from 'playwright-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestChromium } from '../harness/chromium.ts';
import type { TestFirefox } from '../harness/firefox.ts';
import type { InPage } from '../harness/in-page.ts';
import { inPageFirefox } from '../harness/in-page-firefox.ts';
import { joinedChromium, joinedFirefox, startTeam, type TestTeam } from '../harness/team.ts';
import { openPopup, openWaiting } from './reviewing.ts';
import { badge } from './world.ts';

const DRAFT = 'Guaranteed 20% returns, zero risk! Email ola@fund.example';
const FIXED = 'Guaranteed 20% returns, risk of loss! Email ola@fund.example';
const NOTE = 'For the Friday slot.';
const EDITOR = '[data-testid="tweetTextarea_0"][contenteditable="true"]';
const POST = '[data-testid="tweetButtonInline"]';
/** The main key; what puppeteer calls `Enter` is that of the number block: https://w3c.github.io/webdriver/#keyboard-actions */
const ENTER = '\ue006' as 'Enter';
const NUMBER_BLOCK_ENTER = 'Enter';

/** The main job with an author in Firefox and a reviewer in Chromium, on a real store. Each test goes on from the one before. */
describe('the main job in Firefox', () => {
  let team: TestTeam;
  let author: TestFirefox;
  let reviewer: TestChromium;
  let page: Page;
  let signoff: InPage;
  let popup: PopupPage;
  let broken = false;

  beforeAll(async () => {
    team = await startTeam();
    [author, reviewer] = await Promise.all([
      joinedFirefox(team.url, 'author'),
      joinedChromium(team.url, 'reviewer'),
    ]);
    page = await author.composerPage('x');
    signoff = inPageFirefox(page);
    popup = await openPopup(reviewer);
  });
  afterAll(async () => {
    await reviewer?.close();
    await author?.close();
    await team?.close();
  });

  const step = (title: string, run: () => Promise<void>): void => {
    it(title, async () => {
      // A later step would only repeat what the first failing one says.
      if (broken) throw new Error('An earlier step failed.');
      broken = true;
      await run();
      broken = false;
    });
  };

  const type = async (text: string): Promise<void> => {
    await page.click(EDITOR);
    await page.keyboard.type(text);
  };
  const toEnd = async (): Promise<void> => {
    await page.focus(EDITOR);
    await withKey('Control', 'End');
  };
  const withKey = async (modifier: 'Control' | 'Meta', key: 'Enter' | 'End'): Promise<void> => {
    await page.keyboard.down(modifier);
    await page.keyboard.press(key);
    await page.keyboard.up(modifier);
  };
  const text = (): Promise<string> => page.evaluate(() => window.__composer.modelText(0));
  const published = (): Promise<string[]> =>
    page.evaluate(() => window.__composer.posts.map((post) => post.parts.join('\n')));
  const untilPublished = (count: number) =>
    page.waitForFunction((wanted) => window.__composer.posts.length === wanted, {}, count);
  const pill = (status: RegExp): Promise<void> =>
    signoff.waitFor('button', new RegExp(`^Signoff: .*(?:${status.source})`));
  const underlined = (): Promise<string[]> =>
    page.evaluate(() =>
      [...CSS.highlights.values()].flatMap((highlight) => [...highlight].map(String)).sort(),
    );

  const ROUTES: readonly { readonly route: string; readonly take: () => Promise<void> }[] = [
    { route: 'a click on Post', take: () => page.click(POST) },
    {
      route: 'Enter on Post',
      take: async () => {
        await page.focus(POST);
        await page.keyboard.press(ENTER);
      },
    },
    {
      route: 'Space on Post',
      take: async () => {
        await page.focus(POST);
        await page.keyboard.press(' ' as 'Space');
      },
    },
    {
      route: 'Ctrl+Enter in the editor',
      take: async () => {
        await toEnd();
        await withKey('Control', ENTER);
      },
    },
    {
      route: 'Ctrl+Enter of the number block in the editor',
      take: async () => {
        await toEnd();
        await withKey('Control', NUMBER_BLOCK_ENTER);
      },
    },
    {
      route: 'Meta+Enter in the editor',
      take: async () => {
        await toEnd();
        await withKey('Meta', ENTER);
      },
    },
  ];

  step('every route lets a clear post out', async () => {
    for (const [at, { route, take }] of ROUTES.entries()) {
      await type(`Our fair opens on Saturday ${at}`);
      await pill(/Clear/);
      await take();
      await untilPublished(at + 1).catch((cause) => {
        throw new Error(`${route} published nothing.`, { cause });
      });
    }
  });

  step('risky words are underlined while typing', async () => {
    await type(DRAFT);
    await pill(/Needs approval/);
    // The words before the last key are risky, too.
    await expect.poll(underlined).toEqual(['Guaranteed 20% returns', 'ola@fund.example', 'zero risk']);
  });

  step('a fix is applied with one press, and the editor’s own model follows', async () => {
    const place = await page.evaluate(() => {
      const range = [...CSS.highlights.values()]
        .flatMap((highlight) => [...highlight])
        .find((one) => one.toString() === 'zero risk');
      const { x, y, width, height } = (range as Range).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.move(place.x, place.y);
    await signoff.waitFor('link', /Source/);
    await signoff.click('button', /Replace with .risk of loss/);
    await page.waitForFunction((wanted) => window.__composer.modelText(0) === wanted, {}, FIXED);
    // The card has lain over the page's own button.
    await signoff.waitUntilGone('dialog', /./);
  });

  step('no route lets out what needs approval', async () => {
    for (const { route, take } of ROUTES) {
      await take();
      await signoff.waitFor('button', /^Request approval/);
      expect((await published()).length, route).toBe(ROUTES.length);
      expect(await text(), route).toBe(FIXED);
      await page.keyboard.press('Escape');
      await signoff.waitUntilGone('dialog', /./);
    }
    expect(await team.countRequests()).toBe(0);
    expect(await badge(reviewer)).toBe('');
  });

  step('approval is asked for by keyboard alone, and the note stays out of the page', async () => {
    await toEnd();
    await withKey('Control', ENTER);
    await signoff.waitFor('textbox', /^Note/);
    expect(await signoff.isFocused('textbox', /^Note/)).toBe(true);
    await page.keyboard.type(NOTE);
    expect(await text()).toBe(FIXED);
    await page.keyboard.press('Tab');
    expect(await signoff.isFocused('button', /^Request approval/)).toBe(true);
    await page.keyboard.press(ENTER);
    await pill(/Waiting for approval/);
    expect(await team.requestStates()).toEqual(['waiting']);
  });

  step('what waits is held', async () => {
    for (const { route, take } of ROUTES) {
      await take();
      expect((await published()).length, route).toBe(ROUTES.length);
    }
  });

  step('the reviewer sees it in the popup and approves; the author’s composer says so', async () => {
    await openWaiting(popup, 'Guaranteed 20% returns');
    const shown = await popup.locator('.pane-request').textContent();
    for (const seen of [NOTE, 'risk of loss', 'northwind_fund']) expect(shown).toContain(seen);
    await popup.keyboard.press('a');
    await pill(/Approved until/);
    expect(await team.requestStates()).toEqual(['approved']);
  });

  step('one changed character is held again', async () => {
    await toEnd();
    await page.keyboard.type('!');
    await pill(/Changed since the request/);
    for (const { route, take } of ROUTES) {
      await take();
      expect((await published()).length, route).toBe(ROUTES.length);
    }
    await page.click(POST);
    await signoff.waitFor('button', /Send version 2/);
  });

  step('exactly the approved content goes out', async () => {
    await toEnd();
    await page.keyboard.press('Backspace');
    await pill(/Approved until/);
    await page.click(POST);
    await untilPublished(ROUTES.length + 1);
    expect((await published()).at(-1)).toBe(FIXED);
  });
});
