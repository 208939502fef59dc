import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listTeams } from '../../../team-store/team/members.ts';
import type { TestChromium } from '../harness/chromium.ts';
import { type Relay, startRelay } from '../harness/relay.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { type XComposer, xComposer } from '../harness/x-composer.ts';
import { approve, openPopup, openWaiting } from './reviewing.ts';
import { editRules } from './steps.ts';

/** Without a worker that holds a socket, the alarm is the floor: it comes every half minute. */
const FLOOR_MS = 45_000;

/**
 * The browser ends the extension's worker when it likes. Nobody wakes it here but what also wakes it for people: the
 * next message of a page or the alarm.
 */
describe('with the worker ended before the next step', () => {
  let team: TestTeam;
  let relay: Relay;
  let author: TestChromium;
  let reviewer: TestChromium;
  let x: XComposer;
  let number = 0;
  let words = '';
  let text = '';

  beforeAll(async () => {
    team = await startTeam();
    relay = await startRelay(team.url);
    [author, reviewer] = await Promise.all([
      joinedChromium(team.url, 'author', { through: relay.url }),
      joinedChromium(team.url, 'reviewer'),
    ]);
  });
  afterAll(async () => {
    await reviewer?.close();
    await author?.close();
    await relay?.close();
    await team?.close();
  });
  beforeEach(async () => {
    number += 1;
    words = `of ${number} percent`;
    text = `Guaranteed returns ${words}`;
    x = await xComposer(await author.composerPage('x'));
    await x.type(text);
    await x.pill(/Needs approval/);
  });
  afterEach(() => x.page.close());

  const ask = async (): Promise<void> => {
    await x.press();
    await x.signoff.click('button', /^Request approval/);
  };
  /** The reviewer's popup with the request that was just asked for. */
  const askedAndOpen = async (): Promise<Page> => {
    await ask();
    await x.pill(/Waiting for approval/);
    const popup = await openPopup(reviewer);
    await openWaiting(popup, words);
    return popup;
  };
  const newestState = async (): Promise<string | undefined> => (await team.requestStates()).at(-1);
  const untilStored = (state: string): Promise<void> =>
    expect.poll(newestState, { timeout: FLOOR_MS, interval: 100 }).toBe(state);
  const goesOut = async (): Promise<void> => {
    await x.page.bringToFront();
    await x.press();
    await x.page.waitForFunction(() => window.__composer.posts.length > 0);
    expect(await x.published()).toEqual([text]);
  };

  it('a request is delivered, once', async () => {
    await author.killWorker();
    await ask();
    await x.pill(/Waiting for approval/);
    expect(await team.countRequests()).toBe(number);
    expect(await newestState()).toBe('waiting');
    await approve(reviewer, words);
  });

  it('a request that was kept while the store was away is delivered, once, by the alarm alone', async () => {
    await team.stop();
    await ask();
    await x.pill(/not sent yet/);
    await author.killWorker();
    await team.restart();
    expect(await team.countRequests()).toBe(number - 1);
    await x.pill(/Waiting for approval/, FLOOR_MS);
    expect(await team.countRequests()).toBe(number);
    await approve(reviewer, words);
  });

  it('a decision made in the popup is delivered', async () => {
    const popup = await askedAndOpen();
    await reviewer.killWorker();
    await popup.keyboard.press('a');
    await untilStored('approved');
    await popup.close();
    await x.page.bringToFront();
    await x.pill(/Approved until/);
    await goesOut();
  });

  it('a decision that was kept while the store was away is delivered by the alarm alone', async () => {
    const popup = await askedAndOpen();
    await team.stop();
    await popup.keyboard.press('a');
    await popup.locator('.decision-bar').waitFor({ state: 'detached' });
    await popup.close();
    await reviewer.killWorker();
    await team.restart();
    expect(await newestState()).toBe('waiting');
    await untilStored('approved');
    await x.page.bringToFront();
    await x.pill(/Approved until/, FLOOR_MS);
    await goesOut();
  });

  it('the composer learns of an approval, and the gate opens', async () => {
    const popup = await askedAndOpen();
    await author.killWorker();
    await popup.keyboard.press('a');
    await untilStored('approved');
    await popup.close();
    await x.page.bringToFront();
    await x.pill(/Approved until/, FLOOR_MS);
    await goesOut();
  });

  it('what went out under an approval is on the store’s record', async () => {
    await ask();
    await x.pill(/Waiting for approval/);
    await approve(reviewer, words);
    await x.page.bringToFront();
    await x.pill(/Approved until/);
    const before = await countReleases(team);
    await author.killWorker();
    await goesOut();
    await expect.poll(() => countReleases(team), { timeout: FLOOR_MS, interval: 100 }).toBe(before + 1);
  });

  it('the composer checks with rules that were published', async () => {
    await x.clear();
    await x.type('Our summer fair opens on Saturday');
    await x.pill(/Clear/);
    const admin = await joinedChromium(team.url, 'admin');
    try {
      const options = await admin.extensionPage('options.html');
      await author.killWorker();
      await editRules(options, async () => undefined);
    } finally {
      await admin.close();
    }
    await x.page.bringToFront();
    await x.pill(/Needs approval/, FLOOR_MS);
    await x.press();
    expect(await x.published()).toEqual([]);
    // No request was made here.
    number -= 1;
  });

  it('a request whose acknowledgement was lost with the store is in the store once', async () => {
    const lost = relay.loseAnswerTo('POST /api/v1/push');
    await ask();
    await lost;
    // What it was told to do, the store has done; only its answer did not come.
    expect(await team.countRequests()).toBe(number);
    await x.pill(/not sent yet/);
    await author.killWorker();
    await team.stop();
    await team.restart();
    relay.mend();
    await x.pill(/Waiting for approval/, FLOOR_MS);
    expect(await team.countRequests()).toBe(number);
    await approve(reviewer, words);
    await x.page.bringToFront();
    await x.pill(/Approved until/);
    await goesOut();
  });

  it('a request whose acknowledgement was lost is sent again by the same worker, and is in the store once', async () => {
    const lost = relay.loseAnswerTo('POST /api/v1/push');
    await ask();
    await lost;
    await x.pill(/not sent yet/);
    await team.stop();
    await team.restart();
    relay.mend();
    await x.pill(/Waiting for approval/, FLOOR_MS);
    expect(await team.countRequests()).toBe(number);
    await approve(reviewer, words);
  });
});

/** How often the store has been told that something went out. */
async function countReleases({ store: { core } }: TestTeam): Promise<number> {
  const [team = ''] = await listTeams(core);
  const rows = await core.db.readTeam(team, (tx) =>
    tx.selectFrom('releases').select('team').where('team', '=', team).execute(),
  );
  return rows.length;
}
