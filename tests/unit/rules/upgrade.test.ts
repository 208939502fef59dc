import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShippedPacks } from '../../../cli/packs.ts';
import { misfitsOf } from '../../../utils/rules/misfits.ts';
import { type Overrides, type Pack, packSchema } from '../../../utils/rules/schema.ts';
import { isLater, isSamePack, packDifference, withoutMisfits } from '../../../utils/rules/upgrade.ts';

const examples = { bad: ['x'], good: ['y'] };
const claim = {
  id: 'claim',
  kind: 'existence',
  severity: 'warn',
  message: { en: 'Promises' },
  tokens: ['guaranteed', 'sure'],
  examples,
};
const tags = { id: 'tags', kind: 'hashtag', severity: 'note', message: { en: 'Many' }, max: 3, examples };
const length = { id: 'long', kind: 'length', severity: 'block', message: { en: 'Long' }, max: 280, examples };

const packOf = (version: string, rules: readonly object[], more = {}): Pack =>
  packSchema.parse({ pack: 'own', version, title: { en: 'Own' }, rules, ...more });

const before = packOf('1.0.0', [claim, tags]);
const after = packOf('1.1.0', [
  { ...claim, severity: 'block', tokens: ['guaranteed', 'certain'], message: { en: 'Promises!' } },
  length,
]);

describe('the difference between two versions of a pack', () => {
  it('is empty for the same, whatever the version is called', () => {
    expect(isSamePack(packDifference(before, { ...before, version: '9.9.9' }, {}))).toBe(true);
    const swapped = packOf(
      '1.0.0',
      [tags, { ...claim }].toReversed().map(({ kind, ...rest }) => ({ ...rest, kind })),
    );
    expect(isSamePack(packDifference(before, swapped, {}))).toBe(true);
  });

  it('names rules that came, went and changed, and what about them, the gravest first', () => {
    const { rules, from, to } = packDifference(before, after, {});
    expect([from, to]).toEqual(['1.0.0', '1.1.0']);
    expect(rules.map(({ kind, id }) => [kind, id])).toEqual([
      ['removed', 'tags'],
      ['added', 'long'],
      ['changed', 'claim'],
    ]);
    const [, , changed] = rules;
    expect(changed?.kind === 'changed' && changed.fields).toEqual([
      { sort: 'severity', field: 'severity', change: { kind: 'value', before: 'warn', after: 'block' } },
      { sort: 'matching', field: 'tokens', change: { kind: 'list', added: ['certain'], removed: ['sure'] } },
      {
        sort: 'texts',
        field: 'message.en',
        change: { kind: 'value', before: 'Promises', after: 'Promises!' },
      },
    ]);
  });

  it('names what is inside of groups, and lists that changed their order only', () => {
    const paid = (then: object) => ({
      id: 'paid',
      kind: 'disclosure',
      severity: 'warn',
      message: { en: 'Say it is an ad' },
      examples,
      if: { context: ['paid'] },
      then,
    });
    const { rules } = packDifference(
      packOf('1.0.0', [paid({ tokens: ['ad', 'reklame'], within: 'fold' })]),
      packOf('1.0.1', [paid({ tokens: ['reklame', 'ad'] })]),
      {},
    );
    expect(
      rules[0]?.kind === 'changed' && rules[0].fields.map(({ field, change }) => [field, change]),
    ).toEqual([
      ['then.tokens', { kind: 'list', added: [], removed: [] }],
      ['then.within', { kind: 'value', before: 'fold', after: null }],
    ]);
  });

  it('tells which overrides lose their rule, fit no longer, or stand on a rule that moved', () => {
    const overrides: Overrides = {
      'own/tags': { set: { max: 1 } },
      'own/claim': { remove: { tokens: ['sure'] }, add: { tokens: ['certain', 'promised'] } },
      'other/claim': { enabled: false },
    };
    const affected = packDifference(before, after, overrides).overrides;
    expect(affected.map(({ rule, kind, misfits }) => [rule, kind, misfits.map(({ code }) => code)])).toEqual([
      ['own/tags', 'gone', ['no_rule']],
      ['own/claim', 'misfit', ['not_there', 'there_already']],
    ]);
    expect(packDifference(before, after, { 'own/claim': { severity: 'note' } }).overrides).toEqual([
      { rule: 'own/claim', kind: 'moved', misfits: [] },
    ]);
  });

  it('leaves overrides that fit again, and nothing else changed in them', () => {
    const overrides: Overrides = {
      'own/tags': { set: { max: 1 } },
      'own/claim': {
        remove: { tokens: ['sure'] },
        add: { tokens: ['certain', 'promised'] },
        severity: 'review',
      },
    };
    const kept = withoutMisfits(overrides, misfitsOf([after], overrides));
    expect(kept).toEqual({ 'own/claim': { add: { tokens: ['promised'] }, severity: 'review' } });
    expect(misfitsOf([after], kept)).toEqual([]);
    expect(overrides['own/tags']).toEqual({ set: { max: 1 } });
  });

  it('taken there and back is the same difference with both sides swapped', () => {
    const packs = readShippedPacks().map((pack) => ({ ...pack, rules: pack.rules.slice(0, 12) }));
    fc.assert(
      fc.property(fc.constantFrom(...packs), fc.infiniteStream(fc.boolean()), (pack, coins) => {
        const toss = (): boolean => coins.next().value === true;
        const half = {
          ...pack,
          rules: pack.rules
            .filter(toss)
            .map((rule) => (toss() ? rule : { ...rule, severity: 'note' as const })),
        };
        const there = packDifference(pack, half, {});
        const back = packDifference(half, pack, {});
        const of = (list: typeof there.rules, kind: string) =>
          list
            .filter((one) => one.kind === kind)
            .map(({ id }) => id)
            .sort();
        expect(of(there.rules, 'removed')).toEqual(of(back.rules, 'added'));
        expect(of(there.rules, 'changed')).toEqual(of(back.rules, 'changed'));
        expect(isSamePack(there)).toBe(isSamePack(back));
      }),
    );
  });
});

describe('versions', () => {
  it.each([
    ['1.0.1', '1.0.0', true],
    ['1.10.0', '1.9.0', true],
    ['2.0.0', '1.99.99', true],
    ['1.0.0', '1.0.0', false],
    ['1.0.0', '1.0.1', false],
  ])('%s is later than %s: %s', (a, b, later) => expect(isLater(a, b)).toBe(later));
});
