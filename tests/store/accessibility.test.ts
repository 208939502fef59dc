/** The store's pages in a real browser: axe finds nothing, in both colour schemes, and the keyboard is enough. */
import AxeBuilder from '@axe-core/playwright';
import { Secret, TOTP } from 'otpauth';
import { type Browser as Chromium, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, PASSWORD, pkce, startTestStore, type TestStore, type TestTeam } from './helpers.ts';

let store: TestStore;
let team: TestTeam;
let browser: Chromium;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  await team.join('boss');
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await store.close();
});

async function expectClean(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.html])).toEqual([]);
  }
}

/** What never ends fails; how fast the machine is decides nothing. */
const PATIENCE = { timeout: 300_000 };

describe('the pages', PATIENCE, () => {
  it('have nothing that axe finds, and work by keyboard', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    const empty = await startTestStore();
    await page.goto((await empty.setupLink()) ?? '');
    await expectClean(page);
    await page.getByRole('button').click();
    await page.getByText('Choose a password of at least 10 characters.').waitFor();
    await expectClean(page);
    await empty.close();

    await page.goto(`${store.url}/join?challenge=${pkce().challenge}`);
    await page.getByLabel('E-mail address').fill(team.members.get('boss')?.email ?? '');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectClean(page);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Connect this browser' }).waitFor();
    await expectClean(page);
    await page.getByRole('button', { name: 'Connect this browser' }).press('Enter');
    await page.getByText('Type this code into the extension:').waitFor();
    await expectClean(page);

    await page.getByRole('link', { name: 'Members' }).press('Enter');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    await page.locator('summary').first().press('Enter');
    await expectClean(page);
    await page.getByLabel('E-mail address').fill('not an address');
    await page.getByRole('button', { name: 'Create the invitation link' }).press('Enter');
    await page.locator('#email-error').waitFor();
    await expectClean(page);
    await page.getByLabel('E-mail address').fill('someone@example.com');
    await page.getByRole('button', { name: 'Create the invitation link' }).press('Enter');
    const link = await page.locator('.link').textContent();
    await expectClean(page);

    await page.getByText('Change ola', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Make a password link for ola' }).press('Enter');
    const passwordLink = await page.locator('.link').textContent();
    await expectClean(page);
    await page.getByText('Change ingrid', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Deactivate ingrid' }).press('Enter');
    await page.getByRole('button', { name: 'Reactivate ingrid' }).waitFor();
    await expectClean(page);

    await (await team.join('ola')).ask('Guaranteed to be seen on a page');
    await page.getByRole('link', { name: 'Platforms' }).press('Enter');
    await page.getByRole('heading', { name: 'Platforms and accounts' }).waitFor();
    await page.locator('summary').last().press('Enter');
    await expectClean(page);

    await page.getByRole('link', { name: 'Pauses' }).press('Enter');
    await page.getByText('Pause what goes out').press('Enter');
    await expectClean(page);
    await page.getByLabel('A topic').press('Space');
    await page.getByLabel('Reason').fill('People are in danger.');
    await page.getByRole('button', { name: 'Pause now' }).press('Enter');
    await page.getByText('Say which, or choose everything.').waitFor();
    await expectClean(page);
    await page.getByLabel('Words of the topic').fill('storm, flood');
    await page.getByRole('button', { name: 'Pause now' }).press('Enter');
    await page.getByRole('button', { name: 'Lift: Posts with: storm, flood' }).waitFor();
    await expectClean(page);

    await page.getByRole('link', { name: 'Record' }).press('Enter');
    await page.getByRole('heading', { name: 'Record', exact: true }).waitFor();
    await expectClean(page);
    await page.getByRole('link', { name: 'My browsers' }).press('Enter');
    await page.getByRole('heading', { name: 'My browsers' }).waitFor();
    await expectClean(page);
    await page.goto(link ?? '');
    await page.getByRole('heading', { name: 'Join the team' }).waitFor();
    await expectClean(page);
    await page.goto(passwordLink ?? '');
    await page.getByRole('heading', { name: 'Set a new password' }).waitFor();
    await expectClean(page);
    await page.goto(`${store.url}/nothing-here`);
    await expectClean(page);
    expect(refused).toEqual([]);
    await context.close();
  });

  it('of signing in, the second factor and access have nothing that axe finds, and fit a narrow window', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const own = await createTeam(store, { kari: ['author'] });
    const check = async (): Promise<void> => {
      await expectClean(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([page.url(), wide]).toEqual([page.url(), 320]);
    };
    const codeFor = async (): Promise<string> => {
      const typed = (await page.locator('code.link').textContent()) ?? '';
      const totp = new TOTP({ secret: Secret.fromBase32(typed.replaceAll(' ', '')) });
      return totp.generate({ timestamp: store.core.now() });
    };
    const signIn = async (name: string): Promise<void> => {
      await page.goto(`${local}/sign-in?next=/account`);
      await page.getByLabel('E-mail address').fill(own.members.get(name)?.email ?? '');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.keyboard.press('Enter');
    };
    const local = store.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${local}/sign-in/passkey`);
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    await check();
    await page.getByRole('button', { name: 'Use a passkey' }).press('Enter');

    await signIn('boss');
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await check();
    await page.getByRole('link', { name: 'Add a passkey' }).press('Enter');
    await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
    await check();
    await page.getByRole('link', { name: 'To my account' }).press('Enter');
    await page.getByRole('link', { name: 'Set up an authenticator app' }).press('Enter');
    await page.getByRole('img', { name: 'QR code with the secret below' }).waitFor();
    await check();
    await page.getByRole('textbox', { name: 'Code' }).fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await check();
    await page.getByRole('textbox', { name: 'Code' }).fill(await codeFor());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await check();
    const [recovery = ''] = await page.locator('.codes code').allTextContents();
    await page.getByRole('link', { name: 'I have kept them: go on' }).press('Enter');
    await page.getByRole('link', { name: 'Remove the authenticator app' }).waitFor();
    await check();
    await page.getByRole('link', { name: 'Remove the authenticator app' }).press('Enter');
    await page.getByLabel('Password').waitFor();
    await check();

    await page.goto(`${local}/security`);
    await check();
    await page.getByLabel('admins and reviewers').press('Space');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.goto(`${local}/members/access?member=${own.members.get('kari')?.id}`);
    await page.getByRole('heading', { name: 'Access of kari' }).waitFor();
    await check();

    await context.clearCookies();
    await signIn('boss');
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await check();
    await page.getByRole('textbox', { name: 'Code' }).fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await check();
    await page.getByRole('textbox', { name: 'Code' }).fill(recovery);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await context.close();
  });
});
