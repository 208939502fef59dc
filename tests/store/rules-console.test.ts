import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  RecentPosts,
  RuleFigures,
  RulesetDevices,
  RulesetHistory,
  RulesetResponse,
  RulesetSources,
  ShippedPack,
} from '../../utils/api/routes.ts';
import { loadPack } from '../../utils/rules/load.ts';
import { SHIPPED_PACKS } from '../../utils/rules/starter.ts';
import {
  type Browser,
  createTeam,
  creation,
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
let auditor: Browser;
let stranger: Browser;

const policy = { need: 1, clearanceHours: 24, requestHours: 72 };
const DAY = 86_400_000;

beforeAll(async () => {
  store = await startTestStore();
  const team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'], nils: ['auditor'] });
  [boss, ola, ingrid, auditor] = await Promise.all([
    team.join('boss'),
    team.join('ola'),
    team.join('ingrid'),
    team.join('nils'),
  ]);
  const other = await createTeam(store, { spy: ['admin', 'author'] });
  stranger = await other.join('spy');
});
afterAll(() => store.close());

const publish = (base: number, more: object = {}) =>
  boss.call<RulesetResponse>('POST', '/api/v1/ruleset', {
    base,
    packs: [{ file: 'test.yml', yaml: PACK }],
    overrides: {},
    policy,
    note: `Version ${base + 1}`,
    ...more,
  });
const history = (browser: Browser, query = '') =>
  browser.call<RulesetHistory>('GET', `/api/v1/ruleset/history${query}`);
const sources = (browser: Browser, query = '') =>
  browser.call<RulesetSources>('GET', `/api/v1/ruleset/sources${query}`);
const figures = (browser: Browser) => browser.call<RuleFigures>('GET', '/api/v1/rules/figures');
const running = (browser: Browser) => browser.call<RulesetDevices>('GET', '/api/v1/ruleset/devices');
const posts = (browser: Browser, query = '') =>
  browser.call<RecentPosts>('GET', `/api/v1/rules/posts${query}`);

const finding = (rule: string) => ({
  rule,
  pack: 'test-rules',
  kind: 'existence',
  severity: 'review' as const,
  part: 0,
  start: 0,
  end: 10,
  text: 'guaranteed',
  message: 'Promises',
  why: null,
  suggestions: [],
  locale: 'en',
});

describe('the history of rulesets', () => {
  it('has every version with its note and publisher, page by page, and each as it was written', async () => {
    const overrides = { 'test-rules/promise': { add: { tokens: ['risk free'] }, severity: 'block' } };
    expect((await publish(1, { overrides })).body.version).toBe(2);
    expect((await publish(2)).body.version).toBe(3);
    const first = await history(ola, '?limit=2');
    expect(first.body).toMatchObject({
      more: true,
      versions: [
        { version: 3, note: 'Version 3', publishedBy: { name: 'Boss' } },
        { version: 2, note: 'Version 2' },
      ],
    });
    const rest = await history(ola, '?before=2&limit=2');
    expect([rest.body.more, rest.body.versions.map(({ version }) => version)]).toEqual([false, [1]]);
    expect((await sources(ola, '?version=2')).body).toMatchObject({ version: 2, overrides });
    expect((await sources(ola)).body).toMatchObject({ version: 3, overrides: {} });
    expect((await sources(ola, '?version=99')).body.code).toBe('not_found');
  });

  it('is another team’s own', async () => {
    expect((await history(stranger)).body.versions.map(({ version }) => version)).toEqual([1]);
    expect((await sources(stranger, '?version=3')).body.code).toBe('not_found');
  });

  it('goes back by publishing what was before as a new version', async () => {
    const { packs, overrides } = (await sources(boss, '?version=2')).body;
    expect((await publish(3, { packs, overrides, note: 'Back to 2' })).body.version).toBe(4);
    expect((await sources(ola)).body).toMatchObject({ version: 4, packs, overrides });
  });
});

describe('overrides of parameters', () => {
  it('that cannot run are refused with their place, and the ruleset stays', async () => {
    const refused = async (override: object) => {
      const { status, body } = await publish(4, { overrides: { 'test-rules/promise': override } });
      return [status, body.code, body.errors?.map(({ path }) => path)];
    };
    expect(await refused({ set: { max: 3 } })).toEqual([
      422,
      'ruleset_invalid',
      ['overrides.test-rules/promise.set.max'],
    ]);
    expect(await refused({ add: { tokens: ['(a+'] } })).toEqual([
      422,
      'ruleset_invalid',
      ['overrides.test-rules/promise.add.tokens'],
    ]);
    expect(await refused({ set: { ignorecase: 'yes' } })).toEqual([
      422,
      'ruleset_invalid',
      ['overrides.test-rules/promise.set.ignorecase'],
    ]);
    expect((await sources(boss)).body.version).toBe(4);
  });

  it('that merely have no effect any more stand in nobody’s way', async () => {
    const overrides = { 'test-rules/promise': { remove: { tokens: ['never there'] } } };
    expect((await publish(4, { overrides })).body.version).toBe(5);
    expect((await sources(boss)).body.overrides).toEqual(overrides);
  });

  it('decide what the store itself finds in what is handed in', async () => {
    expect(
      (await publish(5, { overrides: { 'test-rules/promise': { add: { tokens: ['risk free'] } } } })).body
        .version,
    ).toBe(6);
    const id = await ola.ask('This is risk free.');
    expect((await ola.request(id)).versions[0]).toMatchObject({ verdict: 'needs-approval' });
  });
});

describe('figures of rules', () => {
  it('count findings, posts, what was approved with the finding in it, and words asked for, of thirty days', async () => {
    const before = (await figures(boss)).body;
    const countOf = (all: RuleFigures, rule: string) =>
      all.rules.find((one) => one.rule === rule) ?? { rule, hits: 0, posts: 0, passed: 0, asked: 0 };
    const was = countOf(before, 'test-rules/promise');
    const draft = draftOf('Guaranteed twice, guaranteed!');
    const command = creation(draft);
    expect(await ola.send({ ...command, findings: [finding('promise'), finding('promise')] })).toBe(
      'applied',
    );
    expect(await ola.send(newVersion(command.request, 2, draftOf('Guaranteed once.')))).toBe('applied');
    const afterTwo = countOf((await figures(boss)).body, 'test-rules/promise');
    expect(afterTwo.posts - was.posts).toBe(1);
    expect(afterTwo.hits - was.hits).toBeGreaterThanOrEqual(2);
    expect(afterTwo.passed).toBe(was.passed);
    expect(await ingrid.send(ingrid.decision(await ingrid.request(command.request)))).toBe('applied');
    const ask = { ask: randomUUID(), pack: 'test-rules', rule: 'promise', words: 'guaranteed', note: '' };
    expect((await ola.call('POST', '/api/v1/word-asks', ask)).status).toBe(200);
    const { body } = await figures(auditor);
    expect(countOf(body, 'test-rules/promise')).toMatchObject({
      passed: was.passed + 1,
      asked: was.asked + 1,
    });
    expect(body.posts).toBe(before.posts + 1);
  });

  it('are for admins and auditors, and of the own team', async () => {
    for (const browser of [ola, ingrid]) expect((await figures(browser)).body.code).toBe('wrong_role');
    expect((await figures(stranger)).body).toMatchObject({ posts: 0, rules: [] });
  });
});

describe('the team’s last posts', () => {
  it('come with what their authors declared, the newest version of each, the newest first', async () => {
    const first = creation(draftOf('The first of two'));
    expect(await ola.send({ ...first, declared: ['paid'] })).toBe('applied');
    const second = await ola.ask('The second of two');
    expect(await ola.send(newVersion(second, 2, draftOf('The second, again')))).toBe('applied');
    const { body } = await posts(boss, '?limit=2');
    expect(body.posts.map(({ draft, declared }) => [draft.parts[0]?.text, declared])).toEqual([
      ['The second, again', []],
      ['The first of two', ['paid']],
    ]);
    expect(body.cut).toBe(false);
    expect((await posts(boss)).body.posts.length).toBeGreaterThan(2);
  });

  it('are cut where they would fill the answer, and it says so', async () => {
    const long = 'a '.repeat(32_000);
    const parts = Array.from({ length: 50 }, () => ({ text: long, media: [] }));
    for (let i = 0; i < 3; i++) expect(await ola.send(creation(draftOf(`${i}`, { parts })))).toBe('applied');
    const { body } = await posts(boss);
    expect(body.cut).toBe(true);
    expect(body.posts.length).toBe(1);
  });

  it('are for admins, and of the own team', async () => {
    for (const browser of [ola, ingrid, auditor]) expect((await posts(browser)).body.code).toBe('wrong_role');
    expect((await posts(stranger)).body.posts).toEqual([]);
  });
});

describe('who runs which version', () => {
  it('is what each browser said last, and since when', async () => {
    const of = async (browser: Browser) =>
      (await running(boss)).body.devices.find(({ id }) => id === browser.joined.device);
    expect(await of(ola)).toMatchObject({ version: null, since: null, member: { name: 'ola' } });
    await ola.pull('?ruleset=5');
    await expect.poll(async () => (await of(ola))?.version).toBe(5);
    const since = (await of(ola))?.since;
    store.advance(DAY);
    await ola.pull('?ruleset=5');
    await ingrid.pull('?ruleset=6');
    await expect.poll(async () => (await of(ingrid))?.version).toBe(6);
    expect((await of(ola))?.since).toBe(since);
    await ola.pull('?ruleset=6');
    await expect.poll(async () => (await of(ola))?.version).toBe(6);
    expect((await of(ola))?.since).toBeGreaterThan(since ?? 0);
    // A browser from before this was asked says nothing, and is not forgotten.
    await ola.pull();
    expect((await of(ola))?.version).toBe(6);
  });

  it('is for admins and auditors', async () => {
    expect((await running(auditor)).status).toBe(200);
    for (const browser of [ola, ingrid]) expect((await running(browser)).body.code).toBe('wrong_role');
    const foreign = (await running(stranger)).body.devices.map(({ id }) => id);
    expect(foreign).toEqual([stranger.joined.device]);
  });
});

describe('packs that come with the store', () => {
  it('are all of them, with the version that each says itself', async () => {
    const { body } = await ola.call<{ packs: ShippedPack[] }>('GET', '/api/v1/packs');
    expect(body.packs.map(({ pack }) => pack)).toEqual([...SHIPPED_PACKS]);
    for (const { pack, version, file, yaml } of body.packs) {
      const loaded = loadPack(yaml, file);
      expect(loaded.ok && [loaded.pack.pack, loaded.pack.version]).toEqual([pack, version]);
    }
  });
});
