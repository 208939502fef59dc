/** What the policy lets an author do alone, over a real store: leave a finding as it is, and publish without approval. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestChromium } from '../harness/chromium.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { type XComposer, xComposer } from '../harness/x-composer.ts';
import { type OtherBrowser, otherBrowser } from '../screens/store-client.ts';

const PACK = `
pack: house
version: 1.0.0
title: { en: House }
rules:
  - id: superlative
    kind: existence
    severity: warn
    message: { en: "“{match}” needs proof." }
    tokens: [cheapest]
    examples: { bad: [the cheapest], good: [cheap] }
  - id: promise
    kind: existence
    severity: review
    message: { en: "Promises “{match}”." }
    tokens: [certainly]
    examples: { bad: [certainly up], good: [likely up] }
`;
const REASON = 'It is the name of a product';

let team: TestTeam;
let admin: OtherBrowser;
let browser: TestChromium;
let composer: XComposer;

beforeAll(async () => {
  team = await startTeam();
  admin = await otherBrowser(team.url, 'admin');
  browser = await joinedChromium(team.url, 'author');
  const { version, policy } = await admin.sources();
  const members = [await memberId()];
  await admin.publish({
    base: version,
    packs: [{ file: 'house.yml', yaml: PACK }],
    overrides: {},
    policy: {
      ...policy,
      dismissals: { severities: ['warn'], reasonLength: 10 },
      overrides: { who: { members }, reasonLength: 10 },
    },
    note: '',
  });
  composer = await xComposer(await browser.composerPage('x'));
});
afterAll(async () => {
  await browser?.close();
  await team?.close();
});

/** Who has joined in this browser, from its own copy. */
async function memberId(): Promise<string> {
  return (await browser.worker()).evaluate(
    () =>
      new Promise<string>((done, failed) => {
        const opening = indexedDB.open('signoff');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('meta').objectStore('meta').get('connection');
          asked.onerror = () => failed(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            done(asked.result.member.id);
          };
        };
      }),
  );
}

const asks = async () => (await admin.openAsks()).map(({ words, note }) => ({ words, note }));

describe('a finding that the policy lets its author leave', () => {
  it('wants a reason, loses none of it while the store is away, and then stays away from the post', async () => {
    const { page, signoff } = composer;
    await composer.type('The cheapest fund, and the cheapest advice');
    await composer.pill(/2 to look at/);
    await page.keyboard.press('F8');
    await signoff.click('button', /^Leave it, with a reason$/);
    await expect.poll(() => signoff.isFocused('textbox', /^Why “cheapest” is right here$/)).toBe(true);
    await page.keyboard.type('Short');
    await signoff.click('button', /^Leave it$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(REASON);
    await team.stop();
    try {
      await signoff.click('button', /^Leave it$/);
      await signoff.waitFor('StaticText', /cannot be reached|did not answer/i);
    } finally {
      await team.restart();
    }
    expect(await asks()).toEqual([]);
    await signoff.click('button', /^Leave it$/);
    // The words are left wherever they stand in this post.
    await composer.pill(/Clear/);
    expect(await asks()).toEqual([{ words: 'cheapest', note: REASON }]);
    await composer.press();
    await expect.poll(composer.published).toEqual(['The cheapest fund, and the cheapest advice']);
    // The next post is another one.
    await composer.type('The cheapest');
    await composer.pill(/1 to look at/);
    await composer.clear();
  });
});

describe('a post that the policy lets its author publish without approval', () => {
  it('goes out as it is, after the store has said so, and no other', async () => {
    const { signoff, page } = composer;
    await composer.type('It will certainly rise');
    await composer.pill(/Needs approval/);
    await signoff.click('button', /^Signoff: Needs approval/);
    await signoff.waitUntilGone('button', /^Leave it/);
    await signoff.click('textbox', /^Note to the reviewers/);
    await page.keyboard.type('The market closes now');
    await signoff.click('button', /^Let it out without approval$/);
    await composer.pill(/Approved until/);
    await composer.toEnd();
    await page.keyboard.type('!');
    await composer.pill(/Changed since the request/);
    await page.keyboard.press('Backspace');
    await composer.pill(/Approved until/);
    await composer.press();
    await expect.poll(composer.published).toContain('It will certainly rise');
  });
});
