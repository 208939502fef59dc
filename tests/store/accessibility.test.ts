/** The store's pages in a real browser: axe finds nothing, in both colour schemes, and the keyboard is enough. */
import AxeBuilder from '@axe-core/playwright';
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

describe('the pages', () => {
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
});
