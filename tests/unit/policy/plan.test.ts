import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../utils/draft/draft.ts';
import { SEVERITIES, type Severity } from '../../../utils/lint/finding.ts';
import { dryRun } from '../../../utils/policy/dry-run.ts';
import { foundIn, planFor, planOfRequest } from '../../../utils/policy/plan.ts';
import { type Policy, policySchema } from '../../../utils/policy/policy.ts';
import { readPolicy } from '../../../utils/policy/read.ts';
import type { Found } from '../../../utils/policy/when.ts';
import type { Person } from '../../../utils/policy/who.ts';

const OLA: Person = { member: 'ola', roles: ['author'], groups: ['seniors'] };
const LIS: Person = { member: 'lis', roles: ['author'], groups: [] };
const NOON = Date.UTC(2026, 5, 10, 12);

const draftOf = (text: string, more: Partial<Draft> = {}): Draft => ({
  platform: 'x',
  account: '@fund',
  parts: [{ text, media: [] }],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
  ...more,
});
const found = (severity: Severity, rule = 'promise', pack = 'finance'): Found => ({ severity, rule, pack });
const policyOf = (policy: object): Policy => policySchema.parse(policy);
const anyone = [{ who: { role: 'reviewer' } }];

/** Ids of the steps that a rule with this `when` brings about, without the step of any reviewers. */
function asks(
  when: object,
  draft: Draft,
  findings: readonly Found[],
  now = NOON,
  more: object = {},
): boolean {
  const policy = policyOf({ rules: [{ id: 'it', when, steps: [{ who: { group: 'legal' } }] }], ...more });
  const { steps } = planFor(policy, draft, findings, OLA, now).plan;
  return steps.some(({ id, because }) => id === 'group:legal' && because.includes('it'));
}

describe('the short form', () => {
  it.each<[Severity | null, number]>([
    [null, 0],
    ['note', 0],
    ['warn', 0],
    ['review', 1],
    ['block', 0],
  ])('asks any reviewers for what wants review: %s', (severity, steps) => {
    const policy = policyOf({ need: 2, clearanceHours: 5, requestHours: 7 });
    const findings = severity === null ? [] : [found(severity)];
    const { plan, verdict } = planFor(policy, draftOf('a'), findings, OLA, NOON);
    expect(plan.steps).toHaveLength(steps);
    expect(verdict === 'blocked').toBe(severity === 'block');
    expect(planOfRequest(policy, plan).steps).toEqual([
      { id: 'role:reviewer', who: { role: 'reviewer' }, need: 2, stage: 0, because: [] },
    ]);
    expect(plan).toMatchObject({ clearanceHours: 5, requestHours: 7, oneUse: false, override: null });
  });

  it('stays as it was written', () => {
    const short = { need: 1, clearanceHours: 24, requestHours: 72 };
    expect(policyOf({})).toEqual(short);
    expect(policyOf(short)).toEqual(short);
  });
});

describe('when', () => {
  it.each<[string, object, Partial<Draft>, readonly Found[], boolean]>([
    ['always, even for what is clear', { always: true }, {}, [], true],
    ['a severity', { severity: ['warn'] }, {}, [found('warn')], true],
    ['another severity', { severity: ['warn'] }, {}, [found('note')], false],
    ['a rule', { rule: ['finance/promise'] }, {}, [found('note')], true],
    [
      'the same rule of another pack',
      { rule: ['finance/promise'] },
      {},
      [found('note', 'promise', 'x')],
      false,
    ],
    ['a pack', { pack: ['finance'] }, {}, [found('note', 'other')], true],
    [
      'a severity and a pack of two findings',
      { severity: ['review'], pack: ['finance'] },
      {},
      [found('note'), found('review', 'a', 'b')],
      false,
    ],
    ['a platform', { platform: ['x', 'linkedin'] }, {}, [], true],
    ['another platform', { platform: ['linkedin'] }, {}, [], false],
    ['an account in other letters', { account: ['@FUND'] }, {}, [], true],
    ['an account that cannot be seen', { account: ['@fund'] }, { account: null }, [], false],
    ['all that is named', { account: ['@fund'], platform: ['linkedin'] }, {}, [], false],
  ])('%s', (_, when, more, findings, expected) => {
    expect(asks(when, draftOf('a', more), findings)).toBe(expected);
  });

  it('a market is what the policy says it is', () => {
    const markets = { nordic: { accounts: ['@fund_no', '@fund'] }, pro: { platforms: ['linkedin'] } };
    expect(asks({ market: ['nordic'] }, draftOf('a'), [], NOON, { markets })).toBe(true);
    expect(asks({ market: ['pro'] }, draftOf('a'), [], NOON, { markets })).toBe(false);
  });

  it.each([
    ['Earnings are out #Earnings', [], true],
    ['Earnings are out ＃earnings!', [], true],
    ['Earnings are out #earningscall', [], false],
    ['No hashtag', [found('note')], true],
    ['No hashtag', [found('note', 'other')], false],
  ])('a tag comes from a hashtag or a rule: %s', (text, findings, expected) => {
    const tags = { results: { hashtags: ['earnings'], rules: ['finance/promise'] } };
    expect(asks({ tag: ['results'] }, draftOf(text), findings as Found[], NOON, { tags })).toBe(expected);
  });

  it.each([
    // 12:00 UTC is 14:00 in Oslo in summer, 13:00 in winter.
    ['in summer', '2026-06-10T12:00:00Z', '14:00', '15:00', undefined, true],
    ['in winter', '2026-12-10T12:00:00Z', '14:00', '15:00', undefined, false],
    ['at the end', '2026-06-10T13:00:00Z', '14:00', '15:00', undefined, false],
    ['over midnight, before', '2026-06-10T21:00:00Z', '22:00', '06:00', undefined, true],
    ['over midnight, after', '2026-06-11T03:59:00Z', '22:00', '06:00', undefined, true],
    ['over midnight, by day', '2026-06-11T04:00:00Z', '22:00', '06:00', undefined, false],
    ['on a day', '2026-06-12T12:00:00Z', '14:00', '15:00', ['fri'], true],
    ['on another day', '2026-06-11T12:00:00Z', '14:00', '15:00', ['fri'], false],
    ['in the night that began on Friday', '2026-06-13T02:00:00Z', '22:00', '06:00', ['fri'], true],
    ['in the night that began on Saturday', '2026-06-14T02:00:00Z', '22:00', '06:00', ['fri'], false],
    ['the whole day', '2026-06-13T02:00:00Z', '00:00', '00:00', undefined, true],
  ])('time of day %s', (_, at, from, to, days, expected) => {
    const time = { from, to, zone: 'Europe/Oslo', ...(days === undefined ? {} : { days }) };
    expect(asks({ time }, draftOf('a'), [], Date.parse(at))).toBe(expected);
    // What is planned is judged by its own time.
    expect(asks({ time }, draftOf('a', { scheduledFor: at }), [], 0)).toBe(expected);
  });
});

describe('steps of several rules', () => {
  const policy = policyOf({
    clearanceHours: 24,
    rules: [
      { id: 'a', when: { always: true }, steps: [{ who: { group: 'legal' } }, { who: { role: 'admin' } }] },
      {
        id: 'b',
        when: { platform: ['x'] },
        steps: [{ who: { role: 'admin' }, need: 2 }],
        clearanceHours: 2,
        oneUse: true,
      },
      { id: 'c', when: { platform: ['y'] }, steps: anyone },
    ],
  });

  it('become one for the same people: the most, and as late as any rule says', () => {
    const { plan } = planFor(policy, draftOf('a'), [], OLA, NOON);
    expect(plan.steps.map(({ id, need, stage, because }) => [id, need, stage, because])).toEqual([
      ['group:legal', 1, 0, ['a']],
      ['role:admin', 2, 1, ['a', 'b']],
    ]);
    expect(plan).toMatchObject({ clearanceHours: 2, requestHours: 72, oneUse: true });
  });

  it('never come to less than any of the rules alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1 }), (chosen) => {
        const rules = (policy.rules ?? []).filter((_, at) => chosen.includes(at));
        const all = planFor({ ...policy, rules }, draftOf('a'), [], OLA, NOON).plan.steps;
        for (const rule of rules)
          for (const step of planFor({ ...policy, rules: [rule] }, draftOf('a'), [], OLA, NOON).plan.steps)
            expect(all.find(({ id }) => id === step.id)?.need ?? 0).toBeGreaterThanOrEqual(step.need);
      }),
    );
  });
});

describe('trusted members', () => {
  const policy = policyOf({ trusted: { who: { group: 'seniors' }, except: ['finance/insider'] } });

  it('need nobody for review, but for what is excepted, and never pass a block', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom('promise', 'insider'))),
        (findings) => {
          const all = findings.map(([severity, rule]) => found(severity, rule));
          const trusted = planFor(policy, draftOf('a'), all, OLA, NOON);
          const other = planFor(policy, draftOf('a'), all, LIS, NOON);
          expect(trusted.verdict === 'blocked').toBe(other.verdict === 'blocked');
          const excepted = all.some(({ severity, rule }) => severity === 'review' && rule === 'insider');
          if (other.verdict === 'needs-approval') {
            expect(other.plan.steps).toHaveLength(1);
            expect(trusted.plan.steps).toHaveLength(excepted ? 1 : 0);
          }
        },
      ),
    );
  });
});

describe('findings that were too many to keep', () => {
  it('do not make a verdict milder', () => {
    expect(
      planFor(policyOf({}), draftOf('a'), foundIn({ verdict: 'needs-approval', findings: [] }), LIS, NOON)
        .verdict,
    ).toBe('needs-approval');
    expect(
      planFor(policyOf({}), draftOf('a'), foundIn({ verdict: 'blocked', findings: [] }), OLA, NOON).verdict,
    ).toBe('blocked');
  });
});

describe('the dry run', () => {
  const policy = policyOf({
    rules: [
      {
        id: 'a',
        when: { always: true },
        steps: [{ who: { group: 'legal' } }, { who: { role: 'reviewer' } }],
      },
    ],
    overrides: { who: { role: 'admin' } },
  });
  const reviewer = (member: string, ...groups: string[]): Person => ({ member, roles: ['reviewer'], groups });

  it('knows whether there are enough different people', () => {
    const ask = (...people: Person[]) => dryRun(policy, draftOf('a'), [], OLA, people, NOON);
    expect(ask(reviewer('ida', 'legal'), reviewer('per')).possible).toBe(true);
    expect(ask(reviewer('ida', 'legal')).possible).toBe(false);
    expect(ask(reviewer('per'), reviewer('tor')).possible).toBe(false);
    const lawyers = ask(reviewer('ida', 'legal'), reviewer('eva', 'legal'), {
      member: 'bo',
      roles: ['admin'],
      groups: [],
    });
    expect(lawyers.steps.map(({ from }) => from)).toEqual([
      ['ida', 'eva'],
      ['ida', 'eva'],
    ]);
    expect(lawyers).toMatchObject({ possible: true, mayOverride: ['bo'], clearanceHours: 24 });
    // Who is in the group and may not decide anything does not count.
    expect(ask({ ...LIS, groups: ['legal'] }, reviewer('per')).steps[0]?.from).toEqual([]);
  });

  it('says that no approval lets out what is blocked', () => {
    expect(
      dryRun(policy, draftOf('a'), [found('block')], OLA, [reviewer('ida', 'legal'), reviewer('per')], NOON),
    ).toMatchObject({
      verdict: 'blocked',
      possible: false,
    });
  });
});

describe('a policy that is written', () => {
  it('may be YAML or JSON', () => {
    const yaml =
      'need: 2\nrules:\n  - id: a\n    when: { always: true }\n    steps:\n      - who: { role: reviewer }\n';
    const read = readPolicy(yaml);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(readPolicy(JSON.stringify(read.policy))).toEqual(read);
    expect(read.policy.rules?.[0]?.order).toBe('in-order');
  });

  it.each([
    ['no steps', 'rules: [{ id: a, when: { always: true }, steps: [] }]', 'rules.0.steps'],
    ['no condition', 'rules: [{ id: a, when: {}, steps: [{ who: { role: admin } }] }]', 'rules.0.when'],
    ['two whos in one', 'overrides: { who: { role: admin, group: legal } }', 'overrides.who'],
    ['a role that decides nothing', 'overrides: { who: { role: author } }', 'overrides.who'],
    [
      'a market nobody knows',
      'rules: [{ id: a, when: { market: [no] }, steps: [{ who: { role: admin } }] }]',
      'rules.0.when.market',
    ],
    [
      'a tag nobody knows',
      'rules: [{ id: a, when: { tag: [no] }, steps: [{ who: { role: admin } }] }]',
      'rules.0.when.tag',
    ],
    [
      'a time zone nobody knows',
      'rules: [{ id: a, when: { time: { from: "08:00", to: "09:00", zone: Oslo } }, steps: [{ who: { role: admin } }] }]',
      'rules.0.when.time.zone',
    ],
    ['calling nobody', 'late: { escalateAfterHours: 3 }', 'late'],
    ['an unknown key', 'nede: 2', ''],
    ['no mapping', '- 1', ''],
    ['neither YAML nor JSON', '{ a: [', ''],
    ['an alias', 'a: &a 1\nb: *a', ''],
  ])('is refused with its place for %s', (_, text, path) => {
    const read = readPolicy(text);
    if (read.ok) throw new Error('it was read');
    expect(read.errors.map((error) => error.path)).toContain(path);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readPolicy(text)));
  });
});
