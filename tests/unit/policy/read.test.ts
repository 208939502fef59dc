import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePolicies, policyChanges } from '../../../utils/policy/merge.ts';
import { type Policy, policySchema } from '../../../utils/policy/policy.ts';
import { readPolicy, writePolicy } from '../../../utils/policy/read.ts';

const errorsOf = (text: string) => {
  const read = readPolicy(text);
  return read.ok ? [] : read.errors;
};
const policy = (data: object): Policy => policySchema.parse(data);
const rule = (id: string, need = 1) => ({
  id,
  when: { always: true },
  steps: [{ who: { role: 'reviewer' }, need }],
});

describe('the place of a mistake', () => {
  it.each([
    ['need: 1\nclearanceHours: soon\n', 'clearanceHours', 2, 1],
    ['need: 1\nsurplus: 4\n', '', 2, 1],
    [
      'rules:\n  - id: a\n    when: { market: [nowhere] }\n    steps: [{ who: { role: admin } }]\n',
      'rules.0.when.market',
      3,
      13,
    ],
    ['rules:\n  - id: a\n    when: { always: true }\n', 'rules.0.steps', 2, 5],
    ['need: [1\n', '', 2, 1],
    ['need: 1\nneed: 2\n', '', 2, 1],
  ])('%j is told', (text, path, line, column) => {
    expect(errorsOf(text)[0]).toMatchObject({ path, line, column });
  });

  it('lies within the text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'rules: -[]{}\n&*a1') })),
        (text) => {
          for (const { line, column } of errorsOf(text)) {
            const lines = text.split('\n');
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe('a policy as text', () => {
  it('reads back to the same', () => {
    const one = policy({
      need: 2,
      rules: [rule('night'), rule('legal', 2)],
      markets: { no: { platforms: ['x'] } },
      late: { remindAfterHours: [1, 2] },
    });
    expect(readPolicy(writePolicy(one))).toEqual({ ok: true, policy: one });
  });
});

describe('two changes at once', () => {
  const base = policy({ need: 1, rules: [rule('a'), rule('b')] });

  it('are both kept where they are of different parts', () => {
    const mine = policy({ need: 2, rules: [rule('a'), rule('b')] });
    const theirs = policy({ need: 1, rules: [rule('a', 2), rule('c')], oneUse: true });
    expect(mergePolicies(base, mine, theirs)).toEqual({
      policy: policy({ need: 2, rules: [rule('a', 2), rule('c')], oneUse: true }),
      both: [],
    });
  });

  it('are named where they are of the same part, and mine is kept', () => {
    const merged = mergePolicies(
      base,
      policy({ need: 2, rules: [rule('a', 3), rule('b')] }),
      policy({ need: 1, rules: [rule('a', 2), rule('b')] }),
    );
    expect(merged?.policy.rules?.[0]?.steps[0]?.need).toBe(3);
    expect(merged?.both).toEqual([{ part: 'rules', entry: 'a', kind: 'changed' }]);
  });

  it('are not put together where they would be no policy', () => {
    const market = policy({ markets: { no: { platforms: ['x'] } } });
    const mine = policy({
      markets: { no: { platforms: ['x'] } },
      rules: [{ ...rule('a'), when: { market: ['no'] } }],
    });
    expect(mergePolicies(market, mine, policy({}))).toBeNull();
  });

  it('of nothing are nothing, and of one alone are that one', () => {
    const needs = fc.integer({ min: 1, max: 5 });
    const some = fc
      .record({ need: needs, ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), own: needs })
      .map(({ need, ids, own }) =>
        policy({ need, ...(ids.length === 0 ? {} : { rules: ids.map((id) => rule(id, own)) }) }),
      );
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(policyChanges(one, one)).toEqual([]);
        const [mine, theirs] = [mergePolicies(one, other, one), mergePolicies(one, one, other)];
        expect(mine !== null && policyChanges(mine.policy, other)).toEqual([]);
        expect(theirs !== null && policyChanges(theirs.policy, other)).toEqual([]);
      }),
    );
  });
});
