import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestChromium } from '../harness/chromium.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { axeProblems, sidewaysOverflow } from './accessible.ts';
import { type OtherBrowser, otherBrowser } from './store-client.ts';

let team: TestTeam;
let author: OtherBrowser;
let other: OtherBrowser;
let browser: TestChromium;
let options: Page;

beforeAll(async () => {
  team = await startTeam();
  [author, other] = await Promise.all([otherBrowser(team.url, 'author'), otherBrowser(team.url, 'admin')]);
  await author.ask('To the moon with our fund');
  await author.ask('A quiet market report');
  browser = await joinedChromium(team.url, 'admin');
  options = await browser.extensionPage('options.html');
});
afterAll(async () => {
  await browser?.close();
  await team?.close();
});

/** Narrow and light, wide and dark: clean for axe, and nothing runs out of it sideways. */
async function expectSound(): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 320],
    ['dark', 1200],
  ] as const) {
    await options.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await options.setViewportSize({ width, height: 800 });
    const found = { problems: await axeProblems(options), overflow: await sidewaysOverflow(options) };
    expect(found, `${colorScheme}, ${width} px`).toEqual({ problems: [], overflow: 0 });
  }
  await options.setViewportSize({ width: 1200, height: 800 });
  await options.emulateMedia({ colorScheme: 'light' });
}

/** By keyboard alone. */
async function press(name: string | RegExp): Promise<void> {
  const button = options.getByRole('button', { name, exact: typeof name === 'string' });
  // A button that is switched off yet takes no key.
  await expect.poll(() => button.isEnabled()).toBe(true);
  // In one step: what is drawn anew between the two would have the key and not the focus.
  await button.press('Enter');
}

const RULES = 'finance-us/';
/** Of posts: so many that they take seconds. */
const MANY = 900;
const FILLING = 'We met our readers in the harbour and talked about the weather of the coming week. '.repeat(
  5,
);
/** The demo team's own, before anything is changed here. */
let atFirst: unknown;

describe('the rules console', () => {
  it('changes a rule beside its pack, by keyboard, and shows what that would have caught', async () => {
    await options.getByRole('searchbox', { name: 'Search rules' }).fill(RULES);
    const rows = options.locator('.rule-table tbody', {
      has: options.locator('.rule-kind', { hasText: /^(?:existence|terms)$/ }),
    });
    const row = rows.first();
    await row.waitFor();
    const name = await row.locator('code').first().innerText();
    await row.locator('.rule-name').focus();
    await options.keyboard.press('Enter');
    const list = row.getByRole('textbox', { name: /^(?:Patterns|Words and phrases)$/ }).first();
    const parameter = (await row.locator('.rule-kind').innerText()) === 'terms' ? 'terms' : 'tokens';
    await list.focus();
    await options.keyboard.press('Control+End');
    await options.keyboard.type('\nto the moon');
    await row.getByText('changed by the team').waitFor();
    await row.getByText('All examples come true.').waitFor();
    await expectSound();

    await press('Try on posts');
    await press('Check');
    await options.locator('.try-counts', { hasText: '1 newly caught' }).waitFor();
    await options.locator('.try-posts', { hasText: 'To the moon with our fund' }).waitFor();
    await expectSound();

    // Thousands are checked in a worker: what is typed meanwhile is answered before they are done.
    await options.getByRole('radio', { name: 'pasted' }).check();
    const posts = Array.from(
      { length: MANY },
      (_, i) => `${i} ${i % 3 === 0 ? 'to the moon' : 'home'}. ${FILLING}`,
    );
    // As a paste comes in: so much would take minutes to be typed.
    await options.getByRole('textbox', { name: 'Posts to check' }).evaluate((field, text) => {
      (field as HTMLTextAreaElement).value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, posts.join('\n'));
    const worker = options.waitForEvent('worker');
    await press('Check');
    expect((await worker).url()).toContain('try-worker');
    await options.getByRole('textbox', { name: 'A post' }).fill('Guaranteed returns');
    await options.locator('.try-it .finding, .try-it mark').first().waitFor();
    expect(await options.locator('.try-many progress').count()).toBe(1);
    await options.getByText(`${MANY} posts checked`).waitFor();
    await options.locator('.try-counts', { hasText: `${MANY / 3} newly caught` }).waitFor();
    expect(options.workers()).toEqual([]);

    const { version: before, overrides } = await other.sources();
    atFirst = overrides;
    await press(/^Publish version/);
    await options.getByText(`Version ${before + 1} is published`).waitFor();
    expect((await other.sources()).overrides[name]).toMatchObject({
      add: expect.objectContaining({ [parameter]: ['to the moon'] }),
    });
  });

  it('shows who runs it, what going back would change, and goes back as a new version', async () => {
    const { version } = await other.sources();
    await press('Versions');
    await options.getByText(/browsers? runs? version/).waitFor();
    await expect
      .poll(
        async () => {
          await press('Refresh');
          return options.locator('.history-panel table').innerText();
        },
        { timeout: 30_000 },
      )
      .toMatch(new RegExp(`\\t${version}\\s`));
    await press(new RegExp(`^Compare .*: Version ${version - 1}$`));
    await options.locator('.upgrade').waitFor();
    await expectSound();
    await press(`Go back to version ${version - 1}`);
    await options.getByText(`Version ${version + 1} is published`).waitFor();
    expect((await other.sources()).overrides).toEqual(atFirst);
  });

  it('answers what authors ask to have accepted: told once it is published, or declined with a reason', async () => {
    const rule = 'finance-us/promissory-claim';
    await author.askWords(rule, 'guaranteed', 'It is the name of our product');
    await author.askWords(rule, 'risk-free');
    await press(/^Asked words/);
    await options.getByText('It is the name of our product').waitFor();
    await press('Accept: guaranteed');
    await options.getByText('Goes out with the next version').waitFor();
    await expectSound();
    await press('Decline…: risk-free');
    await options.getByRole('textbox', { name: 'Why not' }).fill('Nothing is free of risk');
    await expectSound();
    await press('Decline');
    await options.getByText('Answered: 1 author is told.').waitFor();
    const { version } = await other.sources();
    await press(/^Publish version/);
    await options.getByText('Nobody is waiting for an answer').waitFor();
    expect((await other.sources()).overrides[rule]).toMatchObject({
      add: { exceptions: ['(?i)guaranteed'] },
    });
    expect(
      (await author.ownAsks()).map(({ words, answer }) => [words, answer?.kind, answer?.reason]),
    ).toEqual([
      ['risk-free', 'declined', 'Nothing is free of risk'],
      ['guaranteed', 'accepted', ''],
    ]);
    expect((await other.sources()).version).toBe(version + 1);
  });

  it('takes packs into use and rules of other tools in, each line accounted for', async () => {
    await press('Packs');
    await options.getByRole('button', { name: 'Take into use: brand-safety' }).waitFor();
    await press('Take into use: brand-safety');
    await options.getByRole('combobox', { name: 'Format' }).selectOption('words');
    await options.getByRole('textbox', { name: 'Name of the pack' }).fill('Our words');
    await options.getByRole('textbox', { name: 'Or paste the text' }).fill('# ours\nfoobar\nfoobar\nbarbaz');
    await press('Read');
    await options.locator('.import-report table').waitFor();
    await expectSound();
    await press('Add as pack our-words');
    const { version } = await other.sources();
    await press(/^Publish version/);
    await options.getByText(`Version ${version + 1} is published`).waitFor();
    expect((await other.sources()).packs.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['brand-safety.yml', 'our-words.yml']),
    );
  });

  it('switches a crisis topic on in two presses', async () => {
    const { version } = await other.sources();
    await press('Switch on…: brand-safety/crisis-disaster');
    await expectSound();
    await press('24 hours');
    await options.getByText(`Version ${version + 1} is published`).waitFor();
    await options.locator('.crisis-topic.is-on', { hasText: 'on until' }).waitFor();
    expect((await other.sources()).overrides['brand-safety/crisis-disaster']?.where?.until).toBeDefined();
  });

  it('offers what may be written, and takes it with Tab', async () => {
    await press('Text (YAML)');
    const editor = options.getByRole('textbox', { name: /^Text of / });
    await editor.fill('pack: own\nversion: 1.0.0\ntitle: { en: Own }\nrules:\n  - id: words\n    ');
    await editor.press('Control+End');
    await editor.pressSequentially('kind: ter');
    await options.getByRole('option', { name: 'terms' }).waitFor();
    await expectSound();
    await editor.focus();
    await editor.press('Control+Space');
    await options.getByRole('option', { name: 'terms' }).waitFor();
    await editor.press('Tab');
    expect(await editor.inputValue()).toMatch(/\n {4}kind: terms$/);
    await press('Undo all');
  });

  it('works on what is here while the store is away, and says so', async () => {
    await team.stop();
    try {
      await press('Packs');
      await press('Versions');
      await options.getByText('cannot be shown just now').waitFor();
      await expectSound();
    } finally {
      await team.restart();
    }
    await press('Try again');
    await options.locator('.versions li').first().waitFor();
  });
});
