import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import { findFirst, literalsOf } from '../regex/several.ts';
import type { ScopePlan } from '../scope.ts';
import { findUnmasked, Unmasker } from '../terms/unmask.ts';
import { type ExceptionsPlan, eitherOf, exceptionsOf } from './exceptions.ts';
import type { Runner } from './matcher.ts';

export interface ExistencePlan {
  readonly scope: ScopePlan;
  /** One, or a list too long for one in pieces. */
  readonly patterns: readonly PatternPlan[];
  readonly exceptions: ExceptionsPlan | null;
  /** Whether the patterns are run over the text with its disguises undone too. */
  readonly evasion: boolean;
  readonly vocab: boolean;
}

/** Every match of the pattern that no exception lets through is a hit. */
export const runExistence: Runner<ExistencePlan> = (plan, { accepted }) => {
  const patterns = plan.patterns.map(patternOf);
  const exceptionsIn = eitherOf(exceptionsOf(plan.exceptions), plan.vocab ? accepted : null);
  const unmasker = plan.evasion ? new Unmasker() : null;
  return {
    by: 'passage',
    scope: plan.scope,
    // What is required of a match may stand there in disguise.
    literals: unmasker === null ? literalsOf(patterns) : null,
    find: ({ text }) => {
      const isException = exceptionsIn(text);
      const found =
        unmasker === null
          ? findFirst(patterns, text)
          : findUnmasked(unmasker, text, (read) => findFirst(patterns, read));
      return found
        .filter(({ start, end }) => !isException(start, end))
        .map(({ start, end }) => ({ start, end, expected: [], masked: null }));
    },
  };
};
