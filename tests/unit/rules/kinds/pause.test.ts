import { describe, expect, it } from 'vitest';
import type { RuleOf } from '../../../../utils/rules/schema.ts';
import { linterOf, post } from '../../lint/posts.ts';

const RULE: RuleOf<'pause'> = {
  id: 'silence',
  kind: 'pause',
  severity: 'block',
  message: { en: 'Not now.' },
  examples: { bad: ['x'], good: ['x'] },
};

describe('pause', () => {
  it('holds every draft', () => {
    expect(linterOf(RULE).lint(post('Good morning'))).toMatchObject({
      verdict: 'blocked',
      findings: [{ part: 0, start: 0, end: 0 }],
    });
  });

  it('ends with its time', () => {
    const rule = { ...RULE, where: { until: '2026-11-27' } };
    const at = (time: string) => linterOf(rule).lint(post('Good morning'), { now: Date.parse(time) }).verdict;
    expect(at('2026-11-27T23:59:59Z')).toBe('blocked');
    expect(at('2026-11-28T00:00:00Z')).toBe('clear');
  });

  it('holds what speaks of a topic, in each part once', () => {
    const linter = linterOf({ ...RULE, topics: ['earthquake', 'aftershocks?'] });
    expect(linter.lint(post('Good morning')).verdict).toBe('clear');
    const { findings } = linter.lint(post('Earthquake: aftershock follows', 'Nothing', 'An aftershock'));
    expect(findings.map(({ part, text }) => [part, text])).toEqual([
      [0, 'Earthquake'],
      [2, 'aftershock'],
    ]);
  });
});
