import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShippedPacks } from '../../../cli/packs.ts';
import { RulesetError } from '../../../utils/lint/ruleset-error.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';
import { type MisfitCode, misfitsOf } from '../../../utils/rules/misfits.ts';
import { overridden, overriddenPack } from '../../../utils/rules/overrides.ts';
import { type Parameter, parametersOf } from '../../../utils/rules/parameters.ts';
import {
  type Override,
  type Overrides,
  overridesSchema,
  type Pack,
  packSchema,
  type Rule,
  ruleSchema,
} from '../../../utils/rules/schema.ts';

const base = {
  severity: 'warn',
  message: { en: 'No' },
  examples: { bad: ['x'], good: ['y'] },
} as const;

const pack: Pack = packSchema.parse({
  pack: 'own',
  version: '1.0.0',
  title: { en: 'Own' },
  rules: [
    {
      ...base,
      id: 'promise',
      kind: 'existence',
      tokens: ['guaranteed', 'risk free'],
      where: { platforms: ['x'] },
    },
    { ...base, id: 'words', kind: 'terms', terms: ['moon', 'lambo'] },
    { ...base, id: 'tags', kind: 'hashtag', max: 3 },
    { ...base, id: 'long', kind: 'length', max: 'platform' },
    {
      ...base,
      id: 'paid',
      kind: 'disclosure',
      if: { context: ['paid'] },
      then: { tokens: ['ad'], within: 'fold' },
    },
    { ...base, id: 'links', kind: 'link', deny: ['bit.ly'], shorteners: true },
    { ...base, id: 'stop', kind: 'pause', topics: ['election'] },
    { ...base, id: 'often', kind: 'occurrence', token: '!', max: 2 },
  ],
});

function ruleNamed(id: string): Rule {
  const rule = pack.rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

const codes = (overrides: Overrides): readonly (readonly [MisfitCode, string])[] =>
  misfitsOf([pack], overrides).map(({ code, at }) => [code, at]);

describe('overrides of parameters', () => {
  it('are done to the rule, lists and values, in a group too', () => {
    expect(
      overridden(ruleNamed('promise'), {
        add: { tokens: ['sure win', 'guaranteed'] },
        remove: { tokens: ['risk free'] },
      }),
    ).toMatchObject({ tokens: ['guaranteed', 'sure win'] });
    expect(overridden(ruleNamed('tags'), { set: { max: 1 }, severity: 'block' })).toMatchObject({
      max: 1,
      severity: 'block',
    });
    expect(
      overridden(ruleNamed('paid'), { set: { 'then.within': 'text' }, add: { 'then.tokens': ['reklame'] } }),
    ).toMatchObject({
      then: { tokens: ['ad', 'reklame'], within: 'text' },
    });
    expect(overridden(ruleNamed('links'), { remove: { deny: ['bit.ly'] } })).not.toHaveProperty('deny');
    expect(overridden(ruleNamed('tags'), { enabled: false })).toBeNull();
  });

  it('narrow and lift the scope key by key', () => {
    const rule = ruleNamed('promise');
    expect(overridden(rule, { where: { accounts: ['@fund'], until: '2027-01-01' } })?.where).toEqual({
      platforms: ['x'],
      accounts: ['@fund'],
      until: '2027-01-01',
    });
    expect(overridden(rule, { where: { platforms: null } })).not.toHaveProperty('where');
  });

  it('leave the pack and the rule as they were', () => {
    const before = structuredClone(pack);
    overriddenPack(pack, {
      'own/paid': { set: { 'then.within': 'text' }, add: { 'then.tokens': ['reklame'] } },
    });
    expect(pack).toEqual(before);
  });

  it('that fit are quiet', () => {
    expect(
      codes({
        'own/promise': {
          add: { tokens: ['sure win'] },
          remove: { tokens: ['risk free'] },
          where: { platforms: null },
        },
        'own/tags': { set: { max: 'platform' } },
        'own/long': { set: { max: 250, count: 'words' } },
        'own/paid': { set: { 'then.within': 'first-part' } },
        'own/links': { set: { tracking: ['ref'], shorteners: false } },
      }),
    ).toEqual([]);
  });

  it.each<[string, Override, MisfitCode, string]>([
    ['own/gone', { severity: 'warn' }, 'no_rule', ''],
    ['own/tags', { set: { terms: ['a'] } }, 'no_parameter', 'set.terms'],
    ['own/tags', { set: { severity: 'block' } }, 'no_parameter', 'set.severity'],
    ['own/tags', { set: { max: -1 } }, 'bad_value', 'set.max'],
    ['own/tags', { set: { max: 'many' } }, 'bad_value', 'set.max'],
    ['own/paid', { set: { 'then.within': 'nowhere' } }, 'bad_value', 'set.then.within'],
    ['own/tags', { add: { max: ['3'] } }, 'no_list', 'add.max'],
    ['own/words', { remove: { terms: ['moon', 'lambo'] } }, 'bad_value', 'remove.terms'],
    ['own/promise', { add: { tokens: ['(a+'] } }, 'bad_pattern', 'add.tokens'],
    ['own/promise', { remove: { tokens: ['never there'] } }, 'not_there', 'remove.tokens'],
    ['own/promise', { add: { tokens: ['guaranteed'] } }, 'there_already', 'add.tokens'],
    ['own/tags', { set: { max: 3 } }, 'there_already', 'set.max'],
    ['own/promise', { where: { from: 'soon' } }, 'bad_value', 'where.from'],
  ])('of %s that do not fit are told: %j', (rule, override, code, at) => {
    expect(codes({ [rule]: override })).toEqual([[code, at]]);
  });

  it('stop publishing only where they cannot run', () => {
    const fatal = (overrides: Overrides): boolean =>
      misfitsOf([pack], overrides).some(({ isFatal }) => isFatal);
    expect(fatal({ 'own/promise': { remove: { tokens: ['never there'] } } })).toBe(false);
    expect(fatal({ 'own/promise': { add: { tokens: ['(a+'] } } })).toBe(true);
    const run = (): unknown =>
      planRuleset({ packs: [pack], overrides: { 'own/promise': { add: { tokens: ['(a+'] } } } }, 'en');
    expect(run).toThrow(RulesetError);
  });

  it('have names that reach no prototype', () => {
    const document = JSON.parse('{"own/tags": {"set": {"__proto__": {"max": 1}}}}');
    expect(overridesSchema.safeParse(document).data?.['own/tags']?.set ?? {}).toEqual({});
    expect(overridesSchema.safeParse({ 'own/tags': { set: { 'then.__proto__': 1 } } }).success).toBe(false);
    expect(overridesSchema.safeParse({ 'own/tags': { set: { constructor: 1 } } }).data).toBeDefined();
    expect(codes({ 'own/tags': { set: { constructor: 1 } } })).toEqual([['no_parameter', 'set.constructor']]);
  });
});

describe('parameters of a kind', () => {
  it('are every one that its schema has, and of what all rules have what they let pass', () => {
    const named = (kind: Rule['kind']): readonly string[] => parametersOf(kind).map(({ name }) => name);
    expect(named('terms')).toEqual(['terms', 'evasion', 'ignorediacritics', 'unless']);
    expect(named('disclosure')).toEqual([
      'if.tokens',
      'if.context',
      'if.rules',
      'then.tokens',
      'then.within',
      'then.hashtags',
      'then.add',
      'unless',
    ]);
    expect(named('length')).toEqual(['max', 'min', 'count', 'unless']);
  });

  it('say what may stand there', () => {
    const of = (kind: Rule['kind'], name: string): Parameter | undefined =>
      parametersOf(kind).find((one) => one.name === name);
    expect(of('length', 'max')).toMatchObject({ type: 'number', choices: ['platform'], needed: false });
    expect(of('disclosure', 'then.within')).toMatchObject({
      type: 'choice',
      choices: ['text', 'fold', 'first-part', 'same-part'],
    });
    expect(of('link', 'deny')).toMatchObject({ type: 'list', needed: false });
    expect(of('link', 'shorteners')).toMatchObject({ type: 'switch' });
    expect(of('terms', 'terms')).toMatchObject({ type: 'list', needed: true });
  });

  it('are there for every kind, each with words about it or without, never thrown over', () => {
    for (const { shape } of ruleSchema.options) {
      const [kind] = [...shape.kind.values];
      if (kind !== undefined) expect(Array.isArray(parametersOf(kind))).toBe(true);
    }
  });
});

/** Overrides that fit, for a rule as its kind has it. */
function overridesFor(rule: Rule): fc.Arbitrary<Override> {
  const parts: fc.Arbitrary<Override>[] = [
    fc.constantFrom('note', 'warn', 'review', 'block').map((severity) => ({ severity })),
    fc.boolean().map((enabled) => ({ enabled })),
    fc.constantFrom<Override>(
      { where: { platforms: ['x'] } },
      { where: { platforms: null, until: '2030-01-01' } },
    ),
  ];
  for (const { name, type } of parametersOf(rule.kind)) {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    if (type === 'switch') parts.push(fc.boolean().map((value) => ({ set: { [name]: value } })));
    if (type === 'list' && name !== 'if.rules')
      parts.push(fc.array(word, { minLength: 1, maxLength: 3 }).map((items) => ({ add: { [name]: items } })));
    if (type === 'number')
      parts.push(fc.integer({ min: 1, max: 40 }).map((value) => ({ set: { [name]: value } })));
  }
  return fc.uniqueArray(fc.oneof(...parts), { maxLength: 4 }).map((some) => ({
    ...Object.assign({}, ...some),
    set: Object.assign({}, ...some.map(({ set }) => set)),
    add: Object.assign({}, ...some.map(({ add }) => add)),
  }));
}

describe('overriding, then compiling', () => {
  const packs = readShippedPacks();
  const rules = packs.flatMap((one) => one.rules.map((rule) => ({ name: `${one.pack}/${rule.id}`, rule })));
  const some = fc
    .uniqueArray(fc.constantFrom(...rules), { maxLength: 6, selector: ({ name }) => name })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ name, rule }) => overridesFor(rule).map((override) => [name, override] as const)),
      ),
    )
    .map((entries): Overrides => overridesSchema.parse(Object.fromEntries(entries)));

  it('is compiling the pack edited that way, for every override that fits', () => {
    fc.assert(
      fc.property(some, (overrides) => {
        const names = Object.keys(overrides);
        // Only the rules that are touched: planning all of them each time says nothing more.
        const touched = packs
          .map((one) => ({
            ...one,
            rules: one.rules.filter(({ id }) => names.includes(`${one.pack}/${id}`)),
          }))
          .filter((one) => one.rules.length > 0);
        fc.pre(misfitsOf(touched, overrides).every(({ isFatal }) => !isFatal));
        const edited = touched.map((one) => overriddenPack(one, overrides));
        for (const one of edited) if (one.rules.length > 0) packSchema.parse(one);
        expect(planRuleset({ packs: touched, overrides }, 'en')).toEqual(
          planRuleset({ packs: edited, overrides: {} }, 'en'),
        );
      }),
      { numRuns: 60 },
    );
  });
});
