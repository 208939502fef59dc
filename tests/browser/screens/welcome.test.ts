/** The first minutes of a new member: the link from the mail, the sites, and a post to practise on; by keyboard alone. */
import { rm } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inChange } from '../../../team-store/team/change.ts';
import { invite, listTeams } from '../../../team-store/team/members.ts';
import { launchChromium, type TestChromium } from '../harness/chromium.ts';
import { HOST, permittedExtension } from '../harness/switched-on.ts';
import { demoMember, joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { axeProblems, sidewaysOverflow } from './accessible.ts';

let team: TestTeam;
let extension: string;

beforeAll(async () => {
  team = await startTeam();
  extension = await permittedExtension('chrome');
});
afterAll(async () => {
  await team?.close();
  await rm(extension, { recursive: true, force: true });
});

/** The link of an invitation, as an admin sends it. */
async function invitation(email: string): Promise<string> {
  const { core } = team.store;
  const [id = ''] = await listTeams(core);
  const token = await core.db.inTeam(id, async (tx) => {
    const { id: admin } = await tx
      .selectFrom('members')
      .select('id')
      .where('team', '=', id)
      .where('email', '=', demoMember('admin').email)
      .executeTakeFirstOrThrow();
    return inChange(tx, id, core.now(), (change) => invite(core, tx, change, admin, email, ['author']));
  });
  if (token === null) throw new Error(`${email} is a member already.`);
  return `${team.url}/invitation?token=${token}`;
}

/** Walks there by Tab, as long as it takes; a place that no Tab reaches fails. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  await place.waitFor();
  for (let steps = 0; steps < 120; steps++) {
    if (await place.evaluate((element) => element.ownerDocument.activeElement === element)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No Tab reaches ${place}.`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }).first());
  await page.keyboard.press('Enter');
}

async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(name));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Narrow and light, wide and dark: clean for axe, and nothing runs out of the page sideways. */
async function expectSound(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const [colorScheme, width] of [
    ['light', 320],
    ['dark', 1200],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 700 });
    const found = { problems: await axeProblems(page), overflow: await sidewaysOverflow(page) };
    expect(found, `${colorScheme}, ${width} px`).toEqual({ problems: [], overflow: 0 });
  }
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('the first minutes', () => {
  let browser: TestChromium;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium({ extension });
    page = await browser.extensionPage('welcome.html');
  });
  afterAll(() => browser?.close());

  const field = /^Invitation link, or address/;

  it('say that nobody answers before anything is opened', async () => {
    await type(page, field, 'http://127.0.0.1:1');
    await page.keyboard.press('Enter');
    await page.getByText('No team store answers at this address').waitFor();
    await expectSound(page);
    expect(browser.context.pages().filter((one) => one.url().startsWith('http'))).toEqual([]);
  });

  it('tell how a team of one’s own is started, and claim no store that is not there', async () => {
    const summary = page.getByText('No team yet? Start one of your own');
    await tabTo(page, summary);
    await page.keyboard.press('Enter');
    await page
      .getByText(/store runs on this computer/)
      .first()
      .waitFor();
    await expectSound(page);
    await tabTo(page, summary);
    await page.keyboard.press('Enter');
  });

  it('let the curious practise before there is any team, by a sample that says so', async () => {
    await press(page, /^Try it first/);
    await page.getByText('Checked by a sample').waitFor();
    await press(page, 'Take the example');
    await press(page, 'Post');
    await page.getByText('Post is held', { exact: true }).waitFor();
    await expectSound(page);
    await press(page, /^Remove/);
    await page.getByText('That is all there is to it').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('This would have gone out now', { exact: true }).last().waitFor();
    await expectSound(page);
  });

  it('lead from the link in the mail to the team', async () => {
    const link = await invitation('nora@fund.example');
    await page.reload();
    await type(page, field, link);
    const opened = browser.context.waitForEvent('page');
    await page.keyboard.press('Enter');
    const store = await opened;
    await store.waitForURL(/\/invitation\?token=/);
    await type(store, 'Your name', 'Nora Vik');
    await type(store, 'New password', 'a long enough password 7');
    await store.keyboard.press('Enter');
    await store.waitForURL(/\/devices/);
    await store.close();

    await page.getByText('Accept the invitation at').waitFor();
    await expectSound(page);
    const joining = browser.context.waitForEvent('page');
    await press(page, 'Get the code');
    const codePage = await joining;
    await codePage.waitForURL(/\/join\?challenge=/);
    await press(codePage, 'Connect this browser');
    const code = await codePage.locator('.code').innerText();
    await codePage.close();

    await type(page, 'Code from the store', 'AAAA-AAAA-AAAA-AAAA');
    await page.keyboard.press('Enter');
    await page.getByText('This code does not count').waitFor();
    await page.getByRole('button', { name: 'Get a new code' }).waitFor();
    await expectSound(page);
    await type(page, 'Code from the store', code);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are in: Nordlys Fund' }).waitFor();
    await page.getByText('Nora Vik, author').waitFor();
  });

  it('show where posts are checked, and switch a site on and off again', async () => {
    await page.getByText('LinkedIn', { exact: true }).waitFor();
    await type(page, 'Add a site', 'https://x.com/home');
    await page.keyboard.press('Enter');
    await page.getByText('This platform comes with Signoff').waitFor();
    await type(page, 'Add a site', `${HOST}/write`);
    await page.keyboard.press('Enter');
    await page.getByText(`Posts on ${HOST} are checked from now on.`).first().waitFor();
    await expectSound(page);
    await press(page, `Stop checking on ${HOST}`);
    await page.getByText(`${HOST} is off.`).first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Where posts are checked');
  });

  it('practise with the team’s own rules: held, told why, mended, clear', async () => {
    await page.getByText('Checked by the rules of Nordlys Fund').waitFor();
    await press(page, 'Take the example');
    const status = page.locator('.practice-foot .badge');
    expect(await status.innerText()).toMatch(/^Blocked/);
    await press(page, 'Post');
    await page.getByText('Post is held', { exact: true }).waitFor();
    await page.locator('.finding.open .finding-more').waitFor();
    await expectSound(page);
    await press(page, /^(?:Remove|Replace with)/);
    await page.getByText('That is all there is to it').waitFor();
    expect(await status.innerText()).toBe('Clear');
    await type(page, 'Practice post', 'Guaranteed 20% returns, zero risk!');
    expect(await status.innerText()).toMatch(/^Needs approval/);
    expect(await team.countRequests()).toBe(0);
    await expectSound(page);
  });
});

it('are sound in Norwegian, and the options have both again', async () => {
  const browser = await joinedChromium(team.url, 'author', { extension, locale: 'nb' });
  try {
    const welcome = await browser.extensionPage('welcome.html');
    await welcome.getByText('Hvor innlegg sjekkes').waitFor();
    await welcome.getByRole('button', { name: 'Ta eksempelet' }).click();
    await welcome.getByRole('button', { name: 'Publiser' }).click();
    await welcome.getByText('Publisering holdes tilbake', { exact: true }).waitFor();
    await expectSound(welcome);
    const options = await browser.extensionPage('options.html#connection');
    await options.getByText('Hvor innlegg sjekkes').waitFor();
    await options.getByRole('button', { name: 'Ta eksempelet' }).waitFor();
    await expectSound(options);
  } finally {
    await browser.close();
  }
});
