/** Where underlines are when the page around them, or the text under them, changes: seen as a person sees them. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostilePage } from '../../pages/hostile/page.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { type Painted, paintedIn, REVIEW } from '../harness/pixels.ts';
import type { Site } from '../harness/sites.ts';
import { JOINED, seed } from './seed.ts';

/** A field whose letters are all as wide as each other, in the middle of the page. */
const FIELD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Field</title>
<style>body { margin: 0; background: #fff }
form { width: fit-content; margin: 80px auto }
textarea { box-sizing: content-box; width: 40ch; height: 200px; margin: 0; padding: 7px 9px; border: 3px solid #ccc; outline: 0;
  overflow: hidden; resize: none; color: #000; font: 20px/30px "DejaVu Sans Mono", "Liberation Mono", monospace }</style>
<form class="compose-form"><textarea class="autosuggest-textarea__textarea" spellcheck="false"></textarea>
<div class="compose-form__submit"><button type="submit">Post</button></div></form></html>`;
const TEXTAREA = '.autosuggest-textarea__textarea';
const EDITOR = '#editor';
const WORD = 'Guaranteed';

let browser: TestChromium;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchChromium({ pages: { mastodon: FIELD, x: hostilePage() } });
});
afterAll(() => browser.close());
beforeEach(async () => seed(await browser.worker(), JOINED));
afterEach(() => page.close());

async function write(site: Site, where: string, text: string): Promise<void> {
  page = await browser.composerPage(site);
  signoff = await inPage(page);
  await page.focus(where);
  await page.keyboard.insertText(text);
  await signoff.waitFor('button', /^Signoff: (?:Needs approval|Blocked)/);
}

const painted = (): Promise<Painted> => paintedIn(page, REVIEW);
const isPainted = async (): Promise<boolean> => (await painted()).count > 20;

/** True when all that is underlined is the word that stands in this line and column of the field. */
async function isUnder(line: number, column: number): Promise<boolean> {
  const at = await page.evaluate(
    ([field, letters]) => {
      const box = document.querySelector<HTMLTextAreaElement>(field);
      const probe = document.createElement('span');
      probe.textContent = 'x'.repeat(letters);
      probe.style.font = box === null ? '' : getComputedStyle(box).font;
      document.body.append(probe);
      const { width } = probe.getBoundingClientRect();
      probe.remove();
      const { left, top } = box?.getBoundingClientRect() ?? new DOMRect();
      return { width, left: left + 3 + 9, top: top + 3 + 7 - (box?.scrollTop ?? 0) };
    },
    [TEXTAREA, WORD.length] as const,
  );
  const seen = await painted();
  const letter = at.width / WORD.length;
  const near = (one: number, other: number): boolean => Math.abs(one - other) <= 2;
  return (
    seen.count > 20 &&
    near(seen.left, at.left + column * letter) &&
    near(seen.right, at.left + column * letter + at.width) &&
    seen.top > at.top + line * 30 + 15 &&
    seen.bottom <= at.top + (line + 1) * 30 + 1
  );
}

describe('in a field, the underline is under its word', () => {
  const TEXT = `plain words and ${WORD} here`;

  it('when the lines break anew, and when the field is elsewhere', async () => {
    await write('mastodon', TEXTAREA, TEXT);
    await expect.poll(() => isUnder(0, 16)).toBe(true);
    await page.locator(TEXTAREA).evaluate((field) => {
      field.style.width = '20ch';
    });
    await expect.poll(() => isUnder(1, 0)).toBe(true);
    await page.setViewportSize({ width: 700, height: 500 });
    await expect.poll(() => isUnder(1, 0)).toBe(true);
  });

  it('when the page is zoomed', async () => {
    await write('mastodon', TEXTAREA, TEXT);
    await expect.poll(() => isUnder(0, 16)).toBe(true);
    const devtools = await page.context().newCDPSession(page);
    // What a zoom of 150 % is to a page: fewer of its pixels, each of more points.
    const zoomed = { width: 800, height: 573, deviceScaleFactor: 1.5, mobile: false };
    await devtools.send('Emulation.setDeviceMetricsOverride', zoomed);
    await expect.poll(() => isUnder(0, 16)).toBe(true);
  });

  it('when it is scrolled, and nowhere when its word is out of sight', async () => {
    await write('mastodon', TEXTAREA, `${'a line\n'.repeat(12)}${TEXT}`);
    await expect.poll(() => isUnder(12, 16)).toBe(true);
    const scroll = (to: number): Promise<void> =>
      page.locator(TEXTAREA).evaluate((field, top) => field.scrollTo(0, top), to);
    await scroll(0);
    await expect.poll(isPainted).toBe(false);
    await scroll(230);
    await expect.poll(() => isUnder(12, 16)).toBe(true);
  });

  it('when a fix is undone', async () => {
    await write('mastodon', TEXTAREA, TEXT);
    await page.keyboard.press('F8');
    await expect.poll(() => signoff.isFocused('button', /^Replace with “Targeted”$/)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(isPainted).toBe(false);
    await expect.poll(() => page.locator(TEXTAREA).inputValue()).toBe(TEXT.replace(WORD, 'Targeted'));
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(() => page.locator(TEXTAREA).inputValue()).toBe(TEXT);
    await expect.poll(() => isUnder(0, 16)).toBe(true);
  });
});

describe('in a rich text', () => {
  it('goes with a block that is folded away, and comes back with it', async () => {
    await write('x', EDITOR, `${WORD} growth`);
    await page.locator(EDITOR).evaluate((editor) => {
      editor.innerHTML = '<p>First</p><p id="block">Guaranteed growth</p>';
    });
    await expect.poll(isPainted).toBe(true);
    const show = (how: string): Promise<void> =>
      page.locator('#block').evaluate((block, display) => {
        block.style.display = display;
      }, how);
    await show('none');
    await expect.poll(isPainted).toBe(false);
    await show('');
    await expect.poll(isPainted).toBe(true);
  });

  it('follows the text into new nodes, as editors that draw only what is seen make them', async () => {
    await write('x', EDITOR, `${WORD} growth`);
    for (let turn = 0; turn < 5; turn += 1) {
      await page.locator(EDITOR).evaluate((editor) => editor.replaceChildren());
      await expect.poll(isPainted).toBe(false);
      await page.locator(EDITOR).evaluate((editor) => {
        editor.innerHTML = '<p><span>Guaran</span><b>teed</b> growth</p>';
      });
      await expect.poll(isPainted).toBe(true);
    }
  });

  it('lies on no other words in any frame that is painted, whatever is typed', async () => {
    await write('x', EDITOR, `${WORD} growth, zero risk for folks`);
    // What lies under a mark after each frame, unless something was written after it.
    await page.evaluate(() => {
      let written = 0;
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        written += 1;
      }).observe(document, { subtree: true, childList: true, characterData: true });
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        if (data !== written) return;
        seen.push(...[...CSS.highlights.values()].flatMap((highlight) => [...highlight].map(String)));
      };
      const frame = (): void => {
        channel.port2.postMessage(written);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    // From the start through all the words, changing something at every step, and taking some of it back.
    await page.keyboard.press('Home');
    const steps = [
      'ArrowRight',
      'x',
      'ArrowRight',
      'Backspace',
      ' ',
      'Delete',
      'ArrowRight',
      'ControlOrMeta+Z',
    ];
    for (let at = 0; at < 160; at += 1)
      await page.keyboard.press(steps[(at + (at >> 4)) % steps.length] ?? 'ArrowRight');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText('Now guaranteed');
    const seen = (): Promise<string[]> =>
      page.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)].sort());
    await expect.poll(seen).toContain('guaranteed');
    expect((await seen()).filter((words) => !/^(?:guaranteed|zero risk|folks)$/i.test(words))).toEqual([]);
  });
});
