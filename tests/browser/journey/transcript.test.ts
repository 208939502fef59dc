import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import type { TestChromium } from '../harness/chromium.ts';
import { listen, readTree } from '../harness/spoken.ts';
import { joinedChromium, startTeam } from '../harness/team.ts';
import { otherBrowser } from '../screens/store-client.ts';
import { POPUP_SIZE } from './world.ts';

const HEAD = [
  'What a screen reader is given on the way from the queue to a decision: after each key, what has the focus, what is',
  'announced, and at the larger stops the whole page as the browser’s accessibility tree has it. Compared to the letter by',
  'tests/browser/journey/transcript.test.ts. When a change here is meant, read it through and keep it with',
  'npx vitest run --project browser tests/browser/journey/transcript.test.ts --update',
].map((line) => `# ${line}`);

/** A point in time in English and in Norwegian, which would be another with each run. */
const MOMENT =
  /\b[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d{2}\s[AP]M|\b\d{1,2}\. [a-z]{3,4}\.? \d{4}, \d{2}:\d{2}/g;

/** The decision is kept and the next request can be decided on. */
const KEPT = '.review-screen:has(.outcome.wait):not(:has([aria-disabled="true"]))';

/** Writes down what is read while somebody decides. */
async function transcribe(browser: TestChromium): Promise<string> {
  const lines: string[] = [...HEAD];
  const page: Page = await browser.context.newPage();
  const heard = await listen(page);
  await page.setViewportSize(POPUP_SIZE);
  await page.goto(`chrome-extension://${browser.extensionId}/popup.html`);

  const tell = async (title: string, until: string, what: 'page' | 'focus' = 'focus'): Promise<void> => {
    await page.locator(until).first().waitFor({ state: 'attached' });
    const { lines: whole, focus } = await readTree(page);
    lines.push('', `## ${title}`, `focus: ${focus}`);
    lines.push(...(await heard()).map((said) => `announced: ${said}`));
    if (what === 'page') lines.push(...whole);
  };
  const press = async (key: string, ...rest: [until: string, what?: 'page' | 'focus']): Promise<void> => {
    await page.keyboard.press(key);
    await tell(key, ...rest);
  };

  await tell('The popup opens', '.queue-item >> nth=1', 'page');
  await press('j', '.queue-item:focus');
  await press('Enter', '#request-title:focus', 'page');
  await press('Tab', '.mark-button:focus');
  await press('Enter', '.finding.open .finding-more', 'page');
  await press('a', KEPT, 'page');
  await press('u', '.outcome.clear');
  await press('a', KEPT);
  await press('c', '.reason-form textarea:focus', 'page');
  await page.keyboard.type('Targeted?');
  // The focus comes first, the number of those that wait a moment later.
  await press('Control+Enter', 'h1:focus:has-text("0")');
  await tell('Five seconds later', '.outcome.clear', 'page');
  return `${lines.join('\n').replaceAll(MOMENT, '‹time›')}\n`;
}

describe('a decision, as a screen reader has it', () => {
  it.concurrent.for(['en', 'nb'])('is the one that is kept, in %s', async (locale, { expect }) => {
    const team = await startTeam();
    const author = await otherBrowser(team.url, 'author');
    await author.ask('Guaranteed 20% returns, zero risk!', 'For Friday.');
    await author.ask('Another guaranteed return for everybody.');
    const browser = await joinedChromium(team.url, 'reviewer', { locale });
    try {
      await expect(await transcribe(browser)).toMatchFileSnapshot(`transcripts/decide.${locale}.txt`);
    } finally {
      await browser.close();
      await team.close();
    }
  });
});
