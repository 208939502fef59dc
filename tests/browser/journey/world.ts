import type { Page } from 'playwright-core';
import type { TestChromium } from '../harness/chromium.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { type XComposer, xComposer } from '../harness/x-composer.ts';

/** Everyone of the main job: a store, and a browser each for the author, the reviewer and the admin. */
export interface World {
  readonly team: TestTeam;
  readonly author: TestChromium;
  readonly reviewer: TestChromium;
  readonly admin: TestChromium;
  readonly x: XComposer;
  readonly popup: Page;
  /** Keeps a picture of a page; does nothing where none are wanted. */
  shot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

export const POPUP_SIZE = { width: 420, height: 600 };

export interface WorldOptions {
  readonly shot?: (page: Page, name: string) => Promise<void>;
  readonly colorScheme?: 'light' | 'dark';
}

export async function startWorld({
  shot = async () => undefined,
  colorScheme = 'light',
}: WorldOptions = {}): Promise<World> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const team = await startTeam();
    closing.push(() => team.close());
    const join = async (role: 'author' | 'reviewer' | 'admin'): Promise<TestChromium> => {
      const browser = await joinedChromium(team.url, role, { colorScheme });
      closing.push(() => browser.close());
      return browser;
    };
    // At once: a browser that has just started keeps whoever joins waiting for its policies.
    const [author, reviewer, admin] = await Promise.all([join('author'), join('reviewer'), join('admin')]);
    const x = await xComposer(await author.composerPage('x'));
    const popup = await reviewer.extensionPage('popup.html');
    await popup.setViewportSize(POPUP_SIZE);
    return { team, author, reviewer, admin, x, popup, shot, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The text on the extension's toolbar badge. */
export async function badge(browser: TestChromium): Promise<string> {
  const worker = await browser.worker();
  return worker.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { action: { getBadgeText(details: object): Promise<string> } };
    };
    return chrome.action.getBadgeText({});
  });
}
