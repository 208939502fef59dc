import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Insight } from '../../utils/api/routes.ts';
import { WEEK_MS } from '../../utils/insight/insight.ts';
import {
  type Browser,
  createTeam,
  draftOf,
  newVersion,
  PACK,
  startTestStore,
  type TestStore,
} from './helpers.ts';

let store: TestStore;
let boss: Browser;
let ola: Browser;
let ingrid: Browser;
let kari: Browser;
let auditor: Browser;
let stranger: Browser;
const MINUTE = 60_000;

beforeAll(async () => {
  store = await startTestStore();
  const team = await createTeam(store, {
    ola: ['author'],
    ingrid: ['reviewer'],
    kari: ['reviewer'],
    nils: ['auditor'],
  });
  [boss, ola, ingrid, kari, auditor] = await Promise.all([
    team.join('boss'),
    team.join('ola'),
    team.join('ingrid'),
    team.join('kari'),
    team.join('nils'),
  ]);
  const other = await createTeam(store, { spy: ['admin', 'author'] });
  stranger = await other.join('spy');
  const policy = {
    need: 1,
    clearanceHours: 24,
    requestHours: 72,
    overrides: { who: { role: 'admin' }, reasonLength: 3 },
  };
  const published = await boss.call('POST', '/api/v1/ruleset', {
    base: 1,
    packs: [{ file: 'test.yml', yaml: PACK }],
    overrides: {},
    policy,
    note: '',
  });
  expect(published.status).toBe(200);
});
afterAll(() => store.close());

const figures = (browser: Browser, query = '') => browser.call<Insight>('GET', `/api/v1/insight${query}`);

/** Decides after so many minutes. */
async function decide(
  browser: Browser,
  id: string,
  minutes: number,
  kind: 'approve' | 'request-changes' = 'approve',
): Promise<void> {
  const request = await browser.request(id);
  store.advance(minutes * MINUTE);
  expect(
    await browser.send(browser.decision(request, kind, kind === 'approve' ? null : 'Softer, please.')),
  ).toBe('applied');
}

describe('insight', () => {
  it('has nothing before anything was asked', async () => {
    const { body } = await figures(boss);
    expect(body.weeks).toHaveLength(12);
    expect(body.cycle.all).toEqual({ of: 0, median: null, ninth: null });
    expect([body.waiting, body.findings]).toEqual([[], []]);
  });

  it('says what was really made: times, first passes, findings, overrides', async () => {
    // Approved as it was.
    await decide(ingrid, await ola.ask('Guaranteed at once.'), 10);
    // Changed first, then approved by another.
    const changed = await ola.ask('Guaranteed, guaranteed!');
    await decide(ingrid, changed, 30, 'request-changes');
    expect(await ola.send(newVersion(changed, 2, draftOf('Guaranteed, more softly.')))).toBe('applied');
    await decide(kari, changed, 60);
    // Let out without.
    const urgent = await ola.ask('Guaranteed and urgent.');
    const seen = (await boss.request(urgent)).versions[0];
    expect(
      await boss.send({
        kind: 'request.override',
        request: urgent,
        override: randomUUID(),
        version: 1,
        fingerprint: seen?.fingerprint ?? '',
        reason: 'The press waits.',
      }),
    ).toBe('applied');
    // Still waits.
    await ola.ask('Guaranteed to wait.');

    const { body } = await figures(auditor);
    expect(
      body.waiting.map(({ member, of, median }) => [member.name, of, Math.round((median ?? 0) / MINUTE)]),
    ).toEqual([
      ['kari', 1, 60],
      ['ingrid', 2, 10],
    ]);
    const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
    expect(sum(body.firstPass.map(({ of }) => of))).toBe(3);
    expect(sum(body.firstPass.map(({ passed }) => passed))).toBe(1);
    expect(sum(body.overrides.map(({ count }) => count))).toBe(1);
    expect(body.cycle.all.of).toBe(3);
    expect(Math.round((body.cycle.all.ninth ?? 0) / MINUTE)).toBe(90);
    const found = body.findings.filter(({ rule }) => rule === 'test-rules/promise');
    // Six findings in five versions of four requests.
    expect([sum(found.map(({ hits }) => hits)), sum(found.map(({ posts }) => posts))]).toEqual([6, 4]);
    expect(found.every(({ week }) => body.weeks.includes(week))).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/press|softly|@fund/i);
  });

  it('forgets what is older than the weeks asked for', async () => {
    store.advance(2 * WEEK_MS);
    const { body } = await figures(boss, '?weeks=1');
    expect(body.weeks).toHaveLength(1);
    expect([body.cycle.all.of, body.waiting, body.findings]).toEqual([0, [], []]);
    expect((await figures(boss)).body.cycle.all.of).toBe(3);
  });

  it('is for admins and auditors, and of the own team', async () => {
    for (const browser of [ola, ingrid]) expect((await figures(browser)).body.code).toBe('wrong_role');
    expect((await figures(stranger)).body.cycle.all.of).toBe(0);
  });
});
