import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestChromium } from '../harness/chromium.ts';
import { type Relay, startRelay } from '../harness/relay.ts';
import { joinedChromium, startTeam, type TestTeam } from '../harness/team.ts';
import { type XComposer, xComposer } from '../harness/x-composer.ts';

/** Words that stand nowhere else, so that a single byte of the draft on the wire is seen. */
const SECRET = 'Qvarnbrekka';
const DRAFT = `${SECRET}: guaranteed 20% returns`;

/** Invariant 1: the text of a draft leaves the browser only when its author asks for approval. */
describe('what leaves the author’s browser', () => {
  let team: TestTeam;
  let relay: Relay;
  let author: TestChromium;
  let x: XComposer;
  const elsewhere: string[] = [];
  beforeAll(async () => {
    team = await startTeam();
    relay = await startRelay(team.url);
    author = await joinedChromium(team.url, 'author', { through: relay.url });
    author.context.on('request', (request) => {
      elsewhere.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    x = await xComposer(await author.composerPage('x'));
  });
  afterAll(async () => {
    await author?.close();
    await relay?.close();
    await team?.close();
  });

  it('is nothing of the draft while it is written, checked, fixed and held', async () => {
    await x.type(DRAFT);
    await x.pill(/Needs approval/);
    await x.press();
    await x.signoff.waitFor('button', /^Request approval/);
    expect(relay.sent()).toContain('/api/v1/pull');
    expect(relay.sent()).not.toContain(SECRET);
    expect(relay.sent()).not.toContain('/api/v1/push');
    expect(elsewhere.filter((request) => request.includes(SECRET))).toEqual([]);
  });

  it('is the draft, to the team’s store alone, when the author asks', async () => {
    await x.signoff.click('button', /^Request approval/);
    await x.pill(/Waiting for approval/);
    expect(relay.sent()).toContain(DRAFT);
    const others = elsewhere.filter((request) => !request.startsWith(relay.url) && request.includes(SECRET));
    expect(others).toEqual([]);
  });

  it('is nothing of the next draft', async () => {
    const before = relay.sent().length;
    await x.clear();
    await x.type('Brottveltet: guaranteed 9% every year');
    await x.pill(/Needs approval|Changed/);
    await x.press();
    expect(await x.published()).toEqual([]);
    expect(relay.sent().slice(before)).not.toContain('Brottveltet');
  });
});
