import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostilePage } from '../../pages/hostile/page.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { AUTHOR, JOINED, outbox, seed } from './seed.ts';

const TEXT = 'Guaranteed growth';

let browser: TestChromium;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchChromium({ pages: { x: hostilePage() } });
});
afterAll(() => browser.close());

beforeEach(async () => {
  await seed(await browser.worker(), JOINED);
  page = await browser.composerPage('x');
  signoff = await inPage(page);
});
afterEach(() => page.close());

async function write(text: string): Promise<void> {
  await page.focus('#editor');
  await page.keyboard.insertText(text);
  // Nothing is marked before the rules are in the page.
  await signoff.waitFor('button', /^Signoff: (?!Signoff is starting)/);
}

/** The words our highlights lie on, as the page itself can see them. */
const marked = (): Promise<string[]> =>
  page.evaluate(() => [...CSS.highlights.values()].flatMap((highlight) => [...highlight].map(String)));

describe('underlines', () => {
  it('lie on the words, tell the page nothing by their names, and add nothing to the editor', async () => {
    await write(`${TEXT}, the best folks, zero risk`);
    await expect.poll(marked).toHaveLength(4);
    expect((await marked()).sort()).toEqual(['Guaranteed', 'best', 'folks', 'zero risk']);
    expect(
      await page.evaluate(() => [...CSS.highlights.keys()].every((name) => /^h[0-9a-f]{16}$/.test(name))),
    ).toBe(true);
    expect(await page.evaluate(() => document.getElementById('editor')?.innerHTML)).toBe(
      `${TEXT}, the best folks, zero risk`,
    );
  });

  it('move with the text and go with the words', async () => {
    await write(TEXT);
    await expect.poll(marked).toEqual(['Guaranteed']);
    await page.keyboard.press('Home');
    await page.keyboard.insertText('Not so ');
    await expect.poll(marked).toEqual(['Guaranteed']);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Backspace');
    await expect.poll(marked).toEqual([]);
    await signoff.waitUntilGone('button', /^Signoff: /);
  });

  it('come back when the page clears the registry and the stylesheets', async () => {
    await write(TEXT);
    await expect.poll(marked).toEqual(['Guaranteed']);
    await page.evaluate(() => {
      CSS.highlights.clear();
      document.adoptedStyleSheets = [];
    });
    await expect.poll(marked).toEqual(['Guaranteed']);
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(1);
  });

  it('of a long text are drawn where the author is, and elsewhere when it is scrolled there', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `Line ${at} has ${at % 2 ? 'folks' : 'zero risk'}`);
    await page.evaluate(() => {
      const editor = document.getElementById('editor');
      if (editor !== null) Object.assign(editor.style, { maxBlockSize: '120px', overflow: 'auto' });
    });
    await write(lines.join('\n'));
    const lineOf = (): Promise<number[]> =>
      page.evaluate(() =>
        [...CSS.highlights.values()]
          .flatMap((highlight) => [...highlight])
          .map((range) => {
            const before = document.createRange();
            before.setStart(document.getElementById('editor') as HTMLElement, 0);
            before.setEnd(range.startContainer, range.startOffset);
            return Number(/Line (\d+) has $/.exec(before.toString())?.[1]);
          })
          .sort((a, b) => a - b),
      );
    const end = await expect.poll(lineOf).toContain(299).then(lineOf);
    expect(end.length).toBeLessThan(100);
    // All of them, one after the other, up to the end.
    expect(end).toEqual(end.map((_, at) => 300 - end.length + at));
    await page.evaluate(() => document.getElementById('editor')?.scrollTo(0, 0));
    await expect.poll(lineOf).toContain(0);
    const start = await lineOf();
    expect(start).toEqual(start.map((_, at) => at));
    expect(start.length).toBeLessThan(100);
  });
});

describe('the card', () => {
  it('opens under a resting pointer, says what, why and from where, and goes again', async () => {
    await write(TEXT);
    const box = await page.evaluate(() => {
      const range = document.createRange();
      range.setStart(document.getElementById('editor')?.firstChild as Text, 2);
      range.setEnd(document.getElementById('editor')?.firstChild as Text, 5);
      return range.getBoundingClientRect().toJSON() as DOMRect;
    });
    await page.mouse.move(box.x + 3, box.y + 5);
    await signoff.waitFor('dialog', /^Needs approval: “Guaranteed”$/);
    await signoff.waitFor('link', /^Source: FINRA 2210/);
    await page.mouse.move(5, 5);
    await signoff.waitUntilGone('dialog', /^Needs approval: “Guaranteed”$/);
  });

  it('is reached, used and left by keyboard alone', async () => {
    await write(`${TEXT}, zero risk`);
    await page.keyboard.press('F8');
    await signoff.waitFor('button', /^Replace with “Targeted”$/);
    await expect.poll(() => signoff.isFocused('button', /^Replace with “Targeted”$/)).toBe(true);
    await page.keyboard.press('F8');
    await expect.poll(() => signoff.isFocused('button', /^Replace with “lower risk”$/)).toBe(true);
    await page.keyboard.press('Alt+Comma');
    await expect.poll(() => signoff.isFocused('button', /^Replace with “Targeted”$/)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#editor').textContent()).toBe('Targeted growth, zero risk');
    await signoff.waitUntilGone('dialog', /./);
    await page.keyboard.press('F8');
    await signoff.waitFor('dialog', /zero risk/);
    await page.keyboard.press('Escape');
    await signoff.waitUntilGone('dialog', /./);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('editor');
  });
});

describe('the panel', () => {
  it('mends all that has a suggestion in one press, and says how many', async () => {
    await write(`${TEXT}, the best folks, zero risk, guaranteed`);
    await signoff.click('button', /^Signoff: Blocked/);
    await signoff.click('button', /^Mend all 3 at once$/);
    await expect
      .poll(() => page.locator('#editor').textContent())
      .toBe('Targeted growth, the best folks, lower risk, targeted');
    await signoff.waitFor('StaticText', /^3 places mended\.$/);
    await signoff.waitFor('button', /^Signoff: 2 to look at/);
    await signoff.waitUntilGone('button', /^Mend all/);
  });
});

describe('letting it out without approval', () => {
  const REASON = 'The market closes in five minutes';

  it('is offered where the policy lets the author, wants a reason, and is on the record', async () => {
    const overrides = { who: { members: [AUTHOR.id] }, reasonLength: 20 };
    await seed(await browser.worker(), { ...JOINED, overrides });
    await write(TEXT);
    await signoff.click('button', /^Signoff: Needs approval/);
    await signoff.click('textbox', /^Note to the reviewers/);
    await page.keyboard.type('Hurry');
    await signoff.click('button', /^Let it out without approval$/);
    // Once as a hint, and once more because it was not heeded.
    const wants = async (): Promise<string[]> =>
      (await signoff.names('StaticText')).filter((text) => text.includes('at least 20 characters'));
    await expect.poll(wants).toHaveLength(2);
    expect(await outbox(await browser.worker())).toEqual([]);
    await signoff.click('textbox', /^Note to the reviewers/);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(REASON);
    await signoff.click('button', /^Let it out without approval$/);
    await signoff.waitFor('button', /^Signoff: Kept here, not sent yet/);
    const [request, override, ...more] = (await outbox(await browser.worker())).map(({ command }) => command);
    expect(more).toEqual([]);
    expect(request).toMatchObject({ kind: 'request.create', draft: { parts: [{ text: TEXT }] } });
    expect(override).toMatchObject({
      kind: 'request.override',
      request: request?.request,
      version: 1,
      fingerprint: request?.fingerprint,
      reason: REASON,
    });
    // Nothing goes out on a hope: the store has to allow it.
    await page.click('#post');
    expect(await page.evaluate(() => window.posted)).toEqual([]);
  });

  it('is offered to nobody else', async () => {
    const overrides = { who: { role: 'admin' }, reasonLength: 20 } as const;
    await seed(await browser.worker(), { ...JOINED, overrides });
    await write(TEXT);
    await signoff.click('button', /^Signoff: Needs approval/);
    await signoff.waitFor('button', /^Request approval$/);
    await signoff.waitUntilGone('button', /^Let it out/);
  });
});

describe('asking for approval', () => {
  const openPanel = async (): Promise<void> => {
    await write(TEXT);
    await signoff.click('button', /^Signoff: Needs approval/);
    await signoff.waitFor('button', /^Request approval$/);
  };
  const commands = async () => (await outbox(await browser.worker())).map(({ command }) => command);

  it('sends nothing before it is asked to, and then this draft with its note', async () => {
    await openPanel();
    await signoff.click('textbox', /^Note to the reviewers/);
    await page.keyboard.type('Please look, nN?');
    expect(await commands()).toEqual([]);
    expect(await page.evaluate(() => window.keys)).toEqual([]);
    await signoff.click('button', /^Request approval$/);
    await signoff.waitFor('button', /^Signoff: Kept here, not sent yet/);
    const [command, ...more] = await commands();
    expect(more).toEqual([]);
    expect(command).toMatchObject({
      kind: 'request.create',
      note: 'Please look, nN?',
      verdict: 'needs-approval',
      rulesetVersion: 1,
      draft: { platform: 'x', account: 'fund', parts: [{ text: TEXT }] },
    });
    await page.click('#post');
    expect(await page.evaluate(() => window.posted)).toEqual([]);
  });

  it.each([
    ['faded', () => document.documentElement.style.setProperty('opacity', '0.2')],
    ['in a faded body', () => document.body.style.setProperty('opacity', '0')],
    [
      'covered by something that lets presses through',
      () => {
        const cover = document.createElement('div');
        cover.popover = 'manual';
        cover.style.cssText =
          'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fff;pointer-events:none';
        document.body.append(cover);
        cover.showPopover();
      },
    ],
  ])('takes no press on a control that is %s', async (_name, hide) => {
    await openPanel();
    await page.evaluate(hide);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    await signoff.click('button', /^Request approval$/);
    await signoff.waitFor('alert', /.*/);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(await commands()).toEqual([]);
  });

  it('cannot be done by the page', async () => {
    await openPanel();
    const reach = await page.evaluate(() => {
      const host = [...document.documentElement.children].find(({ localName }) => localName === 'div');
      host?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      return {
        root: host?.shadowRoot ?? null,
        attributes: host?.getAttributeNames(),
        text: host?.textContent,
      };
    });
    expect(reach).toEqual({ root: null, attributes: ['popover'], text: '' });
    expect(await commands()).toEqual([]);
  });
});

describe('a script whose extension has gone', () => {
  it('stays closed, and says that the tab must be reloaded', async () => {
    const own = await launchChromium({ pages: { x: hostilePage() } });
    try {
      const worker = await own.worker();
      await seed(worker, JOINED);
      const tab = await own.composerPage('x');
      const there = await inPage(tab);
      await tab.focus('#editor');
      await tab.keyboard.insertText('A plain sentence');
      await there.waitFor('button', /^Signoff: Clear/);
      const gone = new Promise((resolve) => worker.once('close', resolve));
      await worker.evaluate(() =>
        (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload(),
      );
      await gone;
      await there.waitFor('button', /^Signoff: Reload this tab/);
      await tab.click('#post');
      await there.waitFor('dialog', /^Signoff: Reload this tab$/);
      expect(await tab.evaluate(() => window.posted)).toEqual([]);
      await tab.focus('#editor');
      await tab.keyboard.press('ControlOrMeta+A');
      await tab.keyboard.press('Backspace');
      await tab.click('#post');
      expect(await tab.evaluate(() => window.posted)).toContain('click');
    } finally {
      await own.close();
    }
  });
});
