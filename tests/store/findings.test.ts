/** What the store finds in a draft can always be handed out: one post never stops the team's sync. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitted } from '../../team-store/team/check.ts';
import { findingSchema } from '../../utils/api/draft.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import type { Finding } from '../../utils/lint/finding.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

/** Each `{match}` may be as long as the post, and `$1` puts it into the suggestion too. */
const GREEDY = `
pack: greedy
version: 1.0.0
title: { en: Greedy rules }
rules:
  - id: ${'a-long-name-'.repeat(16)}end
    kind: existence
    severity: review
    message: { en: "${'{match} '.repeat(120)}" }
    tokens: ['guaranteed \\d+% returns']
    ignorecase: true
    fixes: [{ match: 'guaranteed (\\d+)% returns', text: 'perhaps $1% returns' }]
    suggest: [possible returns]
    examples: { bad: [Guaranteed 9% returns], good: [Possible returns] }
  - id: choices
    kind: substitution
    severity: warn
    message: { en: "Rather {expected}." }
    swap: { 'returns': '${Array.from({ length: 30 }, (_, at) => `gains${at}`).join('|')}' }
    ignorecase: true
    examples: { bad: [Returns], good: [Possible gains] }
${[1, 2, 3]
  .map(
    (at) => `  - id: whole-${at}
    kind: existence
    severity: warn
    message: { en: Long }
    tokens: ['guaranteed \\d+% returns']
    ignorecase: true
    examples: { bad: [Guaranteed 9% returns], good: [Possible returns] }`,
  )
  .join('\n')}
`;

let store: TestStore;
let team: TestTeam;
let ola: Browser;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  ola = await team.join('ola');
});
afterAll(() => store.close());

describe('a post with a very long hit', () => {
  const text = `Guaranteed ${'9'.repeat(5_000)}% returns`;

  it('is pulled by everyone', async () => {
    const boss = await team.join('boss');
    const published = await boss.call('POST', '/api/v1/ruleset', {
      base: 1,
      packs: [{ file: 'greedy.yml', yaml: GREEDY }],
      overrides: {},
      policy: { need: 1, clearanceHours: 24, requestHours: 72 },
      note: '',
    });
    expect(published.status).toBe(200);
    const id = await ola.ask(text);
    const ingrid = await team.join('ingrid');
    expect((await ingrid.pull()).status).toBe(200);
    const { versions } = await ingrid.request(id);
    expect(versions[0]?.verdict).toBe('needs-approval');
    const found = versions[0]?.findings ?? [];
    const long = found.find(({ rule }) => rule.startsWith('a-long-name'));
    const choices = found.find(({ rule }) => rule === 'choices');
    expect(long?.text).toBe(text);
    expect(long?.message.length).toBeLessThanOrEqual(4_000);
    expect(long?.suggestions.map((one) => one.text)).toEqual(['Possible returns']);
    expect(choices?.suggestions).toHaveLength(20);
  });

  it('keeps a version a size that a browser takes', async () => {
    const long = `Guaranteed ${'9'.repeat(60_000)}% returns`;
    const parts = Array.from({ length: LIMITS.parts }, () => ({ text: long, media: [] }));
    const many = creation(draftOf('', { parts }));
    expect(await ola.send(many)).toBe('applied');
    // Its size gives it a page of its own.
    const { cursor, after } = (await ola.pull()).body;
    const page = await ola.pull(`?cursor=${cursor}&after=${encodeURIComponent(after)}`);
    expect(page.status).toBe(200);
    const change = page.body.changes.find(({ id }) => id === many.request);
    const findings = change?.entity === 'request' ? (change.data?.versions[0]?.findings ?? []) : [];
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings).length).toBeLessThanOrEqual(LIMITS.body);
  });
});

describe('fitted', () => {
  const finding: Finding = {
    rule: 'r',
    pack: 'p',
    kind: 'existence',
    severity: 'review',
    part: 0,
    start: 0,
    end: 1,
    text: 'x',
    message: 'x',
    why: { text: 'because', source: 'https://example.com', section: null, checked: null },
    suggestions: [],
    locale: 'en',
  };

  it('makes every text fit the contract and keeps replacements whole', () => {
    const long = '\u{1f600}'.repeat(50_000);
    const one = fitted({
      ...finding,
      rule: long,
      pack: long,
      kind: long,
      text: long,
      message: long,
      why: { text: long, source: null, section: null, checked: null },
      suggestions: [
        { start: 0, end: 1, text: long },
        ...Array.from({ length: 30 }, (_, at) => ({ start: 0, end: 1, text: `s${at}` })),
      ],
    });
    expect(findingSchema.safeParse(one).success).toBe(true);
    expect(one?.suggestions.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, at) => `s${at}`));
    for (const text of [one?.rule, one?.text, one?.message, one?.why?.text])
      expect(text?.isWellFormed()).toBe(true);
    expect(fitted(finding)).toEqual(finding);
  });

  it('gives nothing where nothing can be made of it', () => {
    expect(fitted({ ...finding, part: -1 })).toBeNull();
  });
});

describe('what the author declares', () => {
  const LABEL = `
pack: label
version: 1.0.0
title: { en: Labels }
rules:
  - id: missing
    kind: disclosure
    severity: review
    message: { en: Say that it is an ad. }
    if: { context: [paid] }
    then: { tokens: [ad] }
    examples: { bad: [{ text: New shoes, context: [paid] }], good: [New shoes] }
`;

  it('counts in the store’s own check', async () => {
    const others = await createTeam(store, { kari: ['author'] });
    const kari = await others.join('kari');
    const boss = await others.join('boss');
    const published = await boss.call('POST', '/api/v1/ruleset', {
      base: 1,
      packs: [{ file: 'label.yml', yaml: LABEL }],
      overrides: {},
      policy: { need: 1, clearanceHours: 24, requestHours: 72 },
      note: '',
    });
    expect(published.status).toBe(200);
    const plain = await kari.ask('New shoes');
    expect((await kari.request(plain)).versions[0]).toMatchObject({ verdict: 'clear', findings: [] });
    const paid = { ...creation(draftOf('New shoes')), declared: ['paid'] };
    expect(await kari.send(paid)).toBe('applied');
    const { versions } = await kari.request(paid.request);
    expect(versions[0]?.verdict).toBe('needs-approval');
    expect(versions[0]?.findings.map(({ rule }) => rule)).toEqual(['missing']);
  });
});
