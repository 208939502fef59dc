import type { Page as PlaywrightPage } from 'playwright-core';
import type { KeyInput, Page as PuppeteerPage } from 'puppeteer-core';

/** What a person does in a page, the same in both browsers. Selectors reach into open shadow roots. */
export interface Hands {
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  press(
    key: 'Enter' | 'Space' | 'Escape' | 'Backspace' | 'KeyA',
    modifier?: 'Control' | 'Meta',
  ): Promise<void>;
  type(text: string): Promise<void>;
  /** Done by the page to one of its own elements. */
  byPage(selector: string, what: 'click' | 'requestSubmit'): Promise<void>;
}

function act(element: Element, what: 'click' | 'requestSubmit'): void {
  if (what === 'click') (element as HTMLElement).click();
  else (element as HTMLFormElement).requestSubmit();
}

export function playwrightHands(page: PlaywrightPage): Hands {
  return {
    click: (selector) => page.locator(selector).first().click(),
    focus: (selector) => page.locator(selector).first().focus(),
    press: (key, modifier) => page.keyboard.press(modifier === undefined ? key : `${modifier}+${key}`),
    type: (text) => page.keyboard.type(text, { delay: 1 }),
    byPage: (selector, what) => page.locator(selector).first().evaluate(act, what),
  };
}

/**
 * Keys as WebDriver names them. Enter is its "Return": what puppeteer sends by that name is the one of the number pad, on
 * which Bluesky does not publish. https://www.w3.org/TR/webdriver2/#keyboard-actions
 */
const KEYS: { readonly [key: string]: string } = { Enter: '\ue006', Space: ' ', KeyA: 'a' };

export function puppeteerHands(page: PuppeteerPage): Hands {
  const find = async (selector: string) => {
    const found = await page.waitForSelector(`>>> ${selector}`, { timeout: 10_000 });
    if (found === null) throw new Error(`the page has no ${selector}`);
    return found;
  };
  return {
    click: async (selector) => (await find(selector)).click(),
    focus: async (selector) => (await find(selector)).focus(),
    async press(key, modifier) {
      if (modifier !== undefined) await page.keyboard.down(modifier);
      await page.keyboard.press((KEYS[key] ?? key) as KeyInput);
      if (modifier !== undefined) await page.keyboard.up(modifier);
    },
    type: (text) => page.keyboard.type(text),
    byPage: async (selector, what) => (await find(selector)).evaluate(act, what),
  };
}
