import type { Page } from 'playwright-core';
import { type InPage, inPage } from './in-page.ts';

/** The X composer of a test page, used the way a person uses it: keyboard and mouse. */
export interface XComposer {
  readonly page: Page;
  readonly signoff: InPage;
  type(text: string): Promise<void>;
  /** Puts the caret behind the last character of the editor. */
  toEnd(): Promise<void>;
  clear(): Promise<void>;
  press(): Promise<void>;
  /** Text in the editor's own model. */
  text(): Promise<string>;
  /** What the platform published, one text a post. */
  published(): Promise<string[]>;
  /** Waits until the pill says what `status` matches. */
  pill(status: RegExp, patienceMs?: number): Promise<void>;
}

const EDITOR = '[data-testid="tweetTextarea_0"][contenteditable="true"]';
const POST = '[data-testid="tweetButtonInline"]';

export async function xComposer(page: Page): Promise<XComposer> {
  const signoff = await inPage(page);
  return {
    page,
    signoff,
    async type(text) {
      await page.locator(EDITOR).click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(text, { delay: 2 });
    },
    async toEnd() {
      await page.locator(EDITOR).focus();
      await page.keyboard.press('Control+End');
    },
    async clear() {
      await page.locator(EDITOR).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Backspace');
    },
    press: () => page.locator(POST).click(),
    text: () => page.evaluate(() => window.__composer.modelText(0)),
    published: () => page.evaluate(() => window.__composer.posts.map((post) => post.parts.join('\n'))),
    pill: (status, patienceMs) =>
      signoff.waitFor('button', new RegExp(`^Signoff: .*(?:${status.source})`), patienceMs),
  };
}

declare global {
  interface Window {
    __composer: {
      modelText(part?: number, which?: string): string;
      readonly posts: readonly { readonly parts: readonly string[] }[];
    };
  }
}
