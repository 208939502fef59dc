import { describe, expect, it } from 'vitest';
import { readShippedPacks } from '../../../cli/packs.ts';
import { declarableIn } from '../../../utils/lint/declarable.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';
import type { Overrides, Rule } from '../../../utils/rules/schema.ts';

const base = {
  severity: 'warn' as const,
  message: { en: 'Look.' },
  examples: { bad: ['word'], good: ['fine'] },
};
const planOf = (rules: readonly Rule[], overrides: Overrides = {}) =>
  planRuleset(
    { packs: [{ pack: 'test', version: '1.0.0', title: { en: 'Test' }, rules: [...rules] }], overrides },
    'en',
  );
const tagged = (id: string, ...tags: string[]): Rule => ({
  ...base,
  id,
  kind: 'existence',
  tokens: ['word'],
  ignorecase: true,
  nonword: false,
  where: { tags },
});

describe('what can be declared of a draft', () => {
  it('is what rules name in `where.tags` and in the trigger of a disclosure, once each', () => {
    const label: Rule = {
      ...base,
      id: 'label',
      kind: 'disclosure',
      if: { context: ['paid', 'gifted'] },
      then: { tokens: ['ad'] },
    };
    expect(declarableIn(planOf([tagged('one', 'rx', 'paid'), label]))).toEqual(['rx', 'paid', 'gifted']);
  });

  it('leaves out rules that are switched off, and what a pause waits for', () => {
    const pause: Rule = { ...base, id: 'pause', kind: 'pause', where: { tags: ['crisis'] } };
    const rules = [tagged('one', 'rx'), tagged('two', 'device'), pause];
    expect(declarableIn(planOf(rules, { 'test/two': { enabled: false } }))).toEqual(['rx']);
  });

  it('is known of the packs that come with Signoff', () => {
    const plan = planRuleset({ packs: readShippedPacks(), overrides: {} }, 'en');
    expect([...declarableIn(plan)].sort()).toEqual(
      [
        'paid',
        'gifted',
        'affiliate',
        'employee',
        'ai-image',
        'ai-video',
        'ai-audio',
        'rx',
        'device',
        'supplement',
        'broker-dealer',
      ].sort(),
    );
  });
});
