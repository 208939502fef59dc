import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinCode } from '../../../scripts/join.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { demoMember, joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { SOUND, soundness } from './accessible.ts';
import { type OtherBrowser, otherBrowser } from './store-client.ts';

/** https://developer.chrome.com/docs/extensions/reference/api/runtime#method-getContexts */
interface WithContexts {
  readonly chrome: {
    readonly runtime: {
      getContexts(filter: { contextTypes: ['SIDE_PANEL'] }): Promise<{ readonly documentUrl: string }[]>;
    };
  };
}

let team: TestTeam;
let author: OtherBrowser;

beforeAll(async () => {
  team = await startTeam();
  author = await otherBrowser(team.url, 'author');
});
afterAll(() => team?.close());

async function expectSound(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const [where, found] of Object.entries(await soundness(page, 600)))
    expect(found, where).toEqual(SOUND);
  if (size !== null) await page.setViewportSize(size);
}

describe('joining', () => {
  let browser: TestChromium;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('goes from the popup to the team by address, sign-in and code', async () => {
    const popup = await browser.extensionPage('popup.html');
    await popup.getByText('This browser belongs to no team yet').waitFor();
    await expectSound(popup);
    await popup.close();

    const page = await browser.extensionPage('welcome.html');
    const address = page.getByRole('textbox', { name: /address of your team/ });
    await address.fill('http://store.example');
    await address.press('Enter');
    await page.getByText('The address must begin with https://').waitFor();
    expect(await address.evaluate((field) => document.activeElement === field)).toBe(true);
    await expectSound(page);

    await address.fill(team.url);
    const opened = browser.context.waitForEvent('page');
    await address.press('Enter');
    const store = await opened;
    await store.waitForURL(/challenge=|sign-in/);
    const challenge = await page.evaluate(() => JSON.parse(sessionStorage.getItem('join') ?? '{}').challenge);
    expect(decodeURIComponent(store.url())).toContain(challenge);
    await store.close();

    // The page may be reloaded between: the verifier is kept.
    await page.reload();
    const code = page.getByRole('textbox', { name: 'Code from the store' });
    await code.fill('AAAA-AAAA-AAAA-AAAA');
    await code.press('Enter');
    await page.locator('.field-error:not(:empty)').waitFor();
    await expectSound(page);
    await code.fill((await joinCode(team.url, demoMember('reviewer'), challenge)).toLowerCase());
    await code.press('Enter');
    await page.getByRole('heading', { name: 'You are in: Nordlys Fund' }).waitFor();
    await page.getByText('Ingrid Berg, reviewer').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await expectSound(page);
    await page.close();
  });
});

describe('reviewing', () => {
  let browser: TestChromium;
  let popup: Page;
  beforeAll(async () => {
    browser = await joinedChromium(team.url, 'reviewer');
    popup = await browser.extensionPage('popup.html');
    await popup.setViewportSize({ width: 400, height: 600 });
  });
  afterAll(() => browser?.close());

  const row = (text: string) => popup.locator('.queue-item', { hasText: text });

  it('shows an empty queue as one, and a new request without being asked', async () => {
    await popup.getByText('Nothing waits for you', { exact: true }).waitFor();
    await expectSound(popup);
    await author.ask('Guaranteed 20% returns, zero risk!', 'For Friday.');
    await row('Guaranteed 20% returns').waitFor();
    await expectSound(popup);
  });

  it('lets a reviewer decide by keyboard, with a reason where one is needed', async () => {
    await author.ask('Another guaranteed return for everybody.');
    await row('Another guaranteed').waitFor();
    await popup.keyboard.press('j');
    await popup.keyboard.press('Enter');
    const title = popup.locator('#request-title');
    await title.waitFor();
    expect(await title.evaluate((heading) => document.activeElement === heading)).toBe(true);
    await popup.getByText('For Friday.').waitFor();
    await expectSound(popup);

    // The text is whole, and each mark opens its finding.
    const mark = popup.locator('.finding-mark [role="button"]').first();
    await mark.focus();
    await popup.keyboard.press('Enter');
    await popup.locator('.finding.open .finding-more').waitFor();
    await expectSound(popup);

    await popup.keyboard.press('c');
    const reason = popup.getByRole('textbox', { name: 'What should change?' });
    await reason.waitFor();
    await popup.keyboard.press('Control+Enter');
    await popup.getByText('Write a reason first').waitFor();
    await expectSound(popup);
    // Letters are letters: none of them decides or walks.
    await popup.keyboard.type('jack racked: say “targeted”?');
    expect(await reason.inputValue()).toBe('jack racked: say “targeted”?');
    await popup.keyboard.press('Escape');
    await popup.keyboard.press('c');
    expect(await reason.inputValue()).toBe('jack racked: say “targeted”?');
    await popup.keyboard.press('Control+Enter');

    // The next one is open, and what became of the decision is told.
    await popup.locator('.outcome.clear').waitFor();
    await popup.locator('.draft-text', { hasText: 'Another guaranteed' }).waitFor();
    await expectSound(popup);
    await popup.keyboard.press('a');
    await popup.getByText('Nothing waits for you', { exact: true }).waitFor();
    await popup.locator('.outcome.clear').waitFor();
  });

  it('does not decide on a version the reviewer has not looked at', async () => {
    const request = await author.ask('Guaranteed to change.');
    await row('Guaranteed to change').click();
    await popup.getByRole('button', { name: /^Approve/ }).waitFor();
    await author.sendVersion(request, 2, 'Guaranteed to have changed.');
    await popup.getByText('sent version 2 while you were reading').waitFor();
    expect(await popup.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    await popup.keyboard.press('a');
    await popup
      .locator('ins', { hasText: 'have changed' })
      .or(popup.locator('ins').first())
      .first()
      .waitFor();
    await expectSound(popup);
    await popup.getByRole('button', { name: 'Go on with version 2' }).click();
    await popup.getByRole('button', { name: /^Approve/ }).waitFor();
    await author.withdraw(request);
    await popup.getByText('This is closed: withdrawn.').waitFor();
    await popup.keyboard.press('Escape');
  });

  it('keeps decisions while the store is away, says so, and delivers them when it is back', async () => {
    await author.ask('Guaranteed to wait.');
    await row('Guaranteed to wait').waitFor();
    await team.stop();
    try {
      await row('Guaranteed to wait').click();
      await popup.keyboard.press('a');
      await popup.locator('.outcome.wait').waitFor();
      await popup.locator('.troubles .status.warn').waitFor();
      await expectSound(popup);
    } finally {
      await team.restart();
    }
    await popup.getByRole('button', { name: 'Try now' }).click();
    await popup.locator('.outcome.clear').waitFor();
  });

  it('has a help sheet that gives the focus back', async () => {
    await popup.keyboard.press('?');
    await popup.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await expectSound(popup);
    await popup.keyboard.press('Escape');
    await popup.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('opens beside the page for a press, and is the same screen there', async () => {
    const worker = await browser.worker();
    const besides = (): Promise<string[]> =>
      worker.evaluate(async () => {
        const { chrome } = globalThis as unknown as WithContexts;
        const contexts = await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
        return contexts.map(({ documentUrl }) => new URL(documentUrl).pathname);
      });
    const opener = await browser.extensionPage('popup.html');
    expect(await besides()).toEqual([]);
    await opener.getByRole('button', { name: 'Open beside the page' }).click();
    await expect.poll(besides).toEqual(['/sidepanel.html']);

    const side = await browser.extensionPage('sidepanel.html');
    await side.setViewportSize({ width: 360, height: 900 });
    await author.ask('Guaranteed beside the page.');
    await side.locator('.queue-item', { hasText: 'Guaranteed beside' }).waitFor();
    await expectSound(side);
    await side.keyboard.press('j');
    await side.keyboard.press('Enter');
    await side.locator('.draft-text', { hasText: 'Guaranteed beside' }).waitFor();
    await expectSound(side);
    await side.keyboard.press('a');
    await side.locator('.outcome.clear').waitFor();
    await side.getByText('Nothing waits for you', { exact: true }).waitFor();
    await side.close();
  });
});

describe('rules', () => {
  let browser: TestChromium;
  let options: Page;
  beforeAll(async () => {
    browser = await joinedChromium(team.url, 'admin');
    options = await browser.extensionPage('options.html');
  });
  afterAll(() => browser?.close());

  it('lists every rule, and is sound in all its sections', async () => {
    await options.locator('.rule-table tbody tr').first().waitFor();
    await expectSound(options);
    await options.getByRole('textbox', { name: 'A post' }).fill('Guaranteed 20% returns, zero risk!');
    await options.locator('.try-result .finding').first().waitFor();
    await expectSound(options);
    for (const section of ['Policy', 'Insight', 'People', 'Connection', 'Delivery', 'Rules']) {
      await options.getByRole('link', { name: section }).click();
      await options.getByRole('heading', { level: 1, name: section }).waitFor();
      await expectSound(options);
    }
  });

  it('shows a mistake at its line and publishes nothing with it', async () => {
    await options.getByRole('button', { name: 'Text (YAML)' }).click();
    const editor = options.getByRole('textbox', { name: /^Text of / });
    const before = await editor.inputValue();
    await editor.fill(before.replace(/^version:.*$/m, 'version: new'));
    const line = before.split('\n').findIndex((one) => one.startsWith('version:')) + 1;
    await options.getByRole('button', { name: `Line ${line}` }).click();
    expect(
      await editor.evaluate(
        (field: HTMLTextAreaElement) => field.value.slice(0, field.selectionStart).split('\n').length,
      ),
    ).toBe(line);
    expect(await options.getByRole('button', { name: /^Publish version/ }).isDisabled()).toBe(true);
    await expectSound(options);
    await options.getByRole('button', { name: 'Undo all' }).click();
    expect(await editor.inputValue()).toBe(before);
  });

  it('publishes, and when somebody else was first, goes on from theirs with the own text', async () => {
    const editor = options.getByRole('textbox', { name: /^Text of / });
    const mine = `${await editor.inputValue()}\n# mine\n`;
    await editor.fill(mine);
    const other = await otherBrowser(team.url, 'admin');
    const { version, packs, policy } = await other.sources();
    await other.publish({
      base: version,
      packs,
      policy,
      overrides: { 'privacy/email': { severity: 'warn' } },
      note: 'First',
    });
    await options.getByRole('button', { name: /^Publish version/ }).click();
    await options.getByText(`published version ${version + 1} meanwhile`).waitFor();
    await expectSound(options);
    await options.getByRole('button', { name: `Load version ${version + 1}, keep my changes` }).click();
    expect(await editor.inputValue()).toBe(mine);
    await options.getByRole('button', { name: `Publish version ${version + 2}` }).click();
    await options.getByText(`Version ${version + 2} is published`).waitFor();
    expect((await other.sources()).version).toBe(version + 2);
    await expectSound(options);
  });
});
