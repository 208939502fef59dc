import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { xComposer } from '../harness/x-composer.ts';
import { JOINED, seed } from './seed.ts';

const SECRET = 'Sentinel words';

let browser: TestChromium;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  await seed(await browser.worker(), JOINED);
});

describe('the self-check in the popup', () => {
  it('says what is found in the tab in front, and nothing that was written there', async () => {
    const page = await browser.composerPage('x');
    const composer = await xComposer(page);
    await composer.type(SECRET);
    await composer.pill(/Clear/);
    const popup = await browser.extensionPage('popup.html');
    const open = popup.getByRole('button', { name: 'Check this page' });
    await open.waitFor();
    // The popup's bubble lies over the page; opened as a tab it would itself be in front.
    await page.bringToFront();
    await open.evaluate((button: HTMLElement) => button.click());
    const report = popup.getByRole('textbox', { name: 'Self-check of this page' });
    await expect.poll(() => report.inputValue()).toContain('X (x) on x.com');
    const text = await report.inputValue();
    for (const line of [
      /^Signoff \d+\.\d+\.\d+$/m,
      /^Chrome \d+$/m,
      /^team: joined, \w+, ruleset: 1$/m,
      /^\[ok\] lint engine/m,
      /^\[ok\] second line: 0 asked, 0 refused, 0 posts named$/m,
      /^\[ok\] composers: 1$/m,
      /^ {2}\[ok\] part 1: draft-js, in a page$/m,
      /^ {2}\[ok\] publish controls: 1, visible: 1$/m,
      /^ {2}\[ok\] account that would publish$/m,
    ])
      expect(text).toMatch(line);
    expect(text).not.toContain('Sentinel');
    expect(text).not.toContain('northwind');
    await page.close();
    await popup.close();
  });

  it('says that nobody answers where no script of ours runs', async () => {
    const popup = await browser.extensionPage('popup.html');
    await popup.getByRole('button', { name: 'Check this page' }).click();
    const report = popup.getByRole('textbox', { name: 'Self-check of this page' });
    await expect.poll(() => report.inputValue()).toContain('[--] no script of Signoff answers in this tab');
    await popup.close();
  });
});
