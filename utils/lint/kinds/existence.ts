import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import { exceptionsOf } from './exceptions.ts';
import type { Runner } from './matcher.ts';

export interface ExistencePlan {
  readonly scope: ScopePlan;
  readonly pattern: PatternPlan;
  readonly exceptions: PatternPlan | null;
}

/** Every match of the pattern that no exception lets through is a hit. */
export const runExistence: Runner<ExistencePlan> = (plan) => {
  const pattern = patternOf(plan.pattern);
  const exceptionsIn = exceptionsOf(plan.exceptions);
  return {
    by: 'passage',
    scope: plan.scope,
    literals: pattern.literals,
    find: ({ text }) => {
      const isException = exceptionsIn(text);
      return pattern
        .findAll(text)
        .filter(({ start, end }) => !isException(start, end))
        .map(({ start, end }) => ({ start, end, expected: [], masked: null }));
    },
  };
};
