import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATHERED } from '../../../utils/notices/ledger.ts';
import { NO_QUIET } from '../../../utils/notices/settings.ts';
import type { TestChromium } from '../harness/chromium.ts';
import {
  dismiss,
  heldBack,
  keptSettings,
  noticingExtension,
  onScreen,
  openedAt,
  overhear,
  press,
  type ShownNotice,
  sync,
} from '../harness/notices.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { SOUND, soundness } from '../screens/accessible.ts';
import { type OtherBrowser, otherBrowser } from '../screens/store-client.ts';

const SECRET = 'Guaranteed 20% returns';
const PLAIN = 'Our office is open on Friday.';
/** Nothing that comes over the network comes within a second on every machine. */

describe('desktop notices of a reviewer', () => {
  let team: TestTeam;
  let author: OtherBrowser;
  let extension: string;
  let reviewer: TestChromium;
  let onlooker: Page;
  beforeAll(async () => {
    team = await startTeam();
    author = await otherBrowser(team.url, 'author');
    extension = await noticingExtension();
    // Waits from before the browser joins: no news to anybody.
    await author.ask('Another guaranteed return for everybody.');
    reviewer = await joinedChromium(team.url, 'reviewer', { extension });
    await overhear(reviewer);
    onlooker = await reviewer.extensionPage('welcome.html');
  });
  afterAll(async () => {
    await reviewer?.close();
    if (extension !== undefined) await rm(extension, { recursive: true, force: true });
    await team?.close();
  });

  const notices = (): Promise<Record<string, ShownNotice | null>> => onScreen(reviewer);
  const ids = async (): Promise<string[]> => Object.keys(await notices()).sort();

  async function options(change: (page: Page) => Promise<void>): Promise<void> {
    const page = await reviewer.extensionPage('options.html#connection');
    await page.getByRole('heading', { name: 'Desktop notices' }).waitFor();
    await change(page);
    await page.close();
  }

  it('are off until they are switched on in the options', async () => {
    await options(async (page) => {
      await page.getByRole('button', { name: 'Switch notices on' }).click();
      await page.getByRole('group', { name: 'Quiet hours' }).waitFor();
      await page.getByRole('checkbox', { name: 'Friday' }).check();
      for (const [where, found] of Object.entries(await soundness(page, 700)))
        expect(found, where).toEqual(SOUND);
      await page.getByRole('checkbox', { name: 'Friday' }).uncheck();
      await expect.poll(() => keptSettings(page)).toMatchObject({ on: true, quiet: NO_QUIET });
    });
    expect(await ids()).toEqual([]);
  });

  it('tell of a request when it comes, without a word of it, and go when it was decided', async () => {
    const request = await author.ask(SECRET);
    const id = `waiting:${request}:1`;
    await expect.poll(ids).toEqual([id]);
    const { [id]: said } = await notices();
    expect(said?.title).toMatch(/asks for your approval$/);
    expect(said?.message).toMatch(/^X · @nordlys · Due .+ · Needs approval$/);
    expect(JSON.stringify(said)).not.toContain('Guaranteed');
    expect(said?.buttons.map(({ title }) => title)).toEqual(['Open']);

    const popup = await reviewer.extensionPage('popup.html');
    await popup.locator('.queue-item', { hasText: SECRET }).click();
    await popup.locator('.pane-request', { hasText: SECRET }).waitFor();
    await popup.keyboard.press('a');
    await expect.poll(ids).toEqual([]);
    await popup.close();
  });

  it('open the request that they told of', async () => {
    const request = await author.ask('Guaranteed once more.');
    const id = `waiting:${request}:1`;
    await expect.poll(ids).toEqual([id]);
    await press(reviewer, id, null);
    await expect.poll(() => openedAt(onlooker)).toBe(request);
    expect(await ids()).toEqual([]);
  });

  it('keep quiet for as long as somebody wants, and then tell what still waits', async () => {
    await options(async (page) => {
      const snooze = page.getByRole('button', { name: 'Quiet for an hour' });
      await snooze.click();
      await page
        .getByRole('status')
        .filter({ hasText: /^Quiet until/ })
        .waitFor();
      const [one, two] = [await author.ask('Guaranteed, at night.'), await author.ask('Guaranteed, later.')];
      await expect.poll(() => heldBack(page)).toEqual([`waiting:${one}:1`, `waiting:${two}:1`]);
      expect(await ids()).toEqual([]);
      await snooze.click();
      await expect.poll(ids).toEqual([GATHERED]);
      expect((await notices())[GATHERED]?.title).toBe('2 posts wait on you');
      await press(reviewer, GATHERED, null);
      await expect.poll(ids).toEqual([]);
    });
  });

  it('let a short post be approved in the notice itself once its words may be shown, and taken back', async () => {
    await options(async (page) => {
      await page.getByRole('checkbox', { name: 'Show the words of posts' }).check();
      await expect.poll(() => keptSettings(page)).toMatchObject({ words: true });
    });
    const request = await author.ask(PLAIN);
    const id = `waiting:${request}:1`;
    await expect.poll(ids).toEqual([id]);
    const { [id]: said } = await notices();
    expect(said?.message).toContain(`“${PLAIN}”`);
    expect(said?.buttons.map(({ title }) => title)).toEqual(['Approve', 'Open']);

    await press(reviewer, id, 0);
    await expect.poll(ids).toEqual([expect.stringMatching(/^undo:/)]);
    const [[undo = '', offer] = []] = Object.entries(await notices());
    expect(offer).toMatchObject({ title: 'Approved', buttons: [{ title: 'Undo' }] });
    await press(reviewer, undo, 0);
    await expect.poll(() => openedAt(onlooker)).toBe(request);
    expect(await ids()).toEqual([]);
    expect(await team.requestStates()).toContain('waiting');
  });

  it('tell of nothing twice, also when the worker was ended meanwhile', async () => {
    const request = await author.ask('Our office is open on Sunday.');
    await expect.poll(ids).toEqual([`waiting:${request}:1`]);
    await dismiss(onlooker, `waiting:${request}:1`);
    expect(await ids()).toEqual([]);
    await reviewer.killWorker();
    const next = await author.ask('Our office is open on Saturday.');
    await onlooker.reload();
    await sync(onlooker);
    await expect.poll(ids).toEqual([`waiting:${next}:1`]);
    await dismiss(onlooker, `waiting:${next}:1`);
  });

  it('say that a post was approved, by exactly the version that was told of, and bring it to the composer', async () => {
    const own = await joinedChromium(team.url, 'author', { extension });
    try {
      const page = await own.extensionPage('options.html#connection');
      await page.getByRole('button', { name: 'Switch notices on' }).click();
      await page.getByRole('group', { name: 'Quiet hours' }).waitFor();
      const x = await own.composerPage('x');
      const request = await author.ask(PLAIN.replace('Friday', 'Monday'));
      const id = `waiting:${request}:1`;
      await expect.poll(ids).toEqual([id]);
      await press(reviewer, id, 0);
      await expect.poll(async () => Object.keys(await onScreen(own))).toEqual([`approved:${request}:1`]);
      await expect.poll(ids).toEqual([]);

      await press(own, `approved:${request}:1`, 0);
      await expect
        .poll(() => x.evaluate(() => window.__composer.modelText(0)))
        .toBe('Our office is open on Monday.');
    } finally {
      await own.close();
    }
  });
});
