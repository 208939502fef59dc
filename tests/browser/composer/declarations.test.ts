/** What the words do not show: the author says it in one press, rules that wait for it find what is missing. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Rule } from '../../../utils/rules/schema.ts';
import { hostilePage } from '../../pages/hostile/page.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { type InPage, inPage } from '../harness/in-page.ts';
import { AUTHOR, outbox, RULES, seed } from './seed.ts';

const LABEL: Rule = {
  id: 'label',
  kind: 'disclosure',
  severity: 'review',
  message: { en: 'An advertisement says that it is one.', nb: 'Reklame sier at den er reklame.' },
  why: {
    text: { en: 'Readers must see it.', nb: 'Leserne må se det.' },
    source: 'https://www.ecfr.gov/current/title-16/part-255',
    section: '16 CFR 255.5',
  },
  if: { context: ['paid', 'spring-campaign'] },
  then: { tokens: ['ad', 'reklame'], add: ['Ad: '] },
  examples: { bad: [{ text: 'New shoes', context: ['paid'] }], good: ['Ad: new shoes'] },
};
const TEXT = 'Lovely shoes';

let browser: TestChromium;
let page: Page;
let signoff: InPage;

beforeAll(async () => {
  browser = await launchChromium({ pages: { x: hostilePage() } });
});
afterAll(() => browser.close());

beforeEach(async () => {
  await seed(await browser.worker(), { member: AUTHOR, ruleset: { version: 1, rules: [...RULES, LABEL] } });
  page = await browser.composerPage('x');
  signoff = await inPage(page);
});
afterEach(() => page.close());

async function openPanel(text: string, status: RegExp): Promise<void> {
  await page.focus('#editor');
  await page.keyboard.insertText(text);
  await signoff.click('button', status);
  await signoff.waitFor('button', /^Paid partnership$/);
}

const editor = (): Promise<string | null> => page.locator('#editor').textContent();

describe('a declaration', () => {
  it('is said in one press, checks the post anew, and is taken back by another', async () => {
    await openPanel(TEXT, /^Signoff: Clear/);
    expect(await signoff.names('button')).toContain('spring campaign');
    await signoff.click('button', /^Paid partnership$/);
    await signoff.waitFor('button', /^Signoff: Needs approval/);
    await signoff.waitFor('button', /^(?:Show|Needs approval): An advertisement says that it is one\.$/);
    await page.click('#post');
    expect(await page.evaluate(() => window.posted)).toEqual([]);
    await signoff.click('button', /^Paid partnership$/);
    await signoff.waitFor('button', /^Signoff: Clear/);
    expect(await editor()).toBe(TEXT);
  });

  it('is reached and said by keyboard, and how the post stands is read out', async () => {
    await page.focus('#editor');
    await page.keyboard.insertText(TEXT);
    await signoff.click('button', /^Signoff: Clear/);
    await signoff.click('button', /^spring campaign$/);
    await signoff.waitFor('button', /^Signoff: Needs approval/);
    // The press by pointer left the focus in the editor; from the note of the panel it is one step back.
    await signoff.click('textbox', /^Note to the reviewers/);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => signoff.isFocused('button', /^spring campaign$/)).toBe(true);
    await page.keyboard.press('Space');
    await signoff.waitFor('button', /^Signoff: Clear/);
    await expect.poll(() => signoff.isFocused('button', /^spring campaign$/)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await signoff.waitFor('button', /^Signoff: Needs approval/);
    expect(
      (await signoff.names('StaticText')).filter((text) => /^Needs approval\.\s?$/.test(text)),
    ).not.toEqual([]);
  });

  it('goes with the request, and is forgotten with the post', async () => {
    await openPanel(TEXT, /^Signoff: Clear/);
    await signoff.click('button', /^Paid partnership$/);
    await signoff.click('button', /^Request approval$/);
    await signoff.waitFor('button', /^Signoff: Kept here, not sent yet/);
    const [sent] = await outbox(await browser.worker());
    expect(sent?.command).toMatchObject({ kind: 'request.create', declared: ['paid'] });
    await page.focus('#editor');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Backspace');
    await signoff.waitUntilGone('button', /^Signoff: /);
    await page.keyboard.insertText('Other shoes');
    await signoff.waitFor('button', /^Signoff: Clear/);
  });
});

describe('a finding without a place', () => {
  const declared = async (text: string): Promise<void> => {
    await openPanel(text, /^Signoff: /);
    await signoff.click('button', /^Paid partnership$/);
    await signoff.waitFor('button', /^(?:Show|Needs approval): An advertisement/);
  };

  it('has a card that says why and from where, and puts in what is missing', async () => {
    await declared(TEXT);
    await signoff.click('button', /^(?:Show|Needs approval): An advertisement/);
    await signoff.waitFor('dialog', /^Needs approval: about the post as a whole$/);
    await signoff.waitFor('link', /^Source: 16 CFR 255\.5/);
    await signoff.click('button', /^Put “Ad:” first$/);
    await expect.poll(editor).toBe(`Ad: ${TEXT}`);
    await signoff.waitUntilGone('dialog', /./);
    await signoff.waitFor('button', /^Signoff: Clear/);
  });

  it('is among the findings that keys go through', async () => {
    await declared(`${TEXT}, the best`);
    await signoff.click('button', /^Close$/);
    await page.focus('#editor');
    await page.keyboard.press('F8');
    await expect.poll(() => signoff.isFocused('button', /^Put “Ad:” first$/)).toBe(true);
    await page.keyboard.press('F8');
    await signoff.waitFor('dialog', /“best”$/);
    await page.keyboard.press('Shift+F8');
    await expect.poll(() => signoff.isFocused('button', /^Put “Ad:” first$/)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(editor).toBe(`Ad: ${TEXT}, the best`);
  });
});
