import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pkce } from '../../../scripts/join.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { demoMember, startTeam, type TestTeam } from '../harness/team.ts';
import { SOUND, soundness } from './accessible.ts';
import { otherBrowser } from './store-client.ts';

let team: TestTeam;
let browser: TestChromium;
let page: Page;

beforeAll(async () => {
  [team, browser] = await Promise.all([startTeam(), launchChromium()]);
  // So that there is a platform and an account to show.
  await (await otherBrowser(team.url, 'author')).ask('Guaranteed to be seen');
  page = await browser.context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await team?.close();
});

async function expectSound(): Promise<void> {
  for (const [where, found] of Object.entries(await soundness(page, 600)))
    expect(found, where).toEqual(SOUND);
}

describe('the store’s pages', () => {
  it('is sound while somebody signs in', async () => {
    const { email, password } = demoMember('admin');
    await page.goto(`${team.url}/sign-in`);
    await expectSound();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
  });

  it.each([
    'members',
    'groups',
    'absences',
    'platforms',
    'pauses',
    'webhooks',
    'record',
    'security',
    'single-sign-on',
    'devices',
    'account',
    `join?challenge=${pkce().challenge}`,
    'nothing-here',
  ])('is sound at /%s, with all that folds open', async (path) => {
    await page.goto(`${team.url}/${path}`);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    await expectSound();
  });
});
