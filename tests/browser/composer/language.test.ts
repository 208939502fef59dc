/** The composer speaks the browser's language, which comes from the background: only English is in the script. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostilePage } from '../../pages/hostile/page.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { inPage } from '../harness/in-page.ts';
import { JOINED, seed } from './seed.ts';

let browser: TestChromium;

beforeAll(async () => {
  browser = await launchChromium({ locale: 'nb', pages: { x: hostilePage() } });
});
afterAll(() => browser?.close());

it('is Norwegian where the browser is, from the pill to what a held press says', async () => {
  await seed(await browser.worker(), JOINED);
  const page = await browser.composerPage('x');
  const signoff = await inPage(page);
  await page.focus('#editor');
  await page.keyboard.insertText('Guaranteed growth');
  await signoff.waitFor('button', /^Signoff: Trenger godkjenning/);
  await page.click('#post');
  await signoff.waitFor('dialog', /^Signoff: Trenger godkjenning$/);
  await signoff.waitFor('button', /^Be om godkjenning$/);
  expect(await signoff.names('button')).not.toContain('Request approval');
  expect(await page.evaluate(() => window.posted)).toEqual([]);
});
