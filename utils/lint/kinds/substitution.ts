import { expandGroups } from '../fixes.ts';
import { type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import { exceptionsOf } from './exceptions.ts';
import type { Hit, Runner } from './matcher.ts';

export interface SubstitutionPlan {
  readonly scope: ScopePlan;
  /** One group a key. */
  readonly pattern: PatternPlan;
  /** By key: what to write instead, and a pattern of the key's own groups where one of those speaks of them. */
  readonly entries: readonly { readonly choices: readonly string[]; readonly groups: PatternPlan | null }[];
  readonly ignorecase: boolean;
  readonly exceptions: PatternPlan | null;
}

/** What the keys match is a hit, but not where the author already wrote one of the choices. */
export const runSubstitution: Runner<SubstitutionPlan> = (plan) => {
  const pattern = patternOf(plan.pattern);
  const entries = plan.entries.map(({ choices, groups }) => ({
    choices,
    groups: groups === null ? null : patternOf(groups),
  }));
  const exceptionsIn = exceptionsOf(plan.exceptions);
  const same = (a: string, b: string): boolean =>
    plan.ignorecase ? a.toLowerCase() === b.toLowerCase() : a === b;
  return {
    by: 'passage',
    scope: plan.scope,
    literals: pattern.literals,
    find: ({ text }) => {
      const hits: Hit[] = [];
      const isException = exceptionsIn(text);
      for (const match of pattern.findAll(text)) {
        const observed = text.slice(match.start, match.end);
        const entry = entries[pattern.groups(text, match).findIndex((group) => group !== undefined)];
        if (entry === undefined || isException(match.start, match.end)) continue;
        const expected = entry.choices.map((choice) => expand(choice, entry.groups, observed));
        if (expected.some((choice) => same(choice, observed.trim()))) continue;
        hits.push({ start: match.start, end: match.end, expected, masked: null });
      }
      return hits;
    },
  };
};

function expand(choice: string, groups: Pattern | null, observed: string): string {
  if (groups === null) return choice;
  const [match] = groups.findAll(observed);
  return expandGroups(choice, observed, match === undefined ? [] : groups.groups(observed, match));
}
