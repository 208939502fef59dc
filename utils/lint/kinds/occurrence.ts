import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import type { Runner } from './matcher.ts';

export interface OccurrencePlan {
  readonly scope: ScopePlan;
  readonly token: PatternPlan;
  /** 0 for any number. */
  readonly max: number;
  /** 0 for none. */
  readonly min: number;
}

/** What Vale takes for masked code: it is counted, but not pointed at. */
const CODE = /^[*@]*$/;

/** Too many of a token are a hit at the first of them, too few likewise, none at all at the start of the text. */
export const runOccurrence: Runner<OccurrencePlan> = ({ scope, token, max, min }) => {
  const pattern = patternOf(token);
  return {
    by: 'passage',
    scope,
    literals: min > 0 ? null : pattern.literals,
    find: ({ text }) => {
      if (text.trim() === '') return [];
      const found = pattern.findAll(text);
      const count = found.length;
      if ((max === 0 || count <= max) && count >= min) return [];
      const shown =
        count === 0
          ? { start: 0, end: 0 }
          : found.find(({ start, end }) => !CODE.test(text.slice(start, end).trim()));
      return shown === undefined
        ? []
        : [{ ...shown, expected: [], masked: null, detail: { count: String(count) } }];
    },
  };
};
